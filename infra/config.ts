import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';

/** One OpenAI-compatible endpoint: any server that speaks that HTTP works by its URL. */
export interface ModelSettings {
  readonly baseUrl: string;
  readonly model: string;
}

/** Everything in which stages may differ. */
export interface Settings {
  readonly region: string;
  /** Web origins that may call the API and upload recordings. */
  readonly allowedOrigins: readonly string[];
  readonly speech: ModelSettings;
  readonly chat: ModelSettings;
  readonly logRetention: RetentionDays;
  readonly recordingRetentionDays: number;
  /** Data outlives the stack, the table cannot be deleted and can be restored to any second. */
  readonly protectData: boolean;
  /** Of all clients together: HTTP APIs know no per-client limit. */
  readonly tokenIssueThrottle: { readonly ratePerSecond: number; readonly burst: number };
  /** List prices in dollars, for the cost estimate among the metrics. */
  readonly prices: {
    readonly speechPerMinute: number;
    readonly chatPerMillionInputTokens: number;
    readonly chatPerMillionOutputTokens: number;
  };
  /** Lectures assessed a day (Asia/Seoul), per user and in all, and tokens issued per address. */
  readonly dailyAllowance: {
    readonly lecturesPerUser: number;
    readonly lecturesGlobal: number;
    readonly tokensPerAddress: number;
  };
  /** Recordings processed at the same time; Lambda accepts 2 to 1000. */
  readonly workerMaximumConcurrency: number;
  readonly workerMemoryMegabytes: number;
  readonly apiMemoryMegabytes: number;
}

export const stages = ['dev', 'prod'] as const;
export type Stage = (typeof stages)[number];

const publishedAppOrigins = ['https://www.thelearningmate.com', 'http://localhost:3000'];

const openAi = 'https://api.openai.com/v1';

const shared = {
  region: 'ap-northeast-2',
  allowedOrigins: publishedAppOrigins,
  speech: { baseUrl: openAi, model: 'whisper-1' },
  chat: { baseUrl: openAi, model: 'gpt-5-mini' },
  // November 2026, of the two models above.
  prices: {
    speechPerMinute: 0.006,
    chatPerMillionInputTokens: 0.25,
    chatPerMillionOutputTokens: 2,
  },
  // A classroom or a carrier may share one address.
  dailyAllowance: { lecturesPerUser: 50, lecturesGlobal: 5_000, tokensPerAddress: 500 },
  // Streaming keeps a 25 MB recording within some 35 MB above the base.
  workerMemoryMegabytes: 256,
  // CPU comes with memory, and a cold start is CPU: below this it is felt.
  apiMemoryMegabytes: 512,
};

export const settingsByStage: Record<Stage, Settings> = {
  dev: {
    ...shared,
    logRetention: RetentionDays.ONE_WEEK,
    recordingRetentionDays: 7,
    protectData: false,
    tokenIssueThrottle: { ratePerSecond: 5, burst: 10 },
    workerMaximumConcurrency: 5,
  },
  prod: {
    ...shared,
    logRetention: RetentionDays.THREE_MONTHS,
    recordingRetentionDays: 30,
    protectData: true,
    tokenIssueThrottle: { ratePerSecond: 10, burst: 50 },
    workerMaximumConcurrency: 50,
  },
};

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' });

const origin = httpUrl.refine((text) => URL.canParse(text) && new URL(text).origin === text, {
  error: 'must be origins like https://example.org, without a path',
});

/** What `--context` may change in any stage. */
const contextSchema = z.object({
  stage: z
    .enum(stages, {
      error: ({ input }) =>
        `${JSON.stringify(input)} is not a stage; the stages are ${stages.join(', ')}`,
    })
    .default('dev'),
  /** Comma-separated, added to the stage's own. */
  extraOrigin: z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    )
    .pipe(z.array(origin))
    .default([]),
  speechModel: z.string().min(1).optional(),
  chatModel: z.string().min(1).optional(),
  /** For speech and chat alike. */
  openAiBaseUrl: httpUrl.optional(),
  /** `off` leaves cdk-nag out, for a quicker synth of what will not be deployed. */
  checks: z.enum(['on', 'off']).default('on'),
});

/** A context value that cannot be used; the message is one line and names the key. */
export class ContextError extends Error {
  override readonly name = 'ContextError';
}

/**
 * The stage and its settings, with the overrides of the context applied.
 * @param contextValue how a context key is read; `undefined` where it is not set
 * @throws ContextError naming every key that is wrong
 */
export function readSettings(contextValue: (key: string) => unknown): {
  readonly stage: Stage;
  readonly settings: Settings;
  readonly checked: boolean;
} {
  const keys = Object.keys(contextSchema.shape);
  const read = contextSchema.safeParse(Object.fromEntries(keys.map((k) => [k, contextValue(k)])));
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`);
    throw new ContextError([...new Set(problems)].join('; '));
  }
  const { stage, extraOrigin, speechModel, chatModel, openAiBaseUrl, checks } = read.data;
  const { allowedOrigins, speech, chat, ...rest } = settingsByStage[stage];
  return {
    stage,
    checked: checks === 'on',
    settings: {
      ...rest,
      allowedOrigins: [...new Set([...allowedOrigins, ...extraOrigin])],
      speech: { baseUrl: openAiBaseUrl ?? speech.baseUrl, model: speechModel ?? speech.model },
      chat: { baseUrl: openAiBaseUrl ?? chat.baseUrl, model: chatModel ?? chat.model },
    },
  };
}

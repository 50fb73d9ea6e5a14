import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Endpoint } from '../../shared/contracts/endpoints.ts';
import type { Experiment } from '../../shared/contracts/experiments.ts';
import { defaultModels } from '../../shared/contracts/models.ts';
import { browsersPushHosts } from '../../shared/contracts/reminders.ts';
import type { CustomDomain, Rewards } from './settings-rules.ts';

export type { CustomDomain };

/** Everything in which stages may differ. */
export interface Settings {
  /** Whom everything of the stage is tagged with, to ask about it and its cost. */
  readonly owner: string;
  readonly region: string;
  /** @default none: the API answers at the address that AWS gives it */
  readonly customDomain?: CustomDomain;
  /** E-mail address that alarms are sent to. @default none: alarms are seen in the console only */
  readonly alarmAddress?: string;
  /** Where people read docs/runbook.md: its address, or its path in the repository. */
  readonly runbook: string;
  /**
   * The most that speech and chat may cost in a day (Asia/Seoul), by the list prices: a lecture that
   * could go beyond it ends as QUOTA_EXCEEDED. An alarm tells before that.
   */
  readonly dailyProviderDollars: number;
  /**
   * What the whole AWS account may cost in a month before alarms, not the stage alone: stages in one
   * account watch the same bill. @default none: no budget
   */
  readonly monthlyBudgetDollars?: number;
  /** Web origins that may call the API and upload recordings. */
  readonly allowedOrigins: readonly string[];
  /**
   * The same for apps that bring their pages along: `https://localhost` is Capacitor's on Android.
   * That of iOS, `capacitor://localhost`, may be added; the gateway's documentation speaks of http
   * and https alone, so let a stage without users try it first.
   */
  readonly webViewOrigins: readonly string[];
  /**
   * Who hears recordings, up to three in order: the next one answers where one is away, out of money,
   * refuses our key or has no such model. What models can do and cost stands in
   * shared/contracts/models.ts; each names its key in the OpenAI secret where that holds several.
   */
  readonly speech: readonly Endpoint[];
  /** Who assesses, likewise. */
  readonly chat: readonly Endpoint[];
  /** Who looks at what learners share, likewise. A server without moderation shares nothing. */
  readonly moderation: readonly Endpoint[];
  /** What is tried on a share of new learners, three at most: docs/retention.md tells how. */
  readonly experiments: readonly Experiment[];
  /** The web app answers at the API's own address. */
  readonly webApp: boolean;
  /** For ads that learners choose to see, see docs/operating.md. @default none: nothing of theirs is made */
  readonly rewards?: Rewards | undefined;
  readonly logRetention: RetentionDays;
  readonly recordingRetentionDays: number;
  /** Data outlives the stack, the table cannot be deleted and can be restored to any second. */
  readonly protectData: boolean;
  /**
   * Of each other route, for all clients together, against a flood; presign and POST /lecture have the
   * account's own limit alone, since the published app hangs on a 429 there.
   */
  readonly routeThrottle: { readonly ratePerSecond: number; readonly burst: number };
  /** An hour of more than this is a flood or a loop: an alarm tells, long before the day's limits do. */
  readonly alarmAbove: {
    readonly requestsPerHour: number;
    readonly providerDollarsPerHour: number;
  };
  /** Of each route that gives out tokens, for all clients together: HTTP APIs know no per-client limit. */
  readonly tokenIssueThrottle: { readonly ratePerSecond: number; readonly burst: number };
  /** By days in Asia/Seoul. */
  readonly dailyAllowance: {
    /** Lectures assessed, of one user and of all. */
    readonly lecturesPerUser: number;
    readonly lecturesGlobal: number;
    /** Own topics prepared, of one user. */
    readonly topicsPerUser: number;
    /** Empty, too large, too long or no audio: these use up no lecture. */
    readonly refusedUploadsPerUser: number;
    /** Tokens issued, and transfer codes tried. */
    readonly tokensPerAddress: number;
  };
  /** So often a tiny lecture of our own looks whether there is feedback; docs/costs.md has its price. */
  readonly canary: { readonly periodMinutes: number; readonly isOn: boolean };
  /** After a deploy has moved learners to a new release: an alarm that rings then takes it back. */
  readonly releaseWatchSeconds: number;
  /** Recordings processed at the same time; Lambda accepts 2 to 1000. */
  readonly workerMaximumConcurrency: number;
  /** What the account's Lambda limit has to leave for the API beside the workers; a deploy looks. */
  readonly apiConcurrencyHeadroom: number;
  readonly workerMemoryMegabytes: number;
  readonly apiMemoryMegabytes: number;
  /** Who may be written to by Web Push: hosts of browsers' push services, see shared/contracts/reminders.ts. */
  readonly pushHosts: readonly string[];
  /** Where push services' operators find who writes: a `mailto:` or `https:` address. */
  readonly pushContact: string;
  /** Messages of reminders at work at the same time, of twenty learners each; Lambda accepts 2 to 1000. */
  readonly reminderMaximumConcurrency: number;
}

export const stages = ['dev', 'prod'] as const;
export type Stage = (typeof stages)[number];

const openAi = 'https://api.openai.com/v1';

const shared = {
  owner: 'learning-mate',
  region: 'ap-northeast-2',
  // Of the published app.
  allowedOrigins: ['https://www.thelearningmate.com', 'http://localhost:3000'],
  webViewOrigins: ['https://localhost'],
  runbook: 'docs/runbook.md',
  webApp: true,
  // Nobody gets anything else: its arms must not differ, and show that the counting is right.
  experiments: [{ name: 'nothing', share: 50, from: '2026-12-01' }],
  speech: [{ baseUrl: openAi, model: defaultModels.speech }],
  chat: [{ baseUrl: openAi, model: defaultModels.chat }],
  moderation: [{ baseUrl: openAi, model: defaultModels.moderation }],
  // A classroom or a carrier may share one address.
  dailyAllowance: {
    lecturesPerUser: 50,
    lecturesGlobal: 5_000,
    topicsPerUser: 20,
    refusedUploadsPerUser: 30,
    tokensPerAddress: 500,
  },
  // The worker mostly waits, which is paid by memory. It was seen to need 171 MB, with recordings of
  // 25 MiB one after the other (docs/adr/0033).
  workerMemoryMegabytes: 216,
  // CPU comes with memory, and a cold start is CPU: below this it is felt.
  apiMemoryMegabytes: 512,
  pushHosts: browsersPushHosts,
  pushContact: 'https://www.thelearningmate.com',
};

export const settingsByStage: Record<Stage, Settings> = {
  dev: {
    ...shared,
    logRetention: RetentionDays.ONE_WEEK,
    recordingRetentionDays: 7,
    protectData: false,
    tokenIssueThrottle: { ratePerSecond: 5, burst: 10 },
    routeThrottle: { ratePerSecond: 50, burst: 100 },
    alarmAbove: { requestsPerHour: 20_000, providerDollarsPerHour: 10 },
    // A new account may run ten functions at once.
    canary: { periodMinutes: 10, isOn: false },
    releaseWatchSeconds: 0,
    workerMaximumConcurrency: 5,
    apiConcurrencyHeadroom: 5,
    reminderMaximumConcurrency: 2,
    dailyProviderDollars: 50,
    // Two idle stages are $28 (docs/costs.md): 80 % of this tells of what was left running.
    monthlyBudgetDollars: 50,
  },
  prod: {
    ...shared,
    logRetention: RetentionDays.THREE_MONTHS,
    // As long as a dead letter can still be driven again, and no longer.
    recordingRetentionDays: 14,
    protectData: true,
    tokenIssueThrottle: { ratePerSecond: 10, burst: 50 },
    routeThrottle: { ratePerSecond: 500, burst: 1_000 },
    alarmAbove: { requestsPerHour: 500_000, providerDollarsPerHour: 20 },
    canary: { periodMinutes: 10, isOn: true },
    releaseWatchSeconds: 360,
    workerMaximumConcurrency: 50,
    apiConcurrencyHeadroom: 50,
    // A million learners in some 35 minutes, were all due at once (docs/costs.md).
    reminderMaximumConcurrency: 20,
    dailyProviderDollars: 100,
    monthlyBudgetDollars: 100,
  },
};

import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Endpoint } from '../../shared/contracts/endpoints.ts';
import type { Experiment } from '../../shared/contracts/experiments.ts';
import { defaultModels } from '../../shared/contracts/models.ts';
import { browsersPushHosts } from '../../shared/contracts/reminders.ts';
import type { CustomDomain, Rewards } from './settings-rules.ts';

export type { CustomDomain };

/** Everything in which stages may differ. */
export interface Settings {
  /** The tag on every resource that names whom to ask about it and its cost. */
  readonly owner: string;
  readonly region: string;
  /**
   * Another region, which follows the table and the generated secrets, to begin again there should this
   * one be lost; docs/runbook.md has what it keeps and what not. Each write is paid once more.
   * @default none
   */
  readonly replicaRegion?: string;
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
   * What the whole AWS account, not the stage alone, may cost in a month before an alarm tells. Stages in one
   * account watch the same bill. @default none: no budget
   */
  readonly monthlyBudgetDollars?: number;
  /** Web origins that may call the API and upload recordings. */
  readonly allowedOrigins: readonly string[];
  /**
   * Origins of apps that bring their pages along: `https://localhost` is Capacitor's on Android. The one on
   * iOS, `capacitor://localhost`, may be added, but the gateway's documentation speaks of http and https
   * alone, so let a stage without users try it first.
   */
  readonly webViewOrigins: readonly string[];
  /**
   * The endpoints that hear recordings, up to three in order. The next one is asked where one is away, out of
   * money, refuses our key or has no such model. shared/contracts/models.ts has what models can do and cost.
   * An endpoint names its key where the OpenAI secret holds several.
   */
  readonly speech: readonly Endpoint[];
  /** The endpoints that assess, by the same rules. */
  readonly chat: readonly Endpoint[];
  /**
   * The endpoints that moderate what learners share, by the same rules. Without moderation nothing is shared.
   */
  readonly moderation: readonly Endpoint[];
  /** Experiments on a share of new learners, three at most; docs/retention.md tells how. */
  readonly experiments: readonly Experiment[];
  /** Whether the API's address also serves the web app. */
  readonly webApp: boolean;
  /**
   * Rewards for ads that learners choose to see, see docs/operating.md. @default none: nothing is deployed
   * for them
   */
  readonly rewards?: Rewards | undefined;
  readonly logRetention: RetentionDays;
  readonly recordingRetentionDays: number;
  /**
   * Whether data outlives the stack. The table then cannot be deleted, and can be restored to any second of
   * 35 days.
   */
  readonly protectData: boolean;
  /**
   * The limit of every route without one of its own, for all clients together, against a flood. Presign and
   * POST /lecture have only the account's limit, since the published app hangs on a 429 there.
   */
  readonly routeThrottle: { readonly ratePerSecond: number; readonly burst: number };
  /**
   * More than this in an hour is a flood or a loop. An alarm tells long before the day's limits are reached.
   */
  readonly alarmAbove: {
    readonly requestsPerHour: number;
    readonly providerDollarsPerHour: number;
  };
  /**
   * The limit of each route that gives out tokens, for all clients together: HTTP APIs have no limits per
   * client.
   */
  readonly tokenIssueThrottle: { readonly ratePerSecond: number; readonly burst: number };
  /** What is allowed in a day, which is a day in Asia/Seoul. */
  readonly dailyAllowance: {
    /** Lectures that are assessed, for one user and for all users together. */
    readonly lecturesPerUser: number;
    readonly lecturesGlobal: number;
    /** Own topics that are prepared, for one user. */
    readonly topicsPerUser: number;
    /** Uploads that are empty, too large, too long or no audio: these use up no lecture. */
    readonly refusedUploadsPerUser: number;
    /** Tokens that are issued and transfer codes that are tried, from one address. */
    readonly tokensPerAddress: number;
  };
  /** How often the canary holds a tiny lecture and looks for its feedback; docs/costs.md has the price. */
  readonly canary: { readonly periodMinutes: number; readonly isOn: boolean };
  /**
   * How long a deploy watches a new release after learners were moved to it. An alarm in that time takes it
   * back.
   */
  readonly releaseWatchSeconds: number;
  /** Recordings processed at the same time; Lambda accepts 2 to 1000. */
  readonly workerMaximumConcurrency: number;
  /**
   * The concurrency that the account's Lambda limit has to leave for the API beside the workers; a deploy
   * checks it.
   */
  readonly apiConcurrencyHeadroom: number;
  readonly workerMemoryMegabytes: number;
  readonly apiMemoryMegabytes: number;
  /** The hosts of browsers' push services that Web Push may write to, see shared/contracts/reminders.ts. */
  readonly pushHosts: readonly string[];
  /** The address, `mailto:` or `https:`, where operators of push services can reach us. */
  readonly pushContact: string;
  /**
   * Messages of reminders processed at the same time, with twenty learners in each; Lambda accepts 2 to 1000.
   */
  readonly reminderMaximumConcurrency: number;
}

export const stages = ['dev', 'prod'] as const;
export type Stage = (typeof stages)[number];

const openAi = 'https://api.openai.com/v1';

const shared = {
  owner: 'learning-mate',
  region: 'ap-northeast-2',
  // The published app and its development server.
  allowedOrigins: ['https://www.thelearningmate.com', 'http://localhost:3000'],
  webViewOrigins: ['https://localhost'],
  runbook: 'docs/runbook.md',
  webApp: true,
  // This experiment changes nothing: its arms must not differ, which shows that the counting is right.
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
  // The worker mostly waits, and waiting is paid by memory. It needed 171 MB at most for recordings of 25
  // MiB, one after the other (docs/adr/0033).
  workerMemoryMegabytes: 216,
  // CPU comes with memory, and a cold start is mostly CPU: with less memory learners feel it.
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
    // A recording is kept for as long as its dead letter can be redriven, and no longer.
    recordingRetentionDays: 14,
    protectData: true,
    tokenIssueThrottle: { ratePerSecond: 10, burst: 50 },
    routeThrottle: { ratePerSecond: 500, burst: 1_000 },
    alarmAbove: { requestsPerHour: 500_000, providerDollarsPerHour: 20 },
    canary: { periodMinutes: 10, isOn: true },
    releaseWatchSeconds: 360,
    workerMaximumConcurrency: 50,
    apiConcurrencyHeadroom: 50,
    // This reminds a million learners in some 35 minutes if all are due at once (docs/costs.md).
    reminderMaximumConcurrency: 20,
    dailyProviderDollars: 100,
    monthlyBudgetDollars: 100,
  },
};

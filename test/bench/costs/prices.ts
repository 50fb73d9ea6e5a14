import { speechModel } from '../../../shared/contracts/models.ts';

/**
 * List prices of ap-northeast-2 (Seoul), in dollars, before tax and without any free tier.
 *
 * As of November 2026, from secondary sources: public repositories and pages that quote AWS's price
 * list. Check a figure against https://aws.amazon.com/pricing/ before you rely on it, and change it
 * here alone. What is marked `isRemembered` was found in none of them.
 */
export const pricesAsOf = 'November 2026';

export interface Tier {
  /** Units a month up to which this price goes; the last tier has none. */
  readonly upTo?: number;
  readonly dollars: number;
}

export interface Price {
  readonly service: string;
  /** What is counted. */
  readonly unit: string;
  /** The price is of so many units. */
  readonly per: number;
  readonly tiers: readonly Tier[];
  readonly isRemembered?: boolean;
}

const million = 1_000_000;
const terabyte = 1_024;

export const prices = {
  lambdaRequests: {
    service: 'Lambda',
    unit: 'requests',
    per: million,
    tiers: [{ dollars: 0.2 }],
  },
  /** Of arm64; the discounts above 7.5 billion GB-seconds a month are out of reach here. */
  lambdaGbSeconds: {
    service: 'Lambda',
    unit: 'GB-seconds (arm64)',
    per: 1,
    tiers: [{ dollars: 0.000_013_333_4 }],
    isRemembered: true,
  },
  httpApiRequests: {
    service: 'API Gateway',
    unit: 'HTTP API requests',
    per: million,
    tiers: [{ upTo: 300 * million, dollars: 1.23 }, { dollars: 1.11 }],
    isRemembered: true,
  },
  /** On demand, after prices were halved in November 2024. */
  writeUnits: { service: 'DynamoDB', unit: 'WRU', per: million, tiers: [{ dollars: 0.68 }] },
  readUnits: { service: 'DynamoDB', unit: 'RRU', per: million, tiers: [{ dollars: 0.1355 }] },
  tableGbMonths: {
    service: 'DynamoDB',
    unit: 'GB-months stored',
    per: 1,
    tiers: [{ dollars: 0.27 }],
    isRemembered: true,
  },
  /** Point-in-time recovery, where a stage protects its data. */
  backupGbMonths: {
    service: 'DynamoDB',
    unit: 'GB-months of recovery',
    per: 1,
    tiers: [{ dollars: 0.23 }],
    isRemembered: true,
  },
  s3Writes: { service: 'S3', unit: 'PUT', per: 1_000, tiers: [{ dollars: 0.0045 }] },
  s3Reads: { service: 'S3', unit: 'GET and others', per: 10_000, tiers: [{ dollars: 0.0035 }] },
  s3GbMonths: {
    service: 'S3',
    unit: 'GB-months stored (Standard)',
    per: 1,
    tiers: [
      { upTo: 50 * terabyte, dollars: 0.025 },
      { upTo: 500 * terabyte, dollars: 0.024 },
      { dollars: 0.023 },
    ],
    isRemembered: true,
  },
  sqsRequests: {
    service: 'SQS',
    unit: 'requests (standard queue)',
    per: million,
    tiers: [{ dollars: 0.4 }],
    isRemembered: true,
  },
  /** Access logs cost the same up to 10 TB, and less beyond. */
  logGb: { service: 'CloudWatch', unit: 'GB of logs', per: 1, tiers: [{ dollars: 0.76 }] },
  logGbMonths: {
    service: 'CloudWatch',
    unit: 'GB-months of logs stored',
    per: 1,
    tiers: [{ dollars: 0.0314 }],
  },
  customMetrics: {
    service: 'CloudWatch',
    unit: 'custom metric-months',
    per: 1,
    tiers: [{ upTo: 10_000, dollars: 0.3 }, { dollars: 0.1 }],
  },
  alarmMetrics: {
    service: 'CloudWatch',
    unit: 'metrics watched by alarms',
    per: 1,
    tiers: [{ dollars: 0.1 }],
  },
  compositeAlarms: {
    service: 'CloudWatch',
    unit: 'composite alarms',
    per: 1,
    tiers: [{ dollars: 0.5 }],
  },
  dashboards: {
    service: 'CloudWatch',
    unit: 'dashboards',
    per: 1,
    tiers: [{ dollars: 3 }],
    isRemembered: true,
  },
  secrets: {
    service: 'Secrets Manager',
    unit: 'secrets',
    per: 1,
    tiers: [{ dollars: 0.4 }],
    isRemembered: true,
  },
  secretReads: {
    service: 'Secrets Manager',
    unit: 'reads',
    per: 10_000,
    tiers: [{ dollars: 0.05 }],
    isRemembered: true,
  },
  /** Rules on a schedule may be free; the price of EventBridge Scheduler is the upper bound. */
  scheduledRuns: {
    service: 'EventBridge',
    unit: 'scheduled runs',
    per: million,
    tiers: [{ dollars: 1 }],
    isRemembered: true,
  },
  /** From 50 TB a month on it is cheaper still. */
  transferOutGb: {
    service: 'Data transfer',
    unit: 'GB out to the internet',
    per: 1,
    tiers: [{ upTo: 10 * terabyte, dollars: 0.126 }, { dollars: 0.122 }],
  },
} as const satisfies Record<string, Price>;

export type Meter = keyof typeof prices;
export type PriceTable = Readonly<Record<Meter, Price>>;

/** Speech models to compare, in dollars for a minute of recording. */
export const speechPrices = ['gpt-transcribe', 'whisper-1', 'whisper-large-v3-turbo'].map(
  (model) => ({ model, dollarsPerMinute: speechModel(model).dollarsPerMinute }),
);

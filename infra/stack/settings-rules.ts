import * as z from 'zod';
import { mostExperiments } from '../../shared/contracts/experiments.ts';
import { freeLecturesAtLeast } from '../../shared/contracts/rewards.ts';

/** A name of our own for the API, beside the one that AWS gives it. */
export interface CustomDomain {
  /** e.g. `api.thelearningmate.com` */
  readonly name: string;
  /** The ARN of a certificate for that name, issued in the stage's own region. */
  readonly certificateArn: string;
}

export interface Rewards {
  /**
   * AdMob's ad units, by the number behind the slash of `ca-app-pub-…/1234567890`; callbacks of other units
   * do not count.
   */
  readonly adUnits: readonly string[];
  /** Where the keys of callbacks are published. @default Google's */
  readonly keysUrl?: string | undefined;
}

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' });

/** The origin of a page that an app brings along: `URL` knows no origin for a scheme like this. */
const webViewOrigin = /^(?:capacitor|ionic):\/\/[a-z\d.-]+$/;

const isOrigin = (text: string) =>
  webViewOrigin.test(text) || (URL.canParse(text) && new URL(text).origin === text);

const origin = z.union([z.string().regex(webViewOrigin), httpUrl]).refine(isOrigin, {
  error: 'must be origins like https://example.org, without a path',
});

/**
 * The URL of an endpoint. Paths are added to it, and it stands in plain sight in a function's environment.
 */
const baseUrl = httpUrl.refine(
  (text) => {
    const url = URL.parse(text);
    return !url || (url.username === '' && url.password === '' && !/[?#]/.test(text));
  },
  { error: 'must have no credentials, query or fragment: a key stands in the OpenAI secret' },
);

/** Callbacks name a unit by the part of `ca-app-pub-…/1234567890` behind the slash. */
const adUnit = z
  .string()
  .regex(/^\d{1,20}$/, { error: 'must be numbers, the part of an ad unit’s id behind its slash' });

/** Plain http is accepted on this machine, where a test may be the key server. */
const keysUrl = httpUrl.refine(
  (text) => /^https:|^http:\/\/(?:127\.0\.0\.1|localhost)[:/]/.test(text),
  { error: 'must be an https URL: whoever answers there can credit whatever they like' },
);

const price = z.number().min(0).optional();

/** Of a hundred learners. */
const share = z
  .number({ error: 'must be from 0 to 100' })
  .refine((percent) => percent >= 0 && percent <= 100, { error: 'must be from 0 to 100' });

/**
 * The schema is strict, since a misspelt `key` would send a provider the key of another. Functions read the
 * same list leniently, see endpointsSchema.
 */
function endpointsOf(prices: Readonly<Record<string, typeof price>>) {
  const shape = {
    baseUrl,
    model: z.string().min(1),
    key: z
      .string()
      .regex(/^[\w.-]{1,64}$/, { error: 'must be a name of letters, digits, dots and dashes' })
      .optional(),
    ...prices,
  };
  const endpoint = z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `no such property: ${issue['keys']}; an endpoint here has ${Object.keys(shape).join(', ')}`
        : undefined,
  });
  return z.array(endpoint).min(1).max(3);
}

/** The rules for a stage's settings that a type cannot express. */
export const writtenSettingsSchema = z.object({
  allowedOrigins: z.array(origin),
  webViewOrigins: z.array(origin),
  replicaRegion: z
    .string()
    .regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, { error: 'must be a region like ap-northeast-1' })
    .optional(),
  customDomain: z
    .object({
      name: z.hostname({ error: 'must be a host name like api.example.org' }).includes('.'),
      certificateArn: z
        .string()
        .regex(/^arn:aws[\w-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/, {
          error: 'must be the ARN of a certificate of ACM',
        }),
    })
    .optional(),
  dailyAllowance: z.looseObject({
    lecturesPerUser: z.int().min(freeLecturesAtLeast, {
      error: `must be at least ${freeLecturesAtLeast}: so many lectures a day are free, whatever ads add`,
    }),
  }),
  rewards: z
    .strictObject({ adUnits: z.array(adUnit).min(1), keysUrl: keysUrl.optional() })
    .optional(),
  canary: z.object({
    periodMinutes: z
      .int({ error: 'must be whole minutes' })
      .min(5, { error: 'must leave a run time to end: 5 minutes at least' }),
    isOn: z.boolean(),
  }),
  alarmAddress: z.email({ error: 'must be an e-mail address' }).optional(),
  speech: endpointsOf({ dollarsPerMinute: price }),
  chat: endpointsOf({ dollarsPerMillionInputTokens: price, dollarsPerMillionOutputTokens: price }),
  moderation: endpointsOf({}),
  pushHosts: z
    .array(
      z.string().regex(/^(?:\*\.)?[a-z\d-]+(?:\.[a-z\d-]+)+$/, {
        error: 'must be hosts like push.example.org or *.push.example.org',
      }),
    )
    .min(1),
  pushContact: z.string().regex(/^(?:mailto:[^\s@]+@|https:\/\/)\S+$/, {
    error: 'must be a mailto: or https: address',
  }),
  reminderMaximumConcurrency: z.int().min(2).max(1000),
  experiments: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, {
          error: 'must be 1 to 32 small letters, digits and dashes',
        }),
        share,
        from: z.iso.date({ error: 'must be a day like 2026-12-07' }),
      }),
    )
    .max(mostExperiments, {
      error: `must be ${mostExperiments} at most: each is paid for in metrics`,
    })
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, {
      error: 'must have names of their own',
    }),
});

const listOf = (item: z.ZodType<string, string>) =>
  z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
    )
    .pipe(z.array(item))
    .default([]);

/** The context keys beside the stage's name. */
export const contextRules = {
  /** A comma-separated list of origins, added to the stage's own. */
  extraOrigin: listOf(origin),
  /** A comma-separated list of ad units, which replaces the stage's own. */
  rewardAdUnits: listOf(adUnit),
  rewardKeysUrl: keysUrl.optional(),
  speechModel: z.string().min(1).optional(),
  chatModel: z.string().min(1).optional(),
  /** One base URL for speech, chat and moderation. */
  openAiBaseUrl: baseUrl.optional(),
  /** `off` leaves cdk-nag and CDK's own rules out, for a quicker synth of what will not be deployed. */
  checks: z.enum(['on', 'off']).default('on'),
  /** A folder that already holds every function's bundle. @default the functions are bundled */
  bundles: z.string().min(1).optional(),
  /** `on` says that the endpoints are a stand-in's, and the web app tells its learners so. */
  standIn: z.enum(['on', 'off']).default('off'),
  /**
   * `on` leaves out the protections that would keep CloudFormation from taking back a stage, see `npm run
   * deploy`.
   */
  firstDeploy: z.enum(['on', 'off']).default('off'),
};

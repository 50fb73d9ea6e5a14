import * as z from 'zod/mini';
import { endpointsSchema } from './endpoints.ts';
import { experimentsSchema } from './experiments.ts';
import { jsonVariable } from './json-variable.ts';
import { pushHostsSchema } from './reminders.ts';
import type { RouteFunctionName } from './routes.ts';
import { webSettingsSchema } from './web-files.ts';

const value = z.string().check(z.minLength(1));

const table = { TABLE_NAME: value };
const tokens = { TOKEN_KEYS_SECRET_ARN: value };
const recordings = { RECORDINGS_BUCKET: value };
const queue = { LECTURE_QUEUE_URL: z.url() };
const reminders = { REMINDER_QUEUE_URL: z.url() };
const pushHosts = { PUSH_HOSTS: jsonVariable(pushHostsSchema) };
/** The variables of every function that writes to devices. */
const push = { ...pushHosts, PUSH_SECRET_ARN: value, PUSH_CONTACT: value };
const unclaimed = { UNCLAIMED_QUEUE_URL: z.url() };
const numberOf = (pattern: RegExp) =>
  z.pipe(z.string().check(z.regex(pattern)), z.transform(Number));
const positive = numberOf(/^[1-9]\d{0,8}$/);
const dollars = numberOf(/^\d+(\.\d+)?$/);
const providers = {
  OPENAI_SECRET_ARN: value,
  SPEECH_ENDPOINTS: endpointsSchema,
  CHAT_ENDPOINTS: endpointsSchema,
};
const moderation = { OPENAI_SECRET_ARN: value, MODERATION_ENDPOINTS: endpointsSchema };
const ownAllowance = { DAILY_LECTURES_PER_USER: positive };
const ownTopics = { DAILY_TOPICS_PER_USER: positive };
const rewards = {
  REWARD_QUEUE_URL: z.url(),
  REWARD_AD_UNITS: jsonVariable(z.array(value).check(z.minLength(1))),
};
const refusals = { DAILY_REFUSED_UPLOADS_PER_USER: positive };

/** Where errors are reported, and the stage that they name: the same for every function. */
const reporting = { SENTRY_SECRET_ARN: value, STAGE: value };
/**
 * Each stage has its own namespace of metrics. Every function has it, since any may find itself set up
 * wrongly.
 */
const measuring = { METRIC_NAMESPACE: value };

const environmentOf = <Shape extends z.core.$ZodShape>(shape: Shape) =>
  z.object({ ...reporting, ...measuring, ...shape });

/** The functions that serve no route. */
export const backgroundFunctionNames = [
  'reject-request',
  'process-lecture',
  'delete-unclaimed',
  'sweep-lectures',
  'fold-standings',
  'send-reminders',
  'close-leagues',
  'look-at-models',
  'send-canary',
  'load-catalog',
  'keep-web-files',
  'credit-reward',
] as const;

export type FunctionName = RouteFunctionName | (typeof backgroundFunctionNames)[number];

/**
 * What a route's function needs unless it is listed below: the table, and the keys that verify its
 * caller's token.
 */
export const routeEnvironment = environmentOf({ ...table, ...tokens });

/** Functions that read the table but no token. */
export const tableEnvironment = environmentOf(table);
/** Functions that need nothing from the stage except to report errors and to measure. */
export const plainEnvironment = environmentOf({});
/** Functions that give tokens to an address, which may have only so many of them a day. */
export const tokenCountingEnvironment = environmentOf({
  ...table,
  ...tokens,
  DAILY_TOKENS_PER_ADDRESS: positive,
});
/** Functions that accept recordings as lectures, or as parts of lectures. */
export const recordingSubmissionEnvironment = environmentOf({
  ...table,
  ...tokens,
  ...recordings,
  ...queue,
  ...ownAllowance,
});
export const deleteUserEnvironment = environmentOf({ ...table, ...tokens, ...recordings });
export const changeConsentsEnvironment = environmentOf({ ...table, ...tokens, ...pushHosts });
export const createTopicEnvironment = environmentOf({ ...table, ...tokens, ...queue });
export const shareTopicEnvironment = environmentOf({ ...table, ...tokens, ...moderation });
export const presignUploadEnvironment = environmentOf({
  ...table,
  ...tokens,
  ...recordings,
  ...ownAllowance,
});
export const reviseLectureEnvironment = environmentOf({
  ...table,
  ...tokens,
  ...queue,
  ...ownAllowance,
});
export const getHomeEnvironment = environmentOf({ ...table, ...tokens, ...ownAllowance });
export const getWebAppEnvironment = environmentOf({
  ...table,
  RECORDINGS_HOST: value,
  WEB_SETTINGS: jsonVariable(webSettingsSchema),
});
export const takeRewardEnvironment = environmentOf(rewards);
export const processLectureEnvironment = environmentOf({
  ...table,
  ...recordings,
  ...queue,
  ...unclaimed,
  ...reminders,
  ...push,
  ...ownAllowance,
  ...ownTopics,
  ...refusals,
  DAILY_LECTURES_GLOBAL: positive,
  DAILY_PROVIDER_DOLLARS: dollars,
  ...providers,
});
export const deleteUnclaimedEnvironment = environmentOf({ ...table, ...recordings, ...unclaimed });
export const sweepLecturesEnvironment = environmentOf({ ...table, ...recordings, ...queue });
export const foldStandingsEnvironment = environmentOf({ ...table, EXPERIMENTS: experimentsSchema });
export const sendRemindersEnvironment = environmentOf({ ...table, ...reminders, ...push });
export const lookAtModelsEnvironment = environmentOf({ ...providers, ...moderation });
export const sendCanaryEnvironment = environmentOf({ ...tokens, API_URL: z.url() });
export const creditRewardEnvironment = environmentOf({
  ...table,
  ...tokens,
  ...rewards,
  REWARD_KEYS_URL: z.url(),
});

const written = {
  'issue-token': tokenCountingEnvironment,
  'redeem-transfer-code': tokenCountingEnvironment,
  'delete-user': deleteUserEnvironment,
  'change-consents': changeConsentsEnvironment,
  'list-majors': tableEnvironment,
  'list-subjects': tableEnvironment,
  'list-topics': tableEnvironment,
  'get-topic': tableEnvironment,
  'create-topic': createTopicEnvironment,
  'share-topic': shareTopicEnvironment,
  'presign-upload': presignUploadEnvironment,
  'submit-lecture': recordingSubmissionEnvironment,
  'answer-pupil': recordingSubmissionEnvironment,
  'revise-lecture': reviseLectureEnvironment,
  'get-home': getHomeEnvironment,
  'get-api-docs': plainEnvironment,
  'get-swagger-page': plainEnvironment,
  'get-web-app': getWebAppEnvironment,
  'take-reward': takeRewardEnvironment,
  'reject-request': plainEnvironment,
  'process-lecture': processLectureEnvironment,
  'delete-unclaimed': deleteUnclaimedEnvironment,
  'sweep-lectures': sweepLecturesEnvironment,
  'fold-standings': foldStandingsEnvironment,
  'send-reminders': sendRemindersEnvironment,
  'close-leagues': tableEnvironment,
  'look-at-models': lookAtModelsEnvironment,
  'send-canary': sendCanaryEnvironment,
  'load-catalog': tableEnvironment,
  'keep-web-files': tableEnvironment,
  'credit-reward': creditRewardEnvironment,
} as const satisfies Partial<Record<RouteFunctionName, z.ZodMiniObject>> &
  Record<(typeof backgroundFunctionNames)[number], z.ZodMiniObject>;

type Written = typeof written;

export type EnvironmentSchemas = {
  readonly [Name in FunctionName]: Name extends keyof Written
    ? Written[Name]
    : typeof routeEnvironment;
};

export type Environment<Name extends FunctionName> = z.infer<EnvironmentSchemas[Name]>;

/**
 * The variables that each function must find in its environment. The infrastructure is typed by this
 * schema, and the same schema is checked at cold start, so a missing variable is a compile error first.
 */
export function environmentSchema<Name extends FunctionName>(name: Name): EnvironmentSchemas[Name] {
  const schemas: Partial<Record<FunctionName, z.ZodMiniObject>> = written;
  // The type is exact for each name, which no lookup with a name of any function can prove.
  return (schemas[name] ?? routeEnvironment) as EnvironmentSchemas[Name];
}

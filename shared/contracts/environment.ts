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

/** Where errors go, and what they say of where they come from: the same for every function. */
const reporting = { SENTRY_SECRET_ARN: value, STAGE: value };
/** Each stage measures under a name of its own: every function may find itself set up wrongly. */
const measuring = { METRIC_NAMESPACE: value };

const environmentOf = <Shape extends z.core.$ZodShape>(shape: Shape) =>
  z.object({ ...reporting, ...measuring, ...shape });

/** Functions that no route leads to. */
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

/** What a route needs unless it is written below: the table, and what verifies its caller's token. */
const mostRoutes = environmentOf({ ...table, ...tokens });

const written = {
  'issue-token': environmentOf({ ...table, ...tokens, DAILY_TOKENS_PER_ADDRESS: positive }),
  'redeem-transfer-code': environmentOf({
    ...table,
    ...tokens,
    DAILY_TOKENS_PER_ADDRESS: positive,
  }),
  'delete-user': environmentOf({ ...table, ...tokens, ...recordings }),
  'change-consents': environmentOf({ ...table, ...tokens, ...pushHosts }),
  'list-majors': environmentOf(table),
  'list-subjects': environmentOf(table),
  'list-topics': environmentOf(table),
  'get-topic': environmentOf(table),
  'create-topic': environmentOf({ ...table, ...tokens, ...queue }),
  'share-topic': environmentOf({ ...table, ...tokens, ...moderation }),
  'presign-upload': environmentOf({ ...table, ...tokens, ...recordings, ...ownAllowance }),
  'submit-lecture': environmentOf({
    ...table,
    ...tokens,
    ...recordings,
    ...queue,
    ...ownAllowance,
  }),
  'answer-pupil': environmentOf({
    ...table,
    ...tokens,
    ...recordings,
    ...queue,
    ...ownAllowance,
  }),
  'revise-lecture': environmentOf({ ...table, ...tokens, ...queue, ...ownAllowance }),
  'get-home': environmentOf({ ...table, ...tokens, ...ownAllowance }),
  'get-api-docs': environmentOf({}),
  'get-swagger-page': environmentOf({}),
  'get-web-app': environmentOf({
    ...table,
    RECORDINGS_HOST: value,
    WEB_SETTINGS: jsonVariable(webSettingsSchema),
  }),
  'take-reward': environmentOf(rewards),
  'reject-request': environmentOf({}),
  'process-lecture': environmentOf({
    ...table,
    ...recordings,
    ...queue,
    ...unclaimed,
    ...reminders,
    ...ownAllowance,
    ...ownTopics,
    ...refusals,
    DAILY_LECTURES_GLOBAL: positive,
    DAILY_PROVIDER_DOLLARS: dollars,
    ...providers,
  }),
  'delete-unclaimed': environmentOf({ ...table, ...recordings, ...unclaimed }),
  'sweep-lectures': environmentOf({ ...table, ...recordings, ...queue }),
  'fold-standings': environmentOf({ ...table, EXPERIMENTS: experimentsSchema }),
  'send-reminders': environmentOf({
    ...table,
    ...reminders,
    ...pushHosts,
    PUSH_SECRET_ARN: value,
    PUSH_CONTACT: value,
  }),
  'close-leagues': environmentOf(table),
  'look-at-models': environmentOf({ ...providers, ...moderation }),
  'send-canary': environmentOf({ ...tokens, API_URL: z.url() }),
  'load-catalog': environmentOf(table),
  'keep-web-files': environmentOf(table),
  'credit-reward': environmentOf({
    ...table,
    ...tokens,
    ...rewards,
    REWARD_KEYS_URL: z.url(),
  }),
} as const satisfies Partial<Record<RouteFunctionName, z.ZodMiniObject>> &
  Record<(typeof backgroundFunctionNames)[number], z.ZodMiniObject>;

type Written = typeof written;

export type EnvironmentSchemas = {
  readonly [Name in FunctionName]: Name extends keyof Written ? Written[Name] : typeof mostRoutes;
};

export type Environment<Name extends FunctionName> = z.infer<EnvironmentSchemas[Name]>;

/**
 * What each function must find in its environment. Infrastructure is typed by it and the same
 * schema is checked at cold start, so a missing variable is a compile error first.
 */
export function environmentSchema<Name extends FunctionName>(name: Name): EnvironmentSchemas[Name] {
  const schemas: Partial<Record<FunctionName, z.ZodMiniObject>> = written;
  // What the type says of each name, which no lookup by a name of any function can.
  return (schemas[name] ?? mostRoutes) as EnvironmentSchemas[Name];
}

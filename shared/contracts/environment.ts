import * as z from 'zod';
import type { RouteName } from './routes.ts';

const value = z.string().min(1);

const table = { TABLE_NAME: value };
/** Each stage measures under a name of its own. */
const measuring = { METRIC_NAMESPACE: value };
const tokens = { TOKEN_KEYS_SECRET_ARN: value, ...measuring };
const recordings = { RECORDINGS_BUCKET: value };
const queue = { LECTURE_QUEUE_URL: z.url() };
const positive = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);
const dollars = z
  .string()
  .regex(/^\d+(\.\d+)?$/)
  .transform(Number);
const ownAllowance = { DAILY_LECTURES_PER_USER: positive };

/** Where errors go, and what they say of where they come from: the same for every function. */
const reporting = { SENTRY_SECRET_ARN: value, STAGE: value, RELEASE: value };

const environmentOf = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object({ ...reporting, ...shape });

/** Functions that no route leads to. */
export type BackgroundFunctionName =
  | 'reject-request'
  | 'process-lecture'
  | 'sweep-lectures'
  | 'fold-standings'
  | 'load-catalog';

export type FunctionName = RouteName | BackgroundFunctionName;

/**
 * What each function must find in its environment. Infrastructure is typed by it and the same
 * schema is checked at cold start, so a missing variable is a compile error first.
 */
export const environments = {
  'issue-token': environmentOf({ ...table, ...tokens, DAILY_TOKENS_PER_ADDRESS: positive }),
  'get-name': environmentOf({ ...table, ...tokens }),
  'change-name': environmentOf({ ...table, ...tokens }),
  'list-lectures': environmentOf({ ...table, ...tokens }),
  'delete-user': environmentOf({ ...table, ...tokens, ...recordings }),
  'export-user': environmentOf({ ...table, ...tokens }),
  'list-majors': environmentOf(table),
  'list-subjects': environmentOf(table),
  'list-topics': environmentOf(table),
  'presign-upload': environmentOf({ ...table, ...tokens, ...recordings, ...ownAllowance }),
  'submit-lecture': environmentOf({
    ...table,
    ...tokens,
    ...recordings,
    ...queue,
    ...ownAllowance,
  }),
  'get-ranking': environmentOf({ ...table, ...tokens }),
  'get-lecture': environmentOf({ ...table, ...tokens }),
  'rate-lecture': environmentOf({ ...table, ...tokens }),
  'get-api-docs': environmentOf({}),
  'get-swagger-page': environmentOf({}),
  'reject-request': environmentOf({}),
  'process-lecture': environmentOf({
    ...table,
    ...measuring,
    ...recordings,
    ...queue,
    ...ownAllowance,
    DAILY_LECTURES_GLOBAL: positive,
    OPENAI_SECRET_ARN: value,
    SPEECH_BASE_URL: z.url(),
    SPEECH_MODEL: value,
    SPEECH_DOLLARS_PER_MINUTE: dollars,
    CHAT_DOLLARS_PER_MILLION_INPUT_TOKENS: dollars,
    CHAT_DOLLARS_PER_MILLION_OUTPUT_TOKENS: dollars,
    CHAT_BASE_URL: z.url(),
    CHAT_MODEL: value,
  }),
  'sweep-lectures': environmentOf({ ...table, ...recordings, ...queue, ...measuring }),
  'fold-standings': environmentOf(table),
  'load-catalog': environmentOf(table),
} as const satisfies Record<FunctionName, z.ZodObject>;

export type Environment<Name extends FunctionName> = z.infer<(typeof environments)[Name]>;

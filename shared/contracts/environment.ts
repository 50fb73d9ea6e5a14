import * as z from 'zod';
import type { RouteName } from './routes.ts';

const value = z.string().min(1);

const table = { TABLE_NAME: value };
const tokens = { TOKEN_KEYS_SECRET_ARN: value };
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
  'issue-token': z.object({ ...table, ...tokens, DAILY_TOKENS_PER_ADDRESS: positive }),
  'get-name': z.object({ ...table, ...tokens }),
  'change-name': z.object({ ...table, ...tokens }),
  'list-lectures': z.object({ ...table, ...tokens }),
  'delete-user': z.object({ ...table, ...tokens, ...recordings }),
  'export-user': z.object({ ...table, ...tokens }),
  'list-majors': z.object(table),
  'list-subjects': z.object(table),
  'list-topics': z.object(table),
  'presign-upload': z.object({ ...table, ...tokens, ...recordings, ...ownAllowance }),
  'submit-lecture': z.object({
    ...table,
    ...tokens,
    ...recordings,
    ...queue,
    ...ownAllowance,
  }),
  'get-ranking': z.object({ ...table, ...tokens }),
  'get-lecture': z.object({ ...table, ...tokens }),
  'rate-lecture': z.object({ ...table, ...tokens }),
  'get-api-docs': z.object({}),
  'get-swagger-page': z.object({}),
  'reject-request': z.object({}),
  'process-lecture': z.object({
    ...table,
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
  'sweep-lectures': z.object({ ...table, ...recordings, ...queue }),
  'fold-standings': z.object(table),
  'load-catalog': z.object(table),
} as const satisfies Record<FunctionName, z.ZodObject>;

export type Environment<Name extends FunctionName> = z.infer<(typeof environments)[Name]>;

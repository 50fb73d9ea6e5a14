import * as z from 'zod/mini';
import { idParameterSchema, idSchema } from './identifiers.ts';
import { lectureSchema } from './lecture.ts';
import { pageParameters, pageSchema } from './page.ts';
import { swaggerFiles } from './swagger-files.ts';
import { shownLine, shownText } from './text-rules.ts';

/**
 * Who may call: `public` ignores whatever token comes; `token` verifies the token alone;
 * `user` also reads the profile, so that a revoked token or a deleted user is refused.
 */
export type RouteAuth = 'public' | 'token' | 'user';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** In HTTP API syntax: `/api/v1/lecture/{id}`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly auth: RouteAuth;
  readonly pathParameters?: z.ZodMiniObject;
  /** @default none: any parameter is refused */
  readonly query?: z.ZodMiniObject;
  /** The published app hangs on any 4xx of its upload calls: there a stray parameter is no reason. */
  readonly ignoresQuery?: true;
  readonly body?: z.ZodMiniType;
  /** Of the 200 answer; absent where the body is empty. */
  readonly response?: z.ZodMiniType;
  /** Media types, where the 200 answer is a file as it lies and no `response`. */
  readonly files?: readonly string[];
}

/** Characters of a user's name. */
const nameMaximumCharacters = 30;

/** A typed lecture's length; five minutes of speech have about 2,000 characters. */
export const typedTextMaximumCharacters = 5_000;

/** Where a list goes on; taken from the `Link` header of the page before. */
const cursorSchema = z
  .string()
  .check(z.maxLength(100), z.regex(/^[A-Za-z0-9_-]+$/, 'is not a cursor of this list'));

const lecturePath = z.strictObject({ id: idParameterSchema });

/**
 * Every route, keyed by the folder of the function that serves it. The API, its functions, the
 * HTTP stack and the tests are all made from this one declaration.
 */
export const routes = {
  'issue-token': {
    method: 'POST',
    path: '/api/v1/users/token/issue',
    summary: 'Make a user for this device and give it a token',
    auth: 'public',
    response: z.object({ name: z.string(), authToken: z.string() }),
  },
  'get-name': {
    method: 'GET',
    path: '/api/v1/users/name',
    summary: 'Read my name',
    auth: 'user',
    response: z.object({ name: z.string() }),
  },
  'change-name': {
    method: 'PUT',
    path: '/api/v1/users/name',
    summary: 'Change my name',
    auth: 'user',
    body: z.strictObject({ name: shownLine(nameMaximumCharacters) }),
    response: z.object({ name: z.string() }),
  },
  'list-lectures': {
    method: 'GET',
    path: '/api/v1/users/lectures',
    summary: 'List my lectures, newest first',
    auth: 'user',
    query: z.strictObject({
      limit: z.optional(
        z.pipe(
          z.pipe(
            z.string().check(z.regex(/^\d{1,3}$/, 'must be a whole number')),
            z.transform(Number),
          ),
          z.int().check(z.minimum(1), z.maximum(100)),
        ),
      ),
      cursor: z.optional(cursorSchema),
    }),
    response: z.array(lectureSchema),
  },
  'delete-user': {
    method: 'DELETE',
    path: '/api/v1/users/me',
    summary: 'Delete me: every row and recording of mine, and this token',
    auth: 'token',
  },
  'export-user': {
    method: 'GET',
    path: '/api/v1/users/me/export',
    summary: 'Everything that is kept about me, in pages',
    auth: 'user',
    query: z.strictObject({ cursor: z.optional(cursorSchema) }),
    response: z.object({
      user: z.object({ id: idSchema, name: z.string(), createdAt: z.iso.datetime() }),
      lectures: z.array(lectureSchema),
      /** Sums of the ranking's window, by days since 1970-01-01 in Asia/Seoul. */
      standing: z.nullable(
        z.object({
          days: z.array(z.object({ day: z.int(), sum: z.int(), count: z.int() })),
        }),
      ),
    }),
  },
  'list-majors': {
    method: 'GET',
    path: '/api/v1/major',
    summary: 'List majors',
    auth: 'public',
    query: z.strictObject(pageParameters),
    response: pageSchema(
      z.object({ id: idSchema, majorName: z.string(), description: z.string() }),
    ),
  },
  'list-subjects': {
    method: 'GET',
    path: '/api/v1/subject',
    summary: 'List the subjects of a major',
    auth: 'public',
    query: z.strictObject({ majorId: idParameterSchema, ...pageParameters }),
    response: pageSchema(
      z.object({ id: idSchema, subjectName: z.string(), description: z.string() }),
    ),
  },
  'list-topics': {
    method: 'GET',
    path: '/api/v1/topic',
    summary: 'List the topics of a subject',
    auth: 'public',
    query: z.strictObject({ subjectId: idParameterSchema, ...pageParameters }),
    response: pageSchema(
      z.object({ id: idSchema, topicName: z.string(), description: z.string() }),
    ),
  },
  'presign-upload': {
    method: 'GET',
    path: '/api/v1/generate-presigned-url',
    summary: 'Get a URL to upload one recording to',
    auth: 'user',
    ignoresQuery: true,
    response: z.object({ uploadPresignedUrl: z.url() }),
  },
  'submit-lecture': {
    method: 'POST',
    path: '/api/v1/lecture',
    summary: 'Submit an uploaded recording, or a typed text, as a lecture on a topic',
    auth: 'user',
    ignoresQuery: true,
    body: z
      .strictObject({
        topicId: idSchema,
        audioUrl: z.optional(z.string().check(z.minLength(1), z.maxLength(2048))),
        text: z.optional(shownText(typedTextMaximumCharacters)),
      })
      .check(
        z.refine(({ audioUrl, text }) => (audioUrl === undefined) !== (text === undefined), {
          path: ['audioUrl'],
          error: 'give either audioUrl or text',
          params: { code: 'ONE_OF_TWO' },
        }),
        z.meta({ oneOf: [{ required: ['audioUrl'] }, { required: ['text'] }] }),
      ),
    response: lectureSchema,
  },
  'get-ranking': {
    method: 'GET',
    path: '/api/v1/ranking',
    summary: 'My place among all learners of the last 30 days, by average score',
    auth: 'token',
    response: z.object({
      ranking: z.nullable(
        z.object({
          userId: idSchema,
          score: z.number().check(z.minimum(0), z.maximum(100)),
          rank: z.int().check(z.minimum(1)),
        }),
      ),
      message: z.string(),
    }),
  },
  'get-lecture': {
    method: 'GET',
    path: '/api/v1/lecture/{id}',
    summary: 'Read one of my lectures; poll this while its status is IN_PROGRESS',
    auth: 'token',
    pathParameters: lecturePath,
    response: lectureSchema,
  },
  'rate-lecture': {
    method: 'POST',
    path: '/api/v1/lecture/{id}/rate-helpfulness',
    summary: 'Say how helpful the feedback was, 1 (worst) to 5 (best)',
    auth: 'user',
    pathParameters: lecturePath,
    body: z.strictObject({ helpfulnessRating: z.int().check(z.minimum(1), z.maximum(5)) }),
  },
  'get-api-docs': {
    method: 'GET',
    path: '/v3/api-docs',
    summary: 'This API as an OpenAPI document',
    auth: 'public',
    files: ['application/json'],
  },
  'get-swagger-page': {
    method: 'GET',
    path: '/swagger-ui/{file}',
    summary: 'The page that shows this API, and the files it loads',
    auth: 'public',
    ignoresQuery: true,
    pathParameters: z.strictObject({
      file: z.string().check(z.describe('`index.html`, or the name of a file that it loads')),
    }),
    files: [...new Set(Object.values(swaggerFiles))],
  },
} as const satisfies Record<string, Route>;

/** As which methods the API takes a route: whatever can be read answers HEAD too, without the body. */
export const methodsOf = ({ method }: Route): readonly string[] =>
  method === 'GET' ? ['GET', 'HEAD'] : [method];

export type Routes = typeof routes;
export type RouteName = keyof Routes;

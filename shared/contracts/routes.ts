import * as z from 'zod/mini';
import {
  catalogEntry,
  catalogName,
  standingSchema,
  topicCardSchema,
  userNameSchema,
} from './answer-parts.ts';
import { idParameterSchema, idSchema } from './identifiers.ts';
import { lectureSchema } from './lecture.ts';
import { nameMaximumCharacters } from './limits.ts';
import { cursorSchema, limitSchema } from './list-parameters.ts';
import { ownTopicRoutes } from './own-topic-routes.ts';
import { ownTopicSchema } from './own-topics.ts';
import { pageParameters, pageSchema } from './page.ts';
import { progressSchema } from './progress.ts';
import type { Route } from './route.ts';
import { lectureSubmissionSchema } from './submission.ts';
import { swaggerFiles } from './swagger-files.ts';
import { shownLine } from './text-rules.ts';
import { webFileTypes } from './web-files.ts';

const about = z.describe;

const lecturePath = z.strictObject({
  id: idParameterSchema.check(about('The lecture’s `id`.')),
});

/**
 * Every route, keyed by the folder of the function that serves it, unless it names another. The API, its functions, the
 * HTTP stack and the tests are all made from this one declaration.
 */
export const routes = {
  'issue-token': {
    method: 'POST',
    path: '/api/v1/users/token/issue',
    summary: 'Make a user for this device and give it a token',
    auth: 'public',
    response: z.object({
      name: z.string().check(about('The name that the new user has for a start.')),
      authToken: z.string().check(about('To be sent with every other call; it does not expire.')),
    }),
  },
  'get-name': {
    method: 'GET',
    path: '/api/v1/users/name',
    summary: 'Read my name',
    auth: 'user',
    response: userNameSchema(),
  },
  'change-name': {
    method: 'PUT',
    path: '/api/v1/users/name',
    summary: 'Change my name',
    auth: 'user',
    body: z.strictObject({
      name: shownLine(nameMaximumCharacters).check(
        about('1 to 30 characters as people count them, at least one of them visible.'),
      ),
    }),
    response: userNameSchema(),
  },
  'list-lectures': {
    method: 'GET',
    path: '/api/v1/users/lectures',
    summary: 'List my lectures, newest first',
    auth: 'user',
    query: z.strictObject({
      limit: z.optional(limitSchema(100, 'Lectures')),
      cursor: z.optional(cursorSchema),
    }),
    response: z.array(lectureSchema),
  },
  'get-progress': {
    method: 'GET',
    path: '/api/v1/users/progress',
    summary: 'How I came on, by topic and key point',
    auth: 'token',
    query: z.strictObject({ cursor: z.optional(cursorSchema) }),
    response: progressSchema,
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
      user: z
        .object({
          id: idSchema.check(about('Names this user.')),
          name: z.string().check(about('The user’s name.')),
          createdAt: z.iso.datetime().check(about('When the user was made.')),
        })
        .check(about('The profile.')),
      lectures: z.array(lectureSchema).check(about('Newest first.')),
      topics: z
        .array(ownTopicSchema)
        .check(about('The learner’s own, newest first, as far back as the lectures of this page.')),
      standing: z.nullable(standingSchema).check(about('What the ranking counts; null without.')),
    }),
  },
  'list-majors': {
    method: 'GET',
    path: '/api/v1/major',
    summary: 'List majors',
    auth: 'public',
    query: z.strictObject(pageParameters),
    response: pageSchema(z.object({ ...catalogEntry('major'), majorName: catalogName('major') })),
  },
  'list-subjects': {
    method: 'GET',
    path: '/api/v1/subject',
    summary: 'List the subjects of a major',
    auth: 'public',
    query: z.strictObject({
      majorId: idParameterSchema.check(about('The major’s `id`.')),
      ...pageParameters,
    }),
    response: pageSchema(
      z.object({ ...catalogEntry('subject'), subjectName: catalogName('subject') }),
    ),
  },
  'list-topics': {
    method: 'GET',
    path: '/api/v1/topic',
    summary: 'List the topics of a subject',
    auth: 'public',
    query: z.strictObject({
      subjectId: idParameterSchema.check(about('The subject’s `id`.')),
      ...pageParameters,
    }),
    response: pageSchema(z.object({ ...catalogEntry('topic'), topicName: catalogName('topic') })),
  },
  'get-topic': {
    method: 'GET',
    path: '/api/v1/topic/{id}',
    summary: 'Read a topic and the card that prepares for it',
    auth: 'public',
    pathParameters: z.strictObject({
      id: idParameterSchema.check(about('The topic’s `id`.')),
    }),
    response: z.object({
      ...catalogEntry('topic'),
      topicName: catalogName('topic'),
      card: topicCardSchema().check(
        about('Half a minute of reading before the talk; it gives no answer away.'),
      ),
    }),
  },
  'presign-upload': {
    method: 'GET',
    path: '/api/v1/generate-presigned-url',
    summary: 'Get a URL to upload one recording to',
    auth: 'user',
    ignoresQuery: true,
    response: z.object({
      uploadPresignedUrl: z.url().check(about('Where to PUT the recording.')),
      audioUrl: z.url().check(about('The same without its query, as `submitLecture` takes it.')),
    }),
  },
  'submit-lecture': {
    method: 'POST',
    path: '/api/v1/lecture',
    summary: 'Submit an uploaded recording, or a typed text, as a lecture on a topic',
    auth: 'user',
    ignoresQuery: true,
    body: lectureSubmissionSchema,
    response: lectureSchema,
  },
  'get-ranking': {
    method: 'GET',
    path: '/api/v1/ranking',
    summary: 'My place among all learners of the last 30 days, by average score',
    auth: 'token',
    response: z.object({
      ranking: z
        .nullable(
          z.object({
            userId: idSchema.check(about('The caller.')),
            score: z
              .number()
              .check(z.minimum(0), z.maximum(100), about('Average, to a tenth of a point.')),
            rank: z.int().check(z.minimum(1), about('From 1; equal averages share a rank.')),
          }),
        )
        .check(about('Null as long as there is no place to name.')),
      learners: z
        .nullable(z.int().check(z.minimum(0)))
        .check(about('How many learners are ranked; null before they were first counted.')),
      message: z.string().check(about('The same in words, for the learner.')),
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
    body: z.strictObject({
      helpfulnessRating: z
        .int()
        .check(z.minimum(1), z.maximum(5), about('From 1 (worst) to 5 (best).')),
    }),
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
      file: z.string().check(about('`index.html`, or the name of a file that it loads')),
    }),
    files: [...new Set(Object.values(swaggerFiles))],
  },
  'get-web-app': {
    method: 'GET',
    path: '/',
    summary: 'The web app: its page',
    auth: 'public',
    ignoresQuery: true,
    files: ['text/html'],
  },
  'get-web-app-file': {
    method: 'GET',
    path: '/app/{file}',
    summary: 'The web app: a file that its page loads',
    auth: 'public',
    servedBy: 'get-web-app',
    ignoresQuery: true,
    pathParameters: z.strictObject({
      file: z
        .string()
        .check(about('The name of a file that the page, its manifest or its worker loads')),
    }),
    files: webFileTypes,
  },
  ...ownTopicRoutes,
} as const satisfies Record<string, Route>;

export type Routes = typeof routes;
export type RouteName = keyof Routes;

/** The functions behind the routes: one may serve several. */
export type RouteFunctionName = {
  [Name in RouteName]: Routes[Name] extends { readonly servedBy: infer Other } ? Other : Name;
}[RouteName];

/** The function that serves a route. */
export function functionOf(name: RouteName): RouteFunctionName {
  const { servedBy = name }: Route = routes[name];
  // What the type says of the field, which `satisfies` has widened to any string.
  return servedBy as RouteFunctionName;
}

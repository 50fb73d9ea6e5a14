import * as z from 'zod/mini';
import { catalogEntry, catalogName, topicCardSchema } from '../answer-parts.ts';
import { idParameterSchema, idSchema } from '../identifiers.ts';
import { pageParameters, pageSchema } from '../paging.ts';
import type { Route } from '../route.ts';

const about = z.describe;

export const listMajorsRoute = {
  method: 'GET',
  path: '/api/v1/major',
  summary: 'List majors',
  auth: 'public',
  query: z.strictObject(pageParameters),
} as const satisfies Route;

export const listSubjectsRoute = {
  method: 'GET',
  path: '/api/v1/subject',
  summary: 'List the subjects of a major',
  auth: 'public',
  query: z.strictObject({
    majorId: idParameterSchema.check(about('The major’s `id`.')),
    ...pageParameters,
  }),
} as const satisfies Route;

export const listTopicsRoute = {
  method: 'GET',
  path: '/api/v1/topic',
  summary: 'List the topics of a subject',
  auth: 'public',
  query: z.strictObject({
    subjectId: idParameterSchema.check(about('The subject’s `id`.')),
    ...pageParameters,
  }),
} as const satisfies Route;

export const getTopicRoute = {
  method: 'GET',
  path: '/api/v1/topic/{id}',
  summary: 'Read a topic and the card that prepares for it',
  auth: 'public',
  pathParameters: z.strictObject({
    id: idParameterSchema.check(about('The topic’s `id`.')),
  }),
} as const satisfies Route;

export const catalogRoutes = {
  'list-majors': {
    ...listMajorsRoute,
    response: pageSchema(z.object({ ...catalogEntry('major'), majorName: catalogName('major') })),
  },
  'list-subjects': {
    ...listSubjectsRoute,
    response: pageSchema(
      z.object({ ...catalogEntry('subject'), subjectName: catalogName('subject') }),
    ),
  },
  'list-topics': {
    ...listTopicsRoute,
    response: pageSchema(z.object({ ...catalogEntry('topic'), topicName: catalogName('topic') })),
  },
  'get-topic': {
    ...getTopicRoute,
    response: z.object({
      ...catalogEntry('topic'),
      topicName: catalogName('topic'),
      majorId: z.optional(
        idSchema.check(
          about('The major that it belongs to; absent until the catalog is loaded again.'),
        ),
      ),
      subjectId: z.optional(
        idSchema.check(
          about('The subject that it belongs to; absent until the catalog is loaded again.'),
        ),
      ),
      card: topicCardSchema().check(
        about('Half a minute of reading before the talk, which gives no answer away.'),
      ),
    }),
  },
} as const satisfies Record<string, Route>;

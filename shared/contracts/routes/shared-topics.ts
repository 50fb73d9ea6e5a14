import * as z from 'zod/mini';
import { idParameterSchema } from '../identifiers.ts';
import { ownTopicSchema } from '../own-topics.ts';
import type { Route } from '../route.ts';
import {
  codeParameterSchema,
  newReportSchema,
  sharedTopicSchema,
  topicShareSchema,
} from '../shared-topics.ts';

const topicPath = z.strictObject({
  id: idParameterSchema.check(z.describe('The topic’s `id`.')),
});
const codePath = z.strictObject({
  code: codeParameterSchema.check(z.describe('As it was given to me, in either case.')),
});

export const shareTopicRoute = {
  method: 'POST',
  path: '/api/v1/users/topics/{id}/share',
  summary: 'Share one of my own topics by a code, as it is now and without my notes',
  auth: 'user',
  pathParameters: topicPath,
} as const satisfies Route;

export const stopSharingRoute = {
  method: 'DELETE',
  path: '/api/v1/users/topics/{id}/share',
  summary: 'Have the code of my topic work no longer',
  auth: 'user',
  pathParameters: topicPath,
} as const satisfies Route;

export const getSharedTopicRoute = {
  method: 'GET',
  path: '/api/v1/topics/shared/{code}',
  summary: 'Look at a topic that somebody shares',
  auth: 'user',
  pathParameters: codePath,
} as const satisfies Route;

export const copySharedTopicRoute = {
  method: 'POST',
  path: '/api/v1/topics/shared/{code}/copies',
  summary: 'Make a topic that somebody shares one of my own',
  auth: 'user',
  pathParameters: codePath,
} as const satisfies Route;

export const reportSharedTopicRoute = {
  method: 'POST',
  path: '/api/v1/topics/shared/{code}/reports',
  summary: 'Tell the operators of a shared topic, or of a name in the league, that should not be',
  auth: 'user',
  pathParameters: codePath,
  body: newReportSchema,
} as const satisfies Route;

/** Own topics that are shared by a code, beside v1: the published app calls none of these. */
export const sharedTopicRoutes = {
  'share-topic': { ...shareTopicRoute, response: topicShareSchema },
  'stop-sharing': stopSharingRoute,
  'get-shared-topic': { ...getSharedTopicRoute, response: sharedTopicSchema },
  'copy-shared-topic': { ...copySharedTopicRoute, response: ownTopicSchema },
  'report-shared-topic': reportSharedTopicRoute,
} as const satisfies Record<string, Route>;

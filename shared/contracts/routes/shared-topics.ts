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
  code: codeParameterSchema.check(
    z.describe('The code as it was given to me, in upper or lower case.'),
  ),
});

export const shareTopicRoute = {
  method: 'POST',
  path: '/api/v1/users/topics/{id}/share',
  summary: 'Share one of my own topics under a code, as it is now and without my notes',
  auth: 'user',
  pathParameters: topicPath,
} as const satisfies Route;

export const stopSharingRoute = {
  method: 'DELETE',
  path: '/api/v1/users/topics/{id}/share',
  summary: 'Stop sharing my topic, so that its code no longer works',
  auth: 'user',
  pathParameters: topicPath,
} as const satisfies Route;

export const getSharedTopicRoute = {
  method: 'GET',
  path: '/api/v1/topics/shared/{code}',
  summary: 'Read a topic that somebody shares',
  auth: 'user',
  pathParameters: codePath,
} as const satisfies Route;

export const copySharedTopicRoute = {
  method: 'POST',
  path: '/api/v1/topics/shared/{code}/copies',
  summary: 'Copy a topic that somebody shares into my own',
  auth: 'user',
  pathParameters: codePath,
} as const satisfies Route;

export const reportSharedTopicRoute = {
  method: 'POST',
  path: '/api/v1/topics/shared/{code}/reports',
  summary: 'Report a shared topic, or a name in the league, to the operators',
  auth: 'user',
  pathParameters: codePath,
  body: newReportSchema,
} as const satisfies Route;

/** The routes of shared topics, in addition to v1: the published app calls none of them. */
export const sharedTopicRoutes = {
  'share-topic': { ...shareTopicRoute, response: topicShareSchema },
  'stop-sharing': stopSharingRoute,
  'get-shared-topic': { ...getSharedTopicRoute, response: sharedTopicSchema },
  'copy-shared-topic': { ...copySharedTopicRoute, response: ownTopicSchema },
  'report-shared-topic': reportSharedTopicRoute,
} as const satisfies Record<string, Route>;

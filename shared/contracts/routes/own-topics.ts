import * as z from 'zod/mini';
import { idParameterSchema } from '../identifiers.ts';
import { ownTopicLimits } from '../own-topic-limits.ts';
import {
  editedTopicSchema,
  listedTopicSchema,
  newTopicSchema,
  ownTopicSchema,
} from '../own-topics.ts';
import { cursorSchema, limitSchema } from '../paging.ts';
import type { Route } from '../route.ts';

const topicPath = z.strictObject({
  id: idParameterSchema.check(z.describe('The topic’s `id`.')),
});

export const createTopicRoute = {
  method: 'POST',
  path: '/api/v1/users/topics',
  summary: 'Create a topic of my own from a title and my notes',
  auth: 'user',
  body: newTopicSchema,
} as const satisfies Route;

export const listOwnTopicsRoute = {
  method: 'GET',
  path: '/api/v1/users/topics',
  summary: 'List my own topics, newest first',
  auth: 'user',
  query: z.strictObject({
    limit: z.optional(limitSchema(ownTopicLimits.topics, 'topics')),
    cursor: z.optional(cursorSchema),
  }),
} as const satisfies Route;

export const getOwnTopicRoute = {
  method: 'GET',
  path: '/api/v1/users/topics/{id}',
  summary: 'Read one of my own topics; poll this while its status is PREPARING',
  auth: 'token',
  pathParameters: topicPath,
} as const satisfies Route;

export const editTopicRoute = {
  method: 'PUT',
  path: '/api/v1/users/topics/{id}',
  summary: 'Change the title and the key points of one of my own topics',
  auth: 'user',
  pathParameters: topicPath,
  body: editedTopicSchema,
} as const satisfies Route;

export const deleteTopicRoute = {
  method: 'DELETE',
  path: '/api/v1/users/topics/{id}',
  summary: 'Delete one of my own topics and its notes',
  auth: 'user',
  pathParameters: topicPath,
} as const satisfies Route;

/** The routes of a learner's own topics, in addition to v1: the published app calls none of them. */
export const ownTopicRoutes = {
  'create-topic': { ...createTopicRoute, response: ownTopicSchema },
  'list-own-topics': { ...listOwnTopicsRoute, response: z.array(listedTopicSchema) },
  'get-own-topic': { ...getOwnTopicRoute, response: ownTopicSchema },
  'edit-topic': { ...editTopicRoute, response: ownTopicSchema },
  'delete-topic': deleteTopicRoute,
} as const satisfies Record<string, Route>;

import * as z from 'zod/mini';
import { idParameterSchema } from '../identifiers.ts';
import { cursorSchema, limitSchema } from '../list-parameters.ts';
import { ownTopicLimits } from '../own-topic-limits.ts';
import {
  editedTopicSchema,
  listedTopicSchema,
  newTopicSchema,
  ownTopicSchema,
} from '../own-topics.ts';
import type { Route } from '../route.ts';

const topicPath = z.strictObject({
  id: idParameterSchema.check(z.describe('The topic’s `id`.')),
});

export const createTopicRoute = {
  method: 'POST',
  path: '/api/v1/users/topics',
  summary: 'Have a topic of my own prepared, from a title and my notes',
  auth: 'user',
  body: newTopicSchema,
} as const satisfies Route;

export const listOwnTopicsRoute = {
  method: 'GET',
  path: '/api/v1/users/topics',
  summary: 'List my own topics, newest first',
  auth: 'user',
  query: z.strictObject({
    limit: z.optional(limitSchema(ownTopicLimits.topics, 'Topics')),
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
  summary: 'Give one of my own topics another title and other key points',
  auth: 'user',
  pathParameters: topicPath,
  body: editedTopicSchema,
} as const satisfies Route;

export const deleteTopicRoute = {
  method: 'DELETE',
  path: '/api/v1/users/topics/{id}',
  summary: 'Delete one of my own topics, its notes too',
  auth: 'user',
  pathParameters: topicPath,
} as const satisfies Route;

/** The routes of a learner's own topics, beside v1: the published app calls none of them. */
export const ownTopicRoutes = {
  'create-topic': { ...createTopicRoute, response: ownTopicSchema },
  'list-own-topics': { ...listOwnTopicsRoute, response: z.array(listedTopicSchema) },
  'get-own-topic': { ...getOwnTopicRoute, response: ownTopicSchema },
  'edit-topic': { ...editTopicRoute, response: ownTopicSchema },
  'delete-topic': deleteTopicRoute,
} as const satisfies Record<string, Route>;

import * as z from 'zod/mini';
import type { Route } from '../../../shared/contracts/route.ts';
import { httpHandler, type RouteAction } from '../../../shared/platform/http-handler.ts';
import { unauthorized } from '../../../shared/platform/tokens.ts';
import { apiEvent, lambdaContext } from '../../support/api-event.ts';
import { userOf } from '../../support/in-memory-users.ts';

export const publicRoute = {
  method: 'GET',
  path: '/api/v1/things',
  summary: 'Things',
  auth: 'public',
  query: z.strictObject({
    page: z.optional(z.string().check(z.regex(/^\d+$/, 'must be a whole number'))),
  }),
  response: z.object({ caller: z.string(), page: z.string() }),
} as const satisfies Route;

export const ownRoute = {
  method: 'POST',
  path: '/api/v1/things/{id}',
  summary: 'A thing',
  auth: 'user',
  pathParameters: z.strictObject({ id: z.string().check(z.regex(/^\d+$/, 'must be a number')) }),
  body: z.strictObject({
    name: z.string().check(z.minLength(1)),
    size: z.optional(z.int().check(z.maximum(9))),
  }),
  response: z.object({ userId: z.number(), name: z.string() }),
} as const satisfies Route;

export const publicHandler = httpHandler(publicRoute, async ({ userId, query }) => ({
  body: { caller: String(userId), page: query.page ?? 'none' },
}));

export const greet: RouteAction<typeof ownRoute> = async ({ userId, body }) => ({
  body: { userId, name: body.name },
  headers: { 'x-own': 'yes' },
});

export function ownHandler(action: RouteAction<typeof ownRoute> = greet) {
  const handler = httpHandler(ownRoute, action, async (_, authorization) => {
    if (authorization !== 'Bearer good') throw unauthorized();
    return {
      claims: { userId: 7_001, tokenVersion: 1 },
      caller: { user: userOf(), lecturesToday: 0, creditsToday: 0 },
    };
  });
  return (body: string | undefined, parts: Parameters<typeof apiEvent>[0] = {}) =>
    handler(
      apiEvent({
        headers: { authorization: 'Bearer good' },
        pathParameters: { id: '1' },
        ...(body !== undefined && { body }),
        ...parts,
      }),
      lambdaContext(),
    );
}

export const post = ownHandler();

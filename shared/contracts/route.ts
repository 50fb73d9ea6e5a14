import type * as z from 'zod/mini';

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
  /** Of the 200 answer; absent where the body is empty. Declared with the group: no function loads it. */
  readonly response?: z.ZodMiniType;
  /** Media types, where the 200 answer is a file as it lies and no `response`. */
  readonly files?: readonly string[];
  /** A provider's callback: it changes something, though it is a GET. It answers no HEAD and is not cached. */
  readonly acts?: true;
  /** The function that serves it. @default the one of the route's own name */
  readonly servedBy?: string;
}

/** As which methods the API takes a route: whatever can be read answers HEAD too, without the body. */
export const methodsOf = ({ method, acts }: Route): readonly string[] =>
  method === 'GET' && !acts ? ['GET', 'HEAD'] : [method];

/** What only its caller may see: all but the catalog, a new user's token included. */
export const isPrivate = ({ auth, method, acts }: Route): boolean =>
  auth !== 'public' || method !== 'GET' || acts === true;

import type * as z from 'zod/mini';

/**
 * Who may call. `public` ignores any token that is sent; `token` verifies only the token; `user` also
 * reads the profile, so that a revoked token or a deleted user is refused.
 */
export type RouteAuth = 'public' | 'token' | 'user';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The path in the syntax of the HTTP API: `/api/v1/lecture/{id}`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly auth: RouteAuth;
  readonly pathParameters?: z.ZodMiniObject;
  /** @default none: any parameter is refused */
  readonly query?: z.ZodMiniObject;
  /** Stray parameters are ignored, because the published app hangs on any 4xx of its upload calls. */
  readonly ignoresQuery?: true;
  readonly body?: z.ZodMiniType;
  /**
   * The schema of the 200 answer; absent where the body is empty. It is declared with the group, so
   * that no function loads it.
   */
  readonly response?: z.ZodMiniType;
  /** The media types of a 200 answer that is a plain file instead of a `response`. */
  readonly files?: readonly string[];
  /** A provider's callback: a GET that changes something. It does not answer HEAD and is not cached. */
  readonly acts?: true;
  /** The function that serves it. @default the function with the route's own name */
  readonly servedBy?: string;
}

/**
 * The methods under which the API serves a route: a readable route also answers HEAD, without the body.
 */
export const methodsOf = ({ method, acts }: Route): readonly string[] =>
  method === 'GET' && !acts ? ['GET', 'HEAD'] : [method];

/**
 * Whether only the caller may see the answer: everything but the catalog, a new user's token included.
 */
export const isPrivate = ({ auth, method, acts }: Route): boolean =>
  auth !== 'public' || method !== 'GET' || acts === true;

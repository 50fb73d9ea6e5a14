import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod/mini';
import { isPrivate, type Route } from '../contracts/route.ts';
import type { RouteName, Routes } from '../contracts/routes.ts';
import type { Caller } from '../users/user.ts';
import type { Authenticator } from './authentication.ts';
import { asAskedFor } from './head-answer.ts';
import { readRequest } from './http-request.ts';
import { beginInvocation, log } from './log.ts';
import { answerFailure } from './problem-response.ts';
import type { StoredFile } from './stored-file.ts';

type Parsed<Schema> = Schema extends z.core.$ZodType ? z.output<Schema> : undefined;

/** A request that has passed its route's checks. */
export interface HttpRequest<Of extends Route> {
  /** The caller's id; undefined on public routes, whatever token was sent. */
  readonly userId: Of['auth'] extends 'public' ? undefined : number;
  readonly tokenVersion: Of['auth'] extends 'public' ? undefined : number;
  /** The caller's profile, on routes that read it. */
  readonly caller: Of['auth'] extends 'user' ? Caller : undefined;
  readonly path: Parsed<Of['pathParameters']>;
  readonly query: Parsed<Of['query']>;
  /** The query as it was sent, without the question mark. */
  readonly rawQuery: string;
  readonly body: Parsed<Of['body']>;
  readonly requestId: string;
  /** The `Idempotency-Key` header, where the client sent one. */
  readonly idempotencyKey: string | undefined;
  /** The language that `Accept-Language` prefers: Korean unless English comes first. */
  readonly language: 'ko' | 'en';
  /** The proof of our own canary, which does not count as a learner. */
  readonly canaryProof: string | undefined;
  readonly sourceAddress: string;
  /** The scheme, host and path that were requested. */
  readonly url: string;
}

export interface HttpAnswer<Of extends Route> {
  readonly body: Of['files'] extends readonly string[] ? StoredFile : Parsed<Of['response']>;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export type RouteAction<Of extends Route> = (request: HttpRequest<Of>) => Promise<HttpAnswer<Of>>;

/** What a function does for the route of that name. */
export type HttpAction<Name extends RouteName> = RouteAction<Routes[Name]>;

/**
 * Answers that are the same for everybody may be cached, each language by itself. Five minutes are little
 * more than the functions themselves keep a version of the catalog.
 */
const keptByAll = { 'cache-control': 'public, max-age=300', vary: 'Accept-Language, Origin' };
const keptByNone = { 'cache-control': 'no-store' };

type Middleware = middy.MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;
type Exchange = Parameters<NonNullable<Middleware['before']>>[0];

/**
 * The one HTTP stack. It logs each request with its id, authenticates the caller, validates the request by
 * the route's schemas, answers JSON or a file, and turns every error into problem+json.
 *
 * @param route as requests see it; its answer is only the action's type, so no schema of it is loaded
 */
export function httpHandler<Asked extends Route, Of extends Asked = Asked>(
  route: Asked,
  action: RouteAction<Of>,
  ...[authenticate]: Asked['auth'] extends 'public' ? [] : [Authenticator<Asked['auth']>]
) {
  const answer = async (
    event: APIGatewayProxyEventV2,
  ): Promise<APIGatewayProxyStructuredResultV2> => {
    // Of a public route there is nobody who authenticates.
    const auth = route.auth as Exclude<Asked['auth'], 'public'>;
    const known = await authenticate?.(auth, event.headers['authorization']);
    const request = {
      ...readRequest(route, event),
      userId: known?.claims.userId,
      tokenVersion: known?.claims.tokenVersion,
      caller: known?.caller,
    };
    const { body, headers } = await action(request as HttpRequest<Of>);
    if (typeof body === 'function') {
      const file = body(event.headers);
      return { ...file, headers: { ...file.headers, ...headers } };
    }
    const kept = isPrivate(route) ? keptByNone : keptByAll;
    return body === undefined
      ? { statusCode: 200, headers: { ...kept, ...headers }, body: '' }
      : {
          statusCode: 200,
          headers: { 'content-type': 'application/json', ...kept, ...headers },
          body: JSON.stringify(body),
        };
  };
  const routeKey = `${route.method} ${route.path}`;
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(answer)
    .use(withoutBodyOnHead())
    .use(invocationLog(routeKey))
    .use(problemOnError(routeKey));
}

function withoutBodyOnHead(): Middleware {
  const cut = (exchange: Exchange) => {
    if (exchange.response) exchange.response = asAskedFor(exchange.event, exchange.response);
  };
  return { after: cut, onError: cut };
}

function invocationLog(routeKey: string): Middleware {
  // Lambda gives an environment one event at a time.
  let startedAt = 0;
  const finished = ({ event, response }: Exchange) => {
    log('info', 'request', {
      route: routeKey,
      status: response?.statusCode,
      milliseconds: Date.now() - startedAt,
    });
    if (response) {
      response.headers = { ...response.headers, 'x-request-id': event.requestContext.requestId };
    }
  };
  return {
    before: ({ event }) => {
      startedAt = Date.now();
      beginInvocation({ requestId: event.requestContext.requestId });
    },
    after: finished,
    onError: finished,
  };
}

function problemOnError(routeKey: string): Middleware {
  return {
    onError: async (exchange) => {
      exchange.response = await answerFailure(exchange.error, exchange.event, routeKey);
    },
  };
}

import type * as z from 'zod/mini';
import type { Route } from './route.ts';

/**
 * A part of an example. It is absent where the route declares none, and optional where the route
 * requires nothing.
 */
type Part<Name extends string, Schema> = Schema extends z.core.$ZodType
  ? Record<never, never> extends z.input<Schema>
    ? { readonly [Key in Name]?: z.input<Schema> }
    : { readonly [Key in Name]: z.input<Schema> }
  : { readonly [Key in Name]?: never };

type Answer<Of extends Route> = Of['files'] extends readonly string[]
  ? { readonly response: unknown }
  : Part<'response', Of['response']>;

/** One call of a route and its 200 answer, as they appear on the wire. */
export type Exchange<Of extends Route> = {
  readonly summary: string;
} & Part<'path', Of['pathParameters']> &
  Part<'query', Of['query']> &
  Part<'body', Of['body']> &
  Answer<Of>;

/** An exchange of any route. */
export interface AnyExchange {
  readonly summary: string;
  readonly path?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
  readonly response?: unknown;
}

/** The examples of each of these routes, by the name of the case. */
export type ExamplesOf<Routes extends Readonly<Record<string, Route>>> = {
  readonly [Name in keyof Routes]: Readonly<Record<string, Exchange<Routes[Name]>>>;
};

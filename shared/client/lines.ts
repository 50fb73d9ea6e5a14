import type { Exchange } from '../contracts/exchange.ts';
import type { RouteName, Routes } from '../contracts/routes.ts';

/**
 * The contract's routes by method and path, such as `GET /api/v1/lecture/{id}`. A line that the contract
 * does not declare does not compile. Only types are imported, because the schemas would be a fifth of
 * what a phone may load before it shows anything.
 */
type Lines = {
  [Name in RouteName as `${Routes[Name]['method']} ${Routes[Name]['path']}`]: Exchange<
    Routes[Name]
  >;
};

export type Line = keyof Lines;

/** What a route takes by its contract: `path`, `query` and `body`. */
export type Asked<L extends Line> = Omit<Lines[L], 'summary' | 'response'>;

/** What a route answers by its contract; undefined where it answers nothing. */
export type Answer<L extends Line> = Lines[L] extends { readonly response: infer Body }
  ? Body
  : undefined;

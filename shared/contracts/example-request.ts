import { examples } from './examples.ts';
import type { AnyExchange } from './exchange.ts';
import type { Route } from './route.ts';
import { type RouteName, routes } from './routes.ts';

export interface ExampleRequest {
  readonly method: Route['method'];
  /** The path with the query. */
  readonly target: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The JSON body; undefined where the route takes none. */
  readonly body: string | undefined;
}

const texts = (values: Readonly<Record<string, unknown>> = {}) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));

/** Ids that exist, to be used in place of the examples' own. */
export interface OwnIds {
  readonly lectureId?: number | undefined;
  readonly topicId?: number | undefined;
  /** The code of a topic that is shared. */
  readonly code?: string | undefined;
}

/** Makes a request to a route from the route's first example. */
export function exampleRequest(name: RouteName, own: OwnIds = {}): ExampleRequest {
  const route: Route = routes[name];
  const [example]: (AnyExchange | undefined)[] = Object.values(examples[name]);
  const id = /\/lecture\/\{id\}/.test(route.path)
    ? own.lectureId
    : /\/users\/topics\/\{id\}/.test(route.path)
      ? own.topicId
      : undefined;
  const code = /\{code\}/.test(route.path) ? own.code : undefined;
  const pathParameters = texts({
    ...example?.path,
    ...(id !== undefined && { id }),
    ...(code !== undefined && { code }),
  });
  const query = texts(example?.query);
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, part: string) =>
    encodeURIComponent(pathParameters[part] ?? ''),
  );
  const search = new URLSearchParams(query);
  return {
    method: route.method,
    target: search.size > 0 ? `${path}?${search}` : path,
    pathParameters,
    query,
    body: example?.body === undefined ? undefined : JSON.stringify(example.body),
  };
}

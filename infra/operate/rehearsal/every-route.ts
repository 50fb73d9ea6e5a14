import * as z from 'zod';
import { examples } from '../../../shared/contracts/examples.ts';
import type { AnyExchange } from '../../../shared/contracts/exchange.ts';
import type { Route } from '../../../shared/contracts/route.ts';
import { type RouteName, routes } from '../../../shared/contracts/routes.ts';

export interface RouteAnswer {
  /** e.g. `GET /api/v1/ranking` */
  readonly route: string;
  readonly status: number;
}

const answersWithinMilliseconds = 60_000;

const lecturesSchema = z.array(z.looseObject({ id: z.int() })).min(1);

/**
 * Calls every route once, as its first example shows, for a user who has a lecture; the user's
 * deletion comes last. Whether a function may do what it does shows in its status: what its role
 * refuses is a 500, though not every 4xx has come as far as that.
 * @param apiUrl without a slash at its end
 */
export async function callEveryRoute(
  apiUrl: string,
  authToken: string,
): Promise<readonly RouteAnswer[]> {
  const call = async (route: Route, { path, query, body }: AnyExchange) => {
    const url = new URL(apiUrl + filled(route.path, path ?? {}));
    for (const [name, value] of Object.entries(query ?? {})) {
      url.searchParams.set(name, String(value));
    }
    return fetch(url, {
      method: route.method,
      headers: { authorization: `Bearer ${authToken}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(answersWithinMilliseconds),
    });
  };
  const listed = await call(routes['list-lectures'], { summary: '' });
  const [lecture] = lecturesSchema.parse(await listed.json());

  const answers: RouteAnswer[] = [];
  for (const name of namesInOrder()) {
    const route: Route = routes[name];
    const [example]: (AnyExchange | undefined)[] = Object.values(examples[name]);
    const own = route.path.includes('/lecture/{id}') ? { path: { id: lecture?.id } } : {};
    const { status } = await call(route, { summary: '', ...example, ...own });
    answers.push({ route: `${route.method} ${route.path}`, status });
  }
  return answers;
}

function namesInOrder(): readonly RouteName[] {
  const names = Object.keys(routes).filter((name): name is RouteName => name in routes);
  return [...names.filter((name) => name !== 'delete-user'), 'delete-user'];
}

function filled(path: string, values: Readonly<Record<string, unknown>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(values[name])),
  );
}

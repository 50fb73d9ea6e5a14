import * as z from 'zod';
import { type ExampleRequest, exampleRequest } from '../../../shared/contracts/example-request.ts';
import { routeNames, routes } from '../../../shared/contracts/routes.ts';

export interface RouteAnswer {
  /** e.g. `GET /api/v1/ranking` */
  readonly route: string;
  readonly status: number;
}

const answersWithinMilliseconds = 60_000;

const lecturesSchema = z.array(z.looseObject({ id: z.int() })).min(1);

/**
 * Calls every route once with its first example, for a user who has a lecture; the user's deletion comes
 * last. A call that the function's role does not allow ends as a 500. A 4xx proves less, since it may come
 * before the function has called AWS.
 * @param apiUrl without a slash at its end
 */
export async function callEveryRoute(
  apiUrl: string,
  authToken: string,
): Promise<readonly RouteAnswer[]> {
  const call = ({ method, target, body }: Pick<ExampleRequest, 'method' | 'target' | 'body'>) =>
    fetch(apiUrl + target, {
      method,
      headers: { authorization: `Bearer ${authToken}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(answersWithinMilliseconds),
    });
  const { method, path } = routes['list-lectures'];
  const listed = await call({ method, target: path, body: undefined });
  const [lecture] = lecturesSchema.parse(await listed.json());

  const answers: RouteAnswer[] = [];
  const others = routeNames.filter((name) => name !== 'delete-user');
  for (const name of [...others, 'delete-user'] as const) {
    const route = routes[name];
    const { status } = await call(exampleRequest(name, { lectureId: lecture?.id }));
    answers.push({ route: `${route.method} ${route.path}`, status });
  }
  return answers;
}

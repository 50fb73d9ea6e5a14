import { routeNames, routes } from '../../../shared/contracts/routes.ts';
import { callRoute, type Learner, lecturesOf } from './learner-calls.ts';

export interface RouteAnswer {
  /** e.g. `GET /api/v1/ranking` */
  readonly route: string;
  readonly status: number;
}

/**
 * Calls every route once with its first example, for a user who has a lecture; the user's deletion comes
 * last. A call that the function's role does not allow ends as a 500. A 4xx proves less, since it may come
 * before the function has called AWS.
 */
export async function callEveryRoute(learner: Learner): Promise<readonly RouteAnswer[]> {
  const [lecture] = await lecturesOf(learner);
  const answers: RouteAnswer[] = [];
  const others = routeNames.filter((name) => name !== 'delete-user');
  for (const name of [...others, 'delete-user'] as const) {
    const route = routes[name];
    const { status } = await callRoute(learner, name, { lectureId: lecture?.id });
    answers.push({ route: `${route.method} ${route.path}`, status });
  }
  return answers;
}

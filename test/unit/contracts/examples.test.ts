import { describe, expect, it } from 'vitest';
import { examplesOf } from '../../../shared/contracts/examples.ts';
import { type ProblemCode, problemSchema, problems } from '../../../shared/contracts/problem.ts';
import { problemExample } from '../../../shared/contracts/problem-examples.ts';
import type { Route } from '../../../shared/contracts/route.ts';
import { routeNames, routes } from '../../../shared/contracts/routes.ts';

const isProblemCode = (code: string): code is ProblemCode => code in problems;

const exchanges = routeNames.flatMap((name) =>
  examplesOf(name).map(([title, exchange]) => ({
    name,
    title,
    exchange,
    route: routes[name] satisfies Route as Route,
  })),
);

describe('the examples', () => {
  it('cover every route', () => {
    expect([...new Set(exchanges.map(({ name }) => name))]).toEqual(Object.keys(routes));
  });

  it.each(exchanges)(
    'have a request that its route accepts: $name: $title',
    ({ route, exchange }) => {
      const { path, query, body } = exchange;
      expect(route.pathParameters?.safeParse(path).error).toBeUndefined();
      expect(route.query?.safeParse(query ?? {}).error).toBeUndefined();
      expect(route.body?.safeParse(body).error).toBeUndefined();
    },
  );

  it.each(exchanges)(
    'have the answer that its route declares: $name: $title',
    ({ route, exchange }) => {
      const { response } = exchange;
      expect(route.response?.parse(response)).toEqual(route.files ? undefined : response);
      if (route.files) expect(response).toBeDefined();
    },
  );

  it.each(Object.keys(problems).filter(isProblemCode))('show the problem %s', (code) => {
    const problem = problemExample(code);
    expect(problemSchema.parse(problem)).toEqual(problem);
    expect(problem).toMatchObject({ code, ...problems[code] });
  });
});

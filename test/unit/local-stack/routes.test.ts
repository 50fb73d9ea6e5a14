import { describe, expect, it } from 'vitest';
import { compileRoutes } from '../../../infra/local/http-api/routes.ts';
import type { LocalRoute } from '../../../infra/local/template/model.ts';

const routes = (...routeKeys: string[]): LocalRoute[] =>
  routeKeys.map((routeKey) => ({
    routeKey,
    functionArn: routeKey,
    invokedArn: routeKey,
    sourceArn: routeKey,
  }));

describe("an HTTP API's route matching", () => {
  const match = compileRoutes(
    routes(
      '$default',
      'GET /lecture/{proxy+}',
      'ANY /lecture/{id}',
      'GET /lecture/{id}',
      'GET /lecture/latest',
      'POST /lecture/{id}/rate',
      'GET /files/{folder}/{rest+}',
    ),
  );
  const keyOf = (method: string, path: string): string | undefined =>
    match(method, path)?.route.routeKey;

  it.each([
    ['GET', '/lecture/latest', 'GET /lecture/latest'],
    ['GET', '/lecture/5', 'GET /lecture/{id}'],
    ['DELETE', '/lecture/5', 'ANY /lecture/{id}'],
    ['GET', '/lecture/5/anything/else', 'GET /lecture/{proxy+}'],
    ['POST', '/lecture/5/rate', 'POST /lecture/{id}/rate'],
    ['PUT', '/lecture/5/rate', '$default'],
    ['GET', '/', '$default'],
    ['GET', '/lecture', '$default'],
    ['GET', '/LECTURE/5', '$default'],
    ['GET', '/files/a/', '$default'],
  ])('maps %s %s to %s', (method, path, routeKey) => {
    expect(keyOf(method, path)).toBe(routeKey);
  });

  it('decodes path parameters, and a greedy one keeps its slashes', () => {
    expect(match('GET', '/files/a%20b/c/%ED%95%9C.txt')?.pathParameters).toEqual({
      folder: 'a b',
      rest: 'c/한.txt',
    });
  });

  it('keeps a path parameter that cannot be decoded as it is', () => {
    expect(match('GET', '/lecture/%zz')?.pathParameters).toEqual({ id: '%zz' });
  });

  it('does not match an empty path parameter', () => {
    expect(compileRoutes(routes('GET /lecture/{id}'))('GET', '/lecture/')).toBeUndefined();
  });
});

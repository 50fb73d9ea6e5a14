import { describe, expect, it } from 'vitest';
import type { Route } from '../../shared/contracts/route.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { apiCall } from './api-call.ts';
import type { RunningStack } from './running-stack.ts';

/** The published app, its development server, and an app on Android with packaged pages. */
const appOrigins = [
  'https://www.thelearningmate.com',
  'http://localhost:3000',
  'https://localhost',
];
const entries: readonly [string, Route][] = Object.entries(routes);

/** Which web pages a browser lets call the API. */
export function describeOrigins(stack: RunningStack): void {
  const call = apiCall(stack.origin);
  const preflight = (origin: string, { method, path }: Route) =>
    call('OPTIONS', path.replaceAll(/\{\w+\}/g, '1'), {
      headers: {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': 'authorization,content-type',
      },
    });

  describe.each([...appOrigins, stack.origin, stack.edgeOrigin])('a page at %s', (origin) => {
    it.each(entries)('may call %s', async (_, route) => {
      const { status, headers } = await preflight(origin, route);
      expect(status).toBe(204);
      expect(headers.get('access-control-allow-origin')).toBe(origin);
      expect(headers.get('access-control-allow-methods')?.split(',')).toContain(route.method);
      const allowed = headers.get('access-control-allow-headers')?.toLowerCase().split(',');
      expect(allowed).toEqual(expect.arrayContaining(['authorization', 'content-type']));
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    });

    it('is shown answers and refusals alike', async () => {
      for (const path of ['/api/v1/major', '/api/v1/users/name', '/api/v1/nothing']) {
        const { headers } = await call('GET', path, { headers: { origin } });
        expect(headers.get('access-control-allow-origin')).toBe(origin);
        const exposed = headers.get('access-control-expose-headers')?.toLowerCase().split(',');
        expect(exposed).toEqual(expect.arrayContaining(['retry-after', 'link']));
      }
    });
  });

  describe.each(['https://evil.example', 'http://www.thelearningmate.com', 'null'])(
    'a page at %s',
    (origin) => {
      it('may call nothing', async () => {
        for (const [, route] of entries) {
          const { headers } = await preflight(origin, route);
          expect(headers.get('access-control-allow-origin')).toBeNull();
        }
        const { headers } = await call('GET', '/api/v1/major', { headers: { origin } });
        expect(headers.get('access-control-allow-origin')).toBeNull();
      });
    },
  );
}

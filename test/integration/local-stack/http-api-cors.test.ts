import { describe, expect, it } from 'vitest';
import { returning, route, startGateway } from './gateway.ts';

describe('the CORS of an HTTP API', () => {
  const origin = 'https://www.thelearningmate.com';
  const cors = {
    allowedOrigins: [origin],
    allowedMethods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type'],
    exposedHeaders: ['retry-after'],
    maxAgeSeconds: 600,
  };
  const preflight = {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  };

  it('answers a preflight itself, routes or no routes', async () => {
    await using gateway = await startGateway({ routes: [route('$default')], cors });
    const response = await fetch(`${gateway.url}/anything`, preflight);
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('access-control-allow-methods')).toBe('GET,POST');
    expect(response.headers.get('access-control-allow-headers')).toBe('authorization,content-type');
    expect(response.headers.get('access-control-max-age')).toBe('600');
    expect(gateway.events).toEqual([]);
  });

  it.each(['capacitor://localhost', 'https://localhost'])(
    'answers %s if it is named',
    async (own) => {
      const allowed = { ...cors, allowedOrigins: [origin, own] };
      await using gateway = await startGateway({ routes: [route('$default')], cors: allowed });
      const headers = { ...preflight.headers, origin: own };
      for (const init of [{ ...preflight, headers }, { headers }]) {
        const response = await fetch(`${gateway.url}/anything`, init);
        expect(response.headers.get('access-control-allow-origin')).toBe(own);
      }
    },
  );

  it('gives an unknown origin no CORS headers', async () => {
    await using gateway = await startGateway({ routes: [route('$default')], cors });
    const headers = { ...preflight.headers, origin: 'https://evil.example' };
    for (const init of [{ ...preflight, headers }, { headers }]) {
      const response = await fetch(`${gateway.url}/anything`, init);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('adds the origin to what the function says its answer depends on', async () => {
    const variesBy = async (vary: string) => {
      await using gateway = await startGateway({
        routes: [route('GET /x')],
        cors,
        answer: () => returning({ statusCode: 200, headers: { vary }, body: 'x' }),
      });
      return (await fetch(`${gateway.url}/x`, { headers: { origin } })).headers.get('vary');
    };
    expect(await variesBy('accept-encoding')).toBe('accept-encoding, Origin');
    expect(await variesBy('Accept-Language, Origin')).toBe('Accept-Language, Origin');
  });

  it("replaces the function's headers by its own, on errors too", async () => {
    await using gateway = await startGateway({
      routes: [route('GET /x')],
      cors,
      answer: () =>
        returning({ statusCode: 200, headers: { 'access-control-allow-origin': '*' }, body: 'x' }),
    });
    for (const path of ['/x', '/not-there']) {
      const response = await fetch(`${gateway.url}${path}`, { headers: { origin } });
      expect(response.headers.get('access-control-allow-origin')).toBe(origin);
      expect(response.headers.get('access-control-expose-headers')).toBe('retry-after');
    }
  });

  it('without a configuration leaves OPTIONS to the routes', async () => {
    await using gateway = await startGateway({ routes: [route('$default')] });
    await fetch(`${gateway.url}/x`, preflight);
    expect(gateway.events).toHaveLength(1);
  });
});

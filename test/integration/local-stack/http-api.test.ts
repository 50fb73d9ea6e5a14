import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { FUNCTION_ARN, returning, route, startGateway } from './gateway.ts';

const FAILED = {
  succeeded: false,
  requestId: 'r',
  errorType: 'TypeError',
  errorMessage: 'told to',
} as const;

describe('the event that an HTTP API makes from a request', () => {
  it('is payload format 2.0, with everything a handler may read', async () => {
    await using gateway = await startGateway({
      routes: [route('POST /api/v1/lecture/{lectureId}/rate')],
    });
    await fetch(`${gateway.url}/api/v1/lecture/a%20b/rate?x=1&y=%ED%95%9C&x=2`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'X-Custom': 'One',
        Cookie: 'a=1; b=2',
        'User-Agent': 'test/1',
      },
      body: '{"name":"한글"}',
    });

    const port = new URL(gateway.url).port;
    expect(gateway.events).toEqual([
      {
        version: '2.0',
        routeKey: 'POST /api/v1/lecture/{lectureId}/rate',
        rawPath: '/api/v1/lecture/a%20b/rate',
        rawQueryString: 'x=1&y=%ED%95%9C&x=2',
        cookies: ['a=1', 'b=2'],
        headers: expect.objectContaining({
          'content-type': 'application/json; charset=utf-8',
          'x-custom': 'One',
          host: `127.0.0.1:${port}`,
          'x-forwarded-for': '127.0.0.1',
          'x-forwarded-port': port,
          'x-forwarded-proto': 'http',
          'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
        }),
        queryStringParameters: { x: '1,2', y: '한' },
        pathParameters: { lectureId: 'a b' },
        requestContext: {
          accountId: '000000000000',
          apiId: 'api0000001',
          domainName: `127.0.0.1:${port}`,
          domainPrefix: '127',
          http: {
            method: 'POST',
            path: '/api/v1/lecture/a%20b/rate',
            protocol: 'HTTP/1.1',
            sourceIp: '127.0.0.1',
            userAgent: 'test/1',
          },
          requestId: expect.stringMatching(/^[\w-]{15}$/),
          routeKey: 'POST /api/v1/lecture/{lectureId}/rate',
          stage: '$default',
          time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
          timeEpoch: expect.any(Number),
        },
        body: '{"name":"한글"}',
        isBase64Encoded: false,
      },
    ]);
    const names = Object.keys(gateway.events[0]?.headers ?? {});
    expect(names.filter((name) => /^(cookie|connection|transfer-encoding)$/.test(name))).toEqual(
      [],
    );
  });

  it('leaves out what a request does not have', async () => {
    await using gateway = await startGateway({ routes: [route('GET /plain')] });
    await fetch(`${gateway.url}/plain`);
    const names = Object.keys(gateway.events[0] ?? {});
    for (const absent of ['body', 'cookies', 'pathParameters', 'queryStringParameters']) {
      expect(names).not.toContain(absent);
    }
  });

  it('joins repeated headers with a comma', async () => {
    await using gateway = await startGateway({ routes: [route('GET /plain')] });
    await new Promise<void>((resolve, reject) => {
      httpRequest(`${gateway.url}/plain`, { headers: { 'x-many': ['a', 'b'] } }, (response) => {
        response.resume().once('end', resolve);
      })
        .once('error', reject)
        .end();
    });
    expect(gateway.events[0]?.headers['x-many']).toBe('a,b');
  });

  it.each([
    ['text/plain', false],
    ['application/json', false],
    ['application/problem+json', false],
    ['application/xml', false],
    ['application/octet-stream', true],
    ['audio/wav', true],
  ])('carries a body of type %s in base64: %s', async (contentType, isBase64Encoded) => {
    await using gateway = await startGateway({ routes: [route('POST /body')] });
    await fetch(`${gateway.url}/body`, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body: 'hello',
    });
    const body = isBase64Encoded ? Buffer.from('hello').toString('base64') : 'hello';
    expect(gateway.events[0]).toMatchObject({ isBase64Encoded, body });
  });
});

describe('the response that an HTTP API makes from a result', () => {
  it('has the status, headers, cookies and decoded body the function returned', async () => {
    await using gateway = await startGateway({
      routes: [route('GET /x')],
      answer: () =>
        returning({
          statusCode: 201,
          headers: { 'Content-Type': 'application/octet-stream', 'X-Number': 5 },
          cookies: ['a=1', 'b=2'],
          body: Buffer.from([0, 255]).toString('base64'),
          isBase64Encoded: true,
        }),
    });
    const response = await fetch(`${gateway.url}/x`);
    expect(response.status).toBe(201);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('x-number')).toBe('5');
    expect(response.headers.get('apigw-requestid')).toMatch(/^[\w-]{15}$/);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect([...(await response.bytes())]).toEqual([0, 255]);
  });

  it('is the JSON of a result without a status code', async () => {
    await using gateway = await startGateway({
      routes: [route('GET /x')],
      answer: () => returning({ topic: 'hash tables' }),
    });
    const response = await fetch(`${gateway.url}/x`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({ topic: 'hash tables' });
  });

  it.each([
    ['a malformed result', returning({ statusCode: 'OK' })],
    ['a body that is no string', returning({ statusCode: 200, body: { a: 1 } })],
    ['a failed function', FAILED],
  ])("is the gateway's own 500 for %s", async (_, result) => {
    await using gateway = await startGateway({ routes: [route('GET /x')], answer: () => result });
    const response = await fetch(`${gateway.url}/x`);
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ message: 'Internal Server Error' });
  });

  it('is a 503 when the function does not answer in time', async () => {
    await using gateway = await startGateway({
      routes: [route('GET /x')],
      integrationTimeoutSeconds: 0.05,
      answer: () => new Promise(() => {}),
    });
    const response = await fetch(`${gateway.url}/x`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ message: 'Service Unavailable' });
  });
});

describe('the limits of an HTTP API', () => {
  it('answers 404 itself when no route matches and there is no $default', async () => {
    await using gateway = await startGateway({ routes: [route('GET /x')] });
    const response = await fetch(`${gateway.url}/y`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ message: 'Not Found' });
  });

  it.each([
    ['announced', Buffer.alloc(10 * 1024 * 1024 + 1)],
    ['streamed', new Blob([Buffer.alloc(10 * 1024 * 1024 + 1)]).stream()],
  ])('refuses a body over 10 MB that is %s', async (_, body) => {
    await using gateway = await startGateway({ routes: [route('POST /x')] });
    const response = await fetch(`${gateway.url}/x`, { method: 'POST', body, duplex: 'half' });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ message: 'Request Entity Too Large' });
    expect(gateway.events).toEqual([]);
  });

  it('throttles one route for all its clients, and admits them again with time', async () => {
    let milliseconds = 0;
    await using gateway = await startGateway({
      routes: [route('POST /x', { ratePerSecond: 1, burst: 2 }), route('GET /x')],
      now: () => milliseconds,
    });
    const post = async (): Promise<number> =>
      (await fetch(`${gateway.url}/x`, { method: 'POST' })).status;
    expect([await post(), await post(), await post()]).toEqual([200, 200, 429]);
    expect((await fetch(`${gateway.url}/x`)).status).toBe(200);
    milliseconds += 1_000;
    expect([await post(), await post()]).toEqual([200, 429]);
  });

  it('does not call a function that has not permitted it, and says so', async () => {
    await using gateway = await startGateway({
      routes: [route('GET /x')],
      permissions: [
        {
          functionArn: 'arn:aws:lambda:ap-northeast-2:000000000000:function:tiny',
          principal: 'apigateway.amazonaws.com',
          sourceArn: 'arn:aws:execute-api:ap-northeast-2:000000000000:api0000001/*/*/another',
        },
      ],
    });
    expect((await fetch(`${gateway.url}/x`)).status).toBe(500);
    expect(gateway.events).toEqual([]);
    expect(gateway.lines.join('\n')).toContain('NO PERMISSION: apigateway.amazonaws.com');
  });

  it('needs the permission of the alias that it invokes, not of the function', async () => {
    const live = `${FUNCTION_ARN}:live`;
    const routes = [{ ...route('GET /x'), invokedArn: live }];
    const principal = 'apigateway.amazonaws.com';
    await using refusing = await startGateway({
      routes,
      permissions: [{ functionArn: FUNCTION_ARN, principal }],
    });
    expect((await fetch(`${refusing.url}/x`)).status).toBe(500);
    await using serving = await startGateway({
      routes,
      permissions: [{ functionArn: live, principal }],
    });
    expect((await fetch(`${serving.url}/x`)).status).toBe(200);
  });
});

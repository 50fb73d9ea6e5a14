import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../../shared/contracts/routes.ts';
import { httpHandler } from '../../../shared/platform/http-handler.ts';
import { severalRoutes } from '../../../shared/platform/several-routes.ts';
import { storedFile } from '../../../shared/platform/stored-file.ts';
import { apiEventTo, lambdaContext } from '../../support/api-event.ts';
import { type CapturedLog, capturedLog } from '../../support/captured-log.ts';
import { setFunctionEnvironment } from '../../support/function-environment.ts';

setFunctionEnvironment();
const { answerFile, answerPage } = await import('../../../functions/get-web-app/handler.ts');

const packed = (text: string) => ({ gzip: gzipSync(text), brotli: brotliCompressSync(text) });
const contents: Readonly<Record<string, string>> = {
  'index.html': '<!doctype html>',
  'main-ABCDEF12.js': 'now()',
  'worker.js': 'worker()',
};
const asked: string[] = [];
const ports = {
  files: {
    names: async () => Object.keys(contents).filter((name) => name !== 'index.html'),
    read: async (name: string) => packed(contents[name] ?? ''),
  },
  settings: storedFile('application/json', { gzip: gzipSync('{"standIn":true}') }),
  findEarlier: async (name: string) => {
    asked.push(name);
    return name === 'main-ABCDEF11.js' ? packed('before()') : undefined;
  },
};
const page = routes['get-web-app'];
const file = routes['get-web-app-file'];
const handler = severalRoutes(
  [page, httpHandler(page, answerPage(ports))],
  [file, httpHandler(file, answerFile(ports))],
);

const get = (path: string, parts = {}) => handler(apiEventTo('GET', path, parts), lambdaContext());
const getPage = (path = '/') => get(path, { routeKey: 'GET /' });
const getFile = (name: string) =>
  get(`/app/${name}`, { routeKey: 'GET /app/{file}', pathParameters: { file: name } });
/** Nothing was said of compression, so it came unpacked. */
const textOf = ({ body = '' }: { body?: string | undefined }) =>
  Buffer.from(body, 'base64').toString();

let captured: CapturedLog;
beforeAll(() => {
  captured = capturedLog();
});
afterAll(() => captured.restore());

describe('the web app', () => {
  it('answers its page at the root, which is requested again each time', async () => {
    const answer = await getPage();
    expect(answer).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
    });
    expect(textOf(answer)).toBe('<!doctype html>');
  });

  it('redirects to the slash that its relative links need, under whatever prefix', async () => {
    for (const path of ['/mate', '/learn/mate']) {
      expect(await getPage(path)).toMatchObject({
        statusCode: 308,
        headers: { location: 'mate/' },
      });
    }
    expect(await getPage('/learn/mate/')).toMatchObject({ statusCode: 200 });
  });

  it('is served under whatever host name a gateway has', async () => {
    const event = apiEventTo('GET', '/', { routeKey: 'GET /' });
    const { requestContext } = event;
    // An emulator names itself like this; no URL has such a host.
    const domainName = 'a1b2c3.execute-api.127.0.0.1';
    expect(
      await handler(
        { ...event, requestContext: { ...requestContext, domainName } },
        lambdaContext(),
      ),
    ).toMatchObject({ statusCode: 200 });
  });

  it('lets only its own scripts run, and reach only the API and the bucket', async () => {
    for (const answer of [await getPage(), await getFile('worker.js')]) {
      const policy = String(answer.headers?.['content-security-policy']).split('; ');
      expect(policy).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "connect-src 'self' recordings.test",
          "worker-src 'self'",
          "manifest-src 'self'",
          "require-trusted-types-for 'script'",
          'trusted-types learning-mate-worker',
        ]),
      );
      expect(policy.join()).not.toMatch(/unsafe|\*|https?:|data:/);
    }
  });

  it('lets files with a hash be kept for ever, and no others', async () => {
    const cacheOf = async (name: string) => (await getFile(name)).headers?.['cache-control'];
    expect(await cacheOf('main-ABCDEF12.js')).toBe('public, max-age=31536000, immutable');
    expect(await cacheOf('worker.js')).toBe('no-cache');
    expect(await cacheOf('settings.json')).toBe('no-cache');
  });

  it('allows its worker the whole of its origin, and no other file', async () => {
    expect((await getFile('worker.js')).headers).toMatchObject({ 'service-worker-allowed': '/' });
    expect((await getFile('main-ABCDEF12.js')).headers).not.toHaveProperty(
      'service-worker-allowed',
    );
  });

  it('still has the files of the release before', async () => {
    const answer = await getFile('main-ABCDEF11.js');
    expect(answer).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'text/javascript; charset=utf-8' },
    });
    expect(textOf(answer)).toBe('before()');
  });

  it.each(['main-ABCDEF10.js', 'main.js', 'index.html', 'names.json', 'x-ABCDEF12.exe', '../x.js'])(
    'has no %s',
    async (name) => {
      expect(await getFile(name)).toMatchObject({ statusCode: 404 });
    },
  );

  it('looks into the table only for files that a release may have had', async () => {
    asked.length = 0;
    for (const name of ['main.js', 'worker.js', 'main-ABCDEF12.js', 'settings.json', '%2e%2e']) {
      await getFile(name);
    }
    expect(asked).toEqual([]);
  });
});

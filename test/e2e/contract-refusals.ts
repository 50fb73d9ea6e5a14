import { describe, expect, it } from 'vitest';
import { examples } from '../../shared/contracts/examples.ts';
import type { AnyExchange } from '../../shared/contracts/exchange.ts';
import { methodsOf, type Route } from '../../shared/contracts/route.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { type PublishedApp, withoutQuery } from '../support/published-app.ts';
import { apiCall, expectProblem } from './api-call.ts';
import { keyOfUpload, type RunningStack } from './running-stack.ts';

const hashTable = 1001;
const unsafeId = '9007199254740992';

const entries: readonly [string, Route][] = Object.entries(routes);
const exampleOf = (path: string, id = '1') => path.replaceAll(/\{\w+\}/g, id);

/** What is answered to wrong requests, and that problem+json names the field. */
export function describeRefusals(
  stack: RunningStack,
  app: PublishedApp,
  stranger: PublishedApp,
): void {
  const call = apiCall(stack.origin);
  const token = app.stored()?.authToken;
  const [header, , signature] = token?.split('.') ?? [];

  describe.each(entries.filter(([, { auth }]) => auth !== 'public'))('%s', (_, route) => {
    const forged = Buffer.from('{"sub":"1","ver":1,"iat":1}').toString('base64url');
    it.each([
      ['no token', undefined],
      ['the app’s token before its login', 'null'],
      ['what is no token', 'x.y.z'],
      ['a token cut short', token?.slice(0, -4)],
      ['a token with other claims', `${header}.${forged}.${signature}`],
      ['a token without a signature', `${token?.split('.').slice(0, 2).join('.')}.`],
    ])('answers 401 to %s', async (__, bad) => {
      const answer = await call(route.method, exampleOf(route.path), { token: bad });
      expectProblem(answer, 401, 'UNAUTHORIZED');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    });
  });

  describe('another user’s lecture', () => {
    it.each(entries.filter(([, { path }]) => path.includes('lecture/{id}')))(
      'is a 404 for %s, as if it were not there',
      async (name, route) => {
        const { id } = await stranger.submit(hashTable, await stranger.presign());
        const [example] = Object.entries(examples).flatMap(([of, cases]) =>
          of === name ? Object.values<AnyExchange>(cases) : [],
        );
        const body = example?.body;
        const before = await stranger.lecture(id);
        for (const asked of [String(id), '1']) {
          const path = exampleOf(route.path, asked);
          expectProblem(await call(route.method, path, { token, body }), 404, 'LECTURE_NOT_FOUND');
        }
        expect(await stranger.lecture(id)).toEqual(before);
      },
    );

    it('cannot be had by posting its upload’s URL', async () => {
      const uploadUrl = await stranger.presign();
      const body = { topicId: hashTable, audioUrl: withoutQuery(uploadUrl) };
      const answer = await call('POST', '/api/v1/lecture', { token, body });
      expectProblem(answer, 400, 'AUDIO_URL_NOT_YOURS', ['audioUrl']);
    });
  });

  describe('an audioUrl', () => {
    const refused: [string, (ownUrl: string, ownUserId: number) => string][] = [
      ['of another bucket', (url) => url.replace(/\/[^/]+\/recordings/, '/other/recordings')],
      ['of another host', (url) => url.replace(/^http:\/\/[^/]+/, 'http://evil.example')],
      ['of the cloud’s metadata', () => 'http://169.254.169.254/latest/meta-data/'],
      ['of a local file', () => 'file:///etc/passwd'],
      ['with dots in its path', (url, id) => url.replace(`${id}/`, `${id}/../${id}/`)],
      ['with its query', (url) => `${url}?X-Amz-Expires=600`],
      ['with encoded letters', (url) => url.replace('recordings', '%72ecordings')],
      ['with a user name', (url) => url.replace('http://', 'http://a@')],
      ['without a lecture', (url) => url.replace(/\/[^/]+$/, '')],
      ['that is no URL', () => 'recording.webm'],
      ['of a lecture in the future', (url) => url.replace(/[^/]+$/, '9007199254740991')],
      ['with another proof', (url) => `${url.slice(0, -22)}${'0'.repeat(22)}`],
      ['that was never given', (url) => url.replace(/[^/]+$/, '1')],
    ];
    it.each(refused)('%s is refused', async (_, change) => {
      const uploadUrl = await app.presign();
      const audioUrl = change(withoutQuery(uploadUrl), keyOfUpload(uploadUrl).userId);
      const body = { topicId: hashTable, audioUrl };
      const answer = await call('POST', '/api/v1/lecture', { token, body });
      expectProblem(answer, 400, 'AUDIO_URL_NOT_YOURS', ['audioUrl']);
    });
  });

  describe('a wrong parameter', () => {
    const majors = '/api/v1/major';
    const lectures = '/api/v1/users/lectures';
    it.each([
      [`${majors}?page=-1`, 'page'],
      [`${majors}?page=first`, 'page'],
      [`${majors}?page=1000001`, 'page'],
      [`${majors}?size=0`, 'size'],
      [`${majors}?size=101`, 'size'],
      [`${majors}?size=1.5`, 'size'],
      [`${majors}?size=`, 'size'],
      [`${majors}?colour=red`, 'colour'],
      ['/api/v1/subject', 'majorId'],
      ['/api/v1/subject?majorId=0', 'majorId'],
      ['/api/v1/subject?majorId=one', 'majorId'],
      [`/api/v1/subject?majorId=${unsafeId}`, 'majorId'],
      ['/api/v1/topic', 'subjectId'],
      ['/api/v1/topic?subjectId=-101', 'subjectId'],
      [`${lectures}?limit=0`, 'limit'],
      [`${lectures}?limit=101`, 'limit'],
      [`${lectures}?limit=ten`, 'limit'],
      [`${lectures}?cursor=!`, 'cursor'],
      [`${lectures}?cursor=bm90LWEtbnVtYmVy`, 'cursor'],
      [`${lectures}?page=1`, 'page'],
      ['/api/v1/lecture/first', 'id'],
      ['/api/v1/lecture/0', 'id'],
      ['/api/v1/lecture/-1', 'id'],
      [`/api/v1/lecture/${unsafeId}`, 'id'],
      ['/api/v1/lecture/%00', 'id'],
    ])('%s is refused by its name', async (path, field) => {
      expectProblem(await call('GET', path, { token }), 400, 'INVALID_REQUEST', [field]);
    });
  });

  describe('a wrong body', () => {
    const name = ['PUT', '/api/v1/users/name'] as const;
    const lecture = ['POST', '/api/v1/lecture'] as const;
    const rating = ['POST', '/api/v1/lecture/1/rate-helpfulness'] as const;
    const url = 'https://example.com/recording';
    const cases: [readonly [string, string], unknown, string[]][] = [
      [name, {}, ['name']],
      [name, { name: null }, ['name']],
      [name, { name: 7 }, ['name']],
      [name, { name: '' }, ['name']],
      [name, { name: '   ' }, ['name']],
      [name, { name: '가'.repeat(31) }, ['name']],
      [name, { name: 'a\u0000b' }, ['name']],
      [name, { name: 'a\nb' }, ['name']],
      [name, { name: 'ok', nick: 'x' }, ['nick']],
      [name, [], ['body']],
      [name, null, ['body']],
      [lecture, { audioUrl: url }, ['topicId']],
      [lecture, { topicId: '1001', audioUrl: url }, ['topicId']],
      [lecture, { topicId: 0, audioUrl: url }, ['topicId']],
      [lecture, { topicId: 1.5, audioUrl: url }, ['topicId']],
      [lecture, { topicId: Number(unsafeId), audioUrl: url }, ['topicId']],
      [lecture, { topicId: 1001 }, ['audioUrl']],
      [lecture, { topicId: 1001, audioUrl: '' }, ['audioUrl']],
      [lecture, { topicId: 1001, audioUrl: 7 }, ['audioUrl']],
      [lecture, { topicId: 1001, audioUrl: `https://e.com/${'a'.repeat(2048)}` }, ['audioUrl']],
      [lecture, { topicId: 1001, audioUrl: url, text: 'both' }, ['audioUrl']],
      [lecture, { topicId: 1001, text: '' }, ['text']],
      [lecture, { topicId: 1001, text: ' \n ' }, ['text']],
      [lecture, { topicId: 1001, text: '가'.repeat(5001) }, ['text']],
      [lecture, { topicId: 1001, text: 'x', score: 100 }, ['score']],
      [rating, {}, ['helpfulnessRating']],
      [rating, { helpfulnessRating: 0 }, ['helpfulnessRating']],
      [rating, { helpfulnessRating: 6 }, ['helpfulnessRating']],
      [rating, { helpfulnessRating: 2.5 }, ['helpfulnessRating']],
      [rating, { helpfulnessRating: '5' }, ['helpfulnessRating']],
      [rating, { helpfulnessRating: null }, ['helpfulnessRating']],
    ];
    it.each(cases)('%j with %j is refused by its name', async ([method, path], body, fields) => {
      const answer = await call(method, path, { token, body });
      expectProblem(answer, 400, 'INVALID_REQUEST', fields);
    });

    it.each([
      ['cut short', '{"name":"x"'],
      ['empty', ''],
      // The gateway itself makes text of a body that is labelled as JSON.
      ['not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 'application/octet-stream'],
    ])('that is %s is refused', async (_, rawBody, contentType = 'application/json') => {
      const headers = { 'content-type': contentType };
      const answer = await call('PUT', '/api/v1/users/name', { token, rawBody, headers });
      expectProblem(answer, 400, 'MALFORMED_JSON', ['body']);
    });

    it('names a topic that is not there', async () => {
      const body = { topicId: 999, audioUrl: withoutQuery(await app.presign()) };
      const answer = await call('POST', '/api/v1/lecture', { token, body });
      expectProblem(answer, 404, 'TOPIC_NOT_FOUND', ['topicId']);
      const typed = { topicId: 999, text: 'x' };
      const second = await call('POST', '/api/v1/lecture', { token, body: typed });
      expectProblem(second, 404, 'TOPIC_NOT_FOUND', ['topicId']);
    });

    it('names an Idempotency-Key that is invalid', async () => {
      const body = { topicId: hashTable, text: 'x' };
      const headers = { 'idempotency-key': 'k'.repeat(101) };
      const answer = await call('POST', '/api/v1/lecture', { token, body, headers });
      expectProblem(answer, 400, 'INVALID_REQUEST', ['Idempotency-Key']);
    });

    it('over its limit is a 413, and over the gateway’s limit it is the gateway’s own', async () => {
      const body = { name: 'x'.repeat(70_000) };
      expectProblem(
        await call('PUT', '/api/v1/users/name', { token, body }),
        413,
        'BODY_TOO_LARGE',
      );
      const rawBody = new Uint8Array(10 * 1024 * 1024 + 1);
      const answer = await call('PUT', '/api/v1/users/name', { token, rawBody });
      expect(answer.status).toBe(413);
      expect(answer.json()).toEqual({ message: 'Request Entity Too Large' });
    });
  });

  describe('a request that no route takes', () => {
    it.each(['/api', '/api/v1', '/api/v1/nothing', '/api/v1/lecture/1/feedback', '/API/V1/major'])(
      '%s is a 404',
      async (path) => {
        expectProblem(await call('GET', path), 404, 'ROUTE_NOT_FOUND');
      },
    );

    it.each([...new Set(entries.map(([, { path }]) => path))])(
      'is a 405 for %s with another method, naming those it knows',
      async (path) => {
        const known = entries.filter(([, route]) => route.path === path);
        const answer = await call('PATCH', exampleOf(path));
        expectProblem(answer, 405, 'METHOD_NOT_ALLOWED');
        expect(answer.headers.get('allow')?.split(', ').sort()).toEqual(
          known.flatMap(([, route]) => methodsOf(route)).sort(),
        );
      },
    );

    it.each(['/swagger-ui', '/swagger-ui/'])('%s leads to the page', async (path) => {
      const answer = await fetch(`${stack.origin}${path}`);
      expect(answer.redirected).toBe(true);
      expect(new URL(answer.url).pathname).toBe('/swagger-ui/index.html');
      expect(answer.headers.get('content-type')).toMatch('text/html');
    });
  });

  describe('HEAD', () => {
    it.each(
      entries.filter(([, route]) => methodsOf(route).includes('HEAD')).map(([, { path }]) => path),
    )('of %s is answered as GET, without a body', async (path) => {
      const headersOf = async (method: string) => {
        const { status, headers, text } = await call(method, exampleOf(path), { token });
        const type = headers.get('content-type');
        return { status, type, cacheControl: headers.get('cache-control'), text };
      };
      const { text: _, ...get } = await headersOf('GET');
      expect(await headersOf('HEAD')).toEqual({ ...get, text: '' });
    });
  });
}

import { describe, expect, it } from 'vitest';
import { collected } from '../../../shared/client/calls.ts';
import { retryAfterSecondsOf } from '../../../shared/client/request.ts';
import { examples } from '../../../shared/contracts/examples.ts';
import { clientOf, loginsWith, oldLogin, problem, troubleFrom } from './fake-ports.ts';

const name = 'GET /api/v1/users/name';
const issue = 'POST /api/v1/users/token/issue';
const lecture7 = 'GET /api/v1/lecture/7';
const unauthorized = problem(401, 'UNAUTHORIZED');
const tokensOf = (calls: readonly { readonly headers: Readonly<Record<string, string>> }[]) =>
  calls.map(({ headers }) => headers['authorization']);

describe('a call', () => {
  it('says who asks, in which language and for what', async () => {
    const { api, server } = clientOf({
      'PUT /api/v1/users/name': { body: { name: '가르치는 라면' } },
    });
    await expect(api.changeName('  가르치는 라면 ')).resolves.toBe('가르치는 라면');
    expect(server.seen).toEqual([
      {
        call: 'PUT /api/v1/users/name',
        headers: {
          accept: 'application/json, application/problem+json',
          'accept-language': 'ko',
          authorization: 'Bearer old',
          'content-type': 'application/json',
        },
        body: { name: '  가르치는 라면 ' },
      },
    ]);
  });

  it('without a login says so as the published app does', async () => {
    const { api, server } = clientOf(
      { 'GET /api/v1/major': { body: { content: [], last: true } } },
      { logins: loginsWith() },
    );
    await collected(api.majors());
    expect(tokensOf(server.seen)).toEqual(['Bearer null']);
  });

  it('that is throttled without a delay named is repeated a second later, four times in all', async () => {
    const throttled = { status: 429, body: { message: 'Too Many Requests' } };
    const again = clientOf({ [name]: [throttled, { body: { name: '라면' } }] });
    await expect(again.api.name()).resolves.toBe('라면');
    expect(again.clock.sleptSeconds).toEqual([1]);

    const never = clientOf({ [name]: throttled });
    await expect(troubleFrom(never.api.name())).resolves.toMatchObject({
      kind: 'problem',
      status: 429,
      detail: 'Too Many Requests',
    });
    expect(never.server.seen).toHaveLength(4);
  });

  it('that names a delay is left to the caller', async () => {
    const { api, server } = clientOf({
      [name]: problem(429, 'TOO_MANY_TOKENS', { 'retry-after': '3600' }),
    });
    await expect(troubleFrom(api.name())).resolves.toMatchObject({ retryAfterSeconds: 3600 });
    expect(server.seen).toHaveLength(1);
  });
});

describe('a login', () => {
  it('is issued once for all calls that have none', async () => {
    const { api, server } = clientOf(
      { [name]: { body: { name: '라면' } } },
      { logins: loginsWith() },
    );
    await Promise.all([api.name(), api.name(), api.login()]);
    expect(server.to(issue)).toHaveLength(1);
    expect(tokensOf(server.to(name))).toEqual(['Bearer token-1', 'Bearer token-1']);
  });

  it('that no longer works is replaced, and the store is told which one', async () => {
    const logins = loginsWith(oldLogin);
    const { api, server } = clientOf(
      { [name]: [unauthorized, { body: { name: '새 라면' } }] },
      { logins },
    );
    await expect(api.name()).resolves.toBe('새 라면');
    expect(tokensOf(server.to(name))).toEqual(['Bearer old', 'Bearer token-1']);
    expect(logins.stale).toEqual(['old']);
  });

  it('that another tab has replaced is not replaced again', async () => {
    const logins = loginsWith(oldLogin);
    const { api, server } = clientOf(
      { [name]: [unauthorized, { body: { name: '라면' } }] },
      {
        logins: {
          ...logins,
          // This happens between the call and its refusal.
          read: async () =>
            server.to(name).length > 0 ? { name: '', authToken: 'tab' } : oldLogin,
        },
      },
    );
    await api.name();
    expect(server.to(issue)).toEqual([]);
    expect(tokensOf(server.to(name))).toEqual(['Bearer old', 'Bearer tab']);
  });

  it('is not replaced for ever if no token works', async () => {
    const { api, server } = clientOf({ [name]: unauthorized }, { logins: loginsWith() });
    await expect(troubleFrom(api.name())).resolves.toMatchObject({ status: 401 });
    expect(server.to(issue)).toHaveLength(1);
  });

  it('is never replaced for something that belongs to it', async () => {
    const { api, server } = clientOf({ [lecture7]: unauthorized });
    await expect(troubleFrom(api.lecture(7))).resolves.toMatchObject({ status: 401 });
    expect(server.to(issue)).toEqual([]);
  });
});

describe('the trouble of a failed call', () => {
  it('has everything that a problem says', async () => {
    const errors = [{ field: 'name', code: 'TOO_LONG', message: 'is too long' }];
    const { api } = clientOf({
      [name]: { status: 400, body: { ...problem(400, 'INVALID_REQUEST').body, errors } },
    });
    await expect(troubleFrom(api.name())).resolves.toEqual({
      kind: 'problem',
      line: name,
      status: 400,
      title: 'Title',
      detail: 'Detail.',
      code: 'INVALID_REQUEST',
      requestId: 'req-1',
      fields: [{ field: 'name', message: 'is too long' }],
      retryAfterSeconds: undefined,
    });
  });

  it.each(['<html>502 Bad Gateway</html>', '', 'null', '[]', '"down"'])(
    'comes from its status if the body is %j',
    async (body) => {
      const { api } = clientOf({ [lecture7]: { status: 502, body } });
      await expect(troubleFrom(api.lecture(7))).resolves.toMatchObject({
        kind: 'problem',
        status: 502,
        fields: [],
      });
    },
  );

  it('is the network, with its innermost reason', async () => {
    const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const { api } = clientOf({ [lecture7]: new TypeError('fetch failed', { cause }) });
    await expect(troubleFrom(api.lecture(7))).resolves.toEqual({
      kind: 'unreachable',
      url: 'https://api.test/api/v1/lecture/7',
      reason: 'ECONNREFUSED',
    });
  });

  it('is that no answer came in time', async () => {
    const { api } = clientOf({ [lecture7]: new DOMException('timed out', 'TimeoutError') });
    await expect(troubleFrom(api.lecture(7))).resolves.toMatchObject({
      kind: 'no-answer',
      timeoutSeconds: 30,
    });
  });

  it.each([
    ['a page of somebody else', '<html>', 'body is no object'],
    ['a lecture without a status', { id: 7 }, 'status is not there'],
  ])('is that the answer is not ours: %s', async (_, body, reason) => {
    const { api } = clientOf({ [lecture7]: { body } });
    const url = 'https://api.test/api/v1/lecture/7';
    await expect(troubleFrom(api.lecture(7))).resolves.toEqual({
      kind: 'not-the-contract',
      url,
      reason,
    });
  });

  it('stays visible if the client itself was stopped', async () => {
    const stop = new AbortController();
    stop.abort(new Error('Ctrl-C'));
    const { api } = clientOf({}, { interrupt: stop.signal });
    await expect(api.lecture(7)).rejects.toThrow('Ctrl-C');
  });
});

describe('a list', () => {
  it('of the catalog is read page by page, as far as somebody wants', async () => {
    const topics = 'GET /api/v1/topic';
    const of = (id: number, last: boolean) => ({
      body: { content: [{ id, topicName: `주제 ${id}`, description: '' }], last },
    });
    const { api, server } = clientOf({ [topics]: [of(1, false), of(2, false), of(3, true)] });
    const read: unknown[] = [];
    for await (const topic of api.topics(101)) {
      read.push(topic);
      if (read.length === 2) break;
    }
    expect(read).toEqual([
      { id: 1, name: '주제 1', description: undefined },
      { id: 2, name: '주제 2', description: undefined },
    ]);
    expect(server.seen.map(({ call }) => call)).toEqual(
      [0, 1].map((page) => `${topics}?page=${page}&size=50&subjectId=101`),
    );
  });

  it('ends at an empty page, whatever that page says', async () => {
    const { api, server } = clientOf({
      'GET /api/v1/major': { body: { content: [], last: false } },
    });
    expect(await collected(api.majors())).toEqual([]);
    expect(server.seen).toHaveLength(1);
  });

  it('of lectures goes on where its Link leads', async () => {
    const link = '</api/v1/users/lectures?limit=50&cursor=Nz_-M>; rel="next"';
    const [body] = [examples['list-lectures']['newest']?.response];
    const { api, server } = clientOf({
      'GET /api/v1/users/lectures': [{ body, headers: { link } }, { body: [] }],
    });
    const first = await api.lectures();
    expect(first.items.map(({ id }) => id)).toHaveLength(2);
    const second = await api.lectures(first.next);
    expect(second).toEqual({ items: [], next: undefined });
    expect(server.seen.at(-1)?.call).toContain('cursor=Nz_-M');
  });

  it('of all that is kept about me is handed out unchanged, page by page', async () => {
    const link = '</api/v1/users/me/export?cursor=abc>; rel="next"';
    const { api } = clientOf({
      'GET /api/v1/users/me/export': [
        { body: { user: 1, newer: true }, headers: { link } },
        { body: { user: 1 } },
      ],
    });
    expect(await collected(api.exportPages())).toEqual([{ user: 1, newer: true }, { user: 1 }]);
  });
});

describe('every call', () => {
  it('reads the contract’s own examples', async () => {
    const body = (route: keyof typeof examples) => ({
      body: Object.values(examples[route])[0]?.response,
    });
    const { api, server } = clientOf({
      'GET /api/v1/major': body('list-majors'),
      'GET /api/v1/subject': body('list-subjects'),
      'GET /api/v1/topic': body('list-topics'),
      'GET /api/v1/users/name': body('get-name'),
      'GET /api/v1/ranking': body('get-ranking'),
      'GET /api/v1/generate-presigned-url': body('presign-upload'),
      'POST /api/v1/lecture': body('submit-lecture'),
      'GET /api/v1/lecture/7': { ...body('get-lecture'), headers: { 'retry-after': '2' } },
      'POST /api/v1/lecture/7/rate-helpfulness': {},
      'DELETE /api/v1/users/me': {},
    });
    const [major] = await collected(api.majors());
    const [subject] = await collected(api.subjects(major?.id ?? 0));
    const [topic] = await collected(api.topics(subject?.id ?? 0));
    expect([major, subject, topic].map((entry) => entry?.name)).toEqual([
      '컴퓨터공학',
      '자료구조와 알고리즘',
      '해시 테이블',
    ]);
    expect(await api.name()).toBe('사용자4kq7m2');
    expect((await api.ranking()).ranking).toEqual({ score: 82.5, rank: 14 });
    expect(await api.presign()).toContain('X-Amz-Signature');
    expect((await api.submitText(1001, '해시', 'key-1')).lecture.status).toBe('IN_PROGRESS');
    expect(server.seen.at(-1)?.headers['idempotency-key']).toBe('key-1');
    const { lecture, retryAfterSeconds } = await api.lecture(7);
    expect(retryAfterSeconds).toBe(2);
    expect(lecture.feedback?.keyPoints).toHaveLength(4);
    expect(lecture.feedback?.keyPoints.at(-1)?.quote).toBeUndefined();
    await api.rate(7, 5);
    expect(server.seen.at(-1)?.body).toEqual({ helpfulnessRating: 5 });
    await api.deleteMe();
  });
});

it('a Retry-After is a number of seconds or an HTTP date', () => {
  const now = Date.parse('2030-01-01T00:00:00Z');
  expect(retryAfterSecondsOf('2', now)).toBe(2);
  expect(retryAfterSecondsOf('Tue, 01 Jan 2030 00:00:09 GMT', now)).toBe(9);
  expect(retryAfterSecondsOf('Mon, 31 Dec 2029 00:00:00 GMT', now)).toBe(0);
  expect(retryAfterSecondsOf('soon', now)).toBeUndefined();
  expect(retryAfterSecondsOf(null, now)).toBeUndefined();
});

import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { exampleRequest } from '../../shared/contracts/example-request.ts';
import type { Route } from '../../shared/contracts/route.ts';
import { routeNames, routes } from '../../shared/contracts/routes.ts';
import { webFileType } from '../../shared/contracts/web-files.ts';
import { withoutQuery } from '../support/published-app.ts';
import { apiCall, expectProblem } from './api-call.ts';
import { describeFuzz } from './contract-fuzz.ts';
import { describeHabits } from './contract-habits.ts';
import { describeLaterJudgements } from './contract-later.ts';
import { describeLeague } from './contract-league.ts';
import { describeLectureRoutes } from './contract-lectures.ts';
import { describeOrigins } from './contract-origins.ts';
import { describeOwnTopics } from './contract-own-topics.ts';
import { describePages } from './contract-pages.ts';
import { describeRefusals } from './contract-refusals.ts';
import { describeReminders } from './contract-reminders.ts';
import { describeRewards } from './contract-rewards.ts';
import { describeSharedTopics } from './contract-shared-topics.ts';
import { describeUploads } from './contract-uploads.ts';
import { keyOfUpload, runningStack } from './running-stack.ts';

const stack = await runningStack();
const call = apiCall(stack.origin);
const app = await stack.openApp();
const stranger = await stack.openApp();
const token = app.stored()?.authToken;

/** What the contract says of each route, by the folder of its function. */
const cases: Readonly<Record<string, () => void>> = {
  'issue-token'() {
    it('makes a user with a random default name', async () => {
      const answer = await call('POST', '/api/v1/users/token/issue', { token: 'null' });
      expect(answer.status).toBe(200);
      expect(answer.json()).toEqual({
        name: expect.stringMatching(/^사용자.+$/),
        authToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      });
      expect(answer.json()).not.toMatchObject({ name: app.stored()?.name });
    });
  },

  'create-transfer-code'() {
    it('answers a code in groups of digits, good for ten minutes', async () => {
      const { authToken } = await (await stack.openApp()).start();
      const before = Date.now();
      const answer = await call('POST', '/api/v1/users/transfer-codes', { token: authToken });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const { code, validUntil } = routes['create-transfer-code'].response.parse(answer.json());
      expect(code).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/);
      expect(Date.parse(validUntil) - before).toBeGreaterThanOrEqual(599_000);
    });
  },

  'redeem-transfer-code'() {
    it('answers the same user to one other device, and to no second one', async () => {
      const { authToken, name } = await (await stack.openApp()).start();
      const made = await call('POST', '/api/v1/users/transfer-codes', { token: authToken });
      const body = z.object({ code: z.string() }).parse(made.json());
      const redeem = () => call('POST', '/api/v1/users/token', { token: 'null', body });
      const answers = await Promise.all([redeem(), redeem(), redeem()]);
      const [taken, ...refused] = answers.toSorted((one, other) => one.status - other.status);
      expect(taken?.status).toBe(200);
      for (const answer of refused) expectProblem(answer, 404, 'TRANSFER_CODE_NOT_VALID', ['code']);
      const login = routes['redeem-transfer-code'].response.parse(taken?.json());
      expect(login.name).toBe(name);
      const renamed = { name: '두 기기' };
      await call('PUT', '/api/v1/users/name', { token: login.authToken, body: renamed });
      const read = await call('GET', '/api/v1/users/name', { token: authToken });
      expect(read.json()).toEqual(renamed);
    });

    it('accepts no code of a user who is gone', async () => {
      const { authToken } = await (await stack.openApp()).start();
      const made = await call('POST', '/api/v1/users/transfer-codes', { token: authToken });
      const body = z.object({ code: z.string() }).parse(made.json());
      await call('DELETE', '/api/v1/users/me', { token: authToken });
      expectProblem(
        await call('POST', '/api/v1/users/token', { body }),
        404,
        'TRANSFER_CODE_NOT_VALID',
        ['code'],
      );
    });
  },

  'get-name'() {
    it('answers the name', async () => {
      const answer = await call('GET', '/api/v1/users/name', { token });
      expect(answer.status).toBe(200);
      expect(answer.json()).toEqual({ name: app.stored()?.name });
    });
  },

  'change-name'() {
    it('answers the new name without the spaces around it', async () => {
      const renamed = { name: '가르치는 라면 🍜' };
      const body = { name: '  가르치는 라면 🍜 ' };
      const answer = await call('PUT', '/api/v1/users/name', { token, body });
      expect(answer.status).toBe(200);
      expect(answer.json()).toEqual(renamed);
      expect((await call('GET', '/api/v1/users/name', { token })).json()).toEqual(renamed);
    });

    it('accepts a name of 30 characters', async () => {
      const name = '가'.repeat(30);
      const answer = await call('PUT', '/api/v1/users/name', { token, body: { name } });
      expect(answer.json()).toEqual({ name });
    });
  },

  'get-consents'() {
    it('answers nothing for a learner who never said anything, like those of the published app', async () => {
      const fresh = (await stack.openApp()).stored()?.authToken;
      const answer = await call('GET', '/api/v1/users/consents', { token: fresh });
      expect(answer.status).toBe(200);
      expect(answer.json()).toEqual({ consents: [], under14: false, history: [] });
    });
  },

  'change-consents'() {
    it('keeps what a guardian agreed to and what was withdrawn, and answers it', async () => {
      const { authToken } = await (await stack.openApp()).start();
      const put = (...consents: readonly object[]) =>
        call('PUT', '/api/v1/users/consents', { token: authToken, body: { consents } });
      const given = { purpose: 'PROCESSING_ABROAD', version: 1, given: true, by: 'GUARDIAN' };
      const at = expect.stringMatching(/^\d{4}-.*Z$/);
      const agreed = await put({ ...given, secondsAgo: 5 });
      expect(agreed.status).toBe(200);
      expect(agreed.json()).toEqual({
        consents: [{ ...given, at }],
        under14: true,
        history: [{ ...given, at }],
      });
      const withdrawn = await put({ ...given, given: false });
      expect(withdrawn.json()).toEqual({
        consents: [{ ...given, given: false, at }],
        under14: true,
        history: [
          { ...given, given: false, at },
          { ...given, at },
        ],
      });
      const read = await call('GET', '/api/v1/users/consents', { token: authToken });
      expect(read.json()).toEqual(withdrawn.json());
      const exported = await call('GET', '/api/v1/users/me/export', { token: authToken });
      expect(exported.json()).toMatchObject({ consents: [{ given: false }, { given: true }] });
    });
  },

  'delete-user'() {
    it('answers an empty 200, again to a repeat, and the token is dead', async () => {
      const leaving = await stack.openApp();
      const { authToken } = await leaving.start();
      for (let times = 0; times < 2; times += 1) {
        const answer = await call('DELETE', '/api/v1/users/me', { token: authToken });
        expect(answer).toMatchObject({ status: 200, text: '' });
      }
      const answer = await call('GET', '/api/v1/users/name', { token: authToken });
      expectProblem(answer, 401, 'UNAUTHORIZED');
    });
  },

  'export-user'() {
    it('answers everything that is kept, in the shape of each call', async () => {
      const learner = await stack.openApp();
      const { authToken, name } = await learner.start();
      const uploadUrl = await learner.presign();
      await learner.submit(1001, uploadUrl);
      const answer = await call('GET', '/api/v1/users/me/export', { token: authToken });
      expect(answer.status).toBe(200);
      const lectures = await call('GET', '/api/v1/users/lectures', { token: authToken });
      expect(answer.json()).toEqual({
        user: {
          ...{ id: keyOfUpload(uploadUrl).userId, name, createdAt: expect.any(String) },
          ...{ daysThere: expect.any(Array), firstFeedbackOn: null },
        },
        lectures: lectures.json(),
        topics: [],
        consents: [],
        reports: [],
        habits: null,
        rewards: [],
        reminders: null,
        league: null,
        standing: null,
      });
    });
  },

  'presign-upload'() {
    it('signs one key of the caller for ten minutes, and no header but the host', async () => {
      const answer = await call('GET', '/api/v1/generate-presigned-url', { token });
      expect(answer.status).toBe(200);
      const { uploadPresignedUrl, audioUrl } = routes['presign-upload'].response.parse(
        answer.json(),
      );
      expect(audioUrl).toBe(withoutQuery(uploadPresignedUrl));
      const url = await app.presign();
      const { lectureId, userId } = keyOfUpload(url);
      expect(withoutQuery(url)).toMatch(
        new RegExp(`/recordings/${userId}/${lectureId}\\.[\\w-]{22}$`),
      );
      expect(keyOfUpload(await app.presign()).userId).toBe(userId);
      expect(keyOfUpload(await stranger.presign()).userId).not.toBe(userId);
      const { searchParams } = new URL(url);
      expect(searchParams.get('X-Amz-Expires')).toBe('600');
      expect(searchParams.get('X-Amz-SignedHeaders')).toBe('host');
    });
  },

  'get-ranking'() {
    it('answers null and a message in Korean before the first grade', async () => {
      const fresh = (await stack.openApp()).stored()?.authToken;
      const answer = await call('GET', '/api/v1/ranking', { token: fresh });
      expect(answer.status).toBe(200);
      expect(answer.json()).toEqual({
        ranking: null,
        learners: null,
        message: expect.stringMatching(/[가-힣]/),
      });
    });
  },

  'get-api-docs'() {
    it('answers an OpenAPI 3.1 document of every route, to anybody', async () => {
      const answer = await call('GET', '/v3/api-docs', { token: 'null' });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
      expect(answer.json()).toMatchObject({
        openapi: expect.stringMatching(/^3\.1\./),
        paths: Object.fromEntries(
          Object.values(routes).map(({ path }) => [path, expect.any(Object)]),
        ),
      });
    });
  },

  'get-swagger-page'() {
    it('answers the page and its files, to anybody', async () => {
      const page = await call('GET', '/swagger-ui/index.html', { token: 'null' });
      expect(page.status).toBe(200);
      expect(page.headers.get('content-type')).toMatch(/^text\/html/);
      const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file);
      expect(files).not.toEqual([]);
      for (const file of files) {
        expect(new URL(file ?? '', `${stack.origin}/swagger-ui/`).origin).toBe(stack.origin);
        expect((await call('GET', `/swagger-ui/${file}`)).status).toBe(200);
      }
    });
  },

  'get-web-app'() {
    it('answers the page, to anybody', async () => {
      const page = await call('GET', '/?utm_source=x', { token: 'null' });
      expect(page.status).toBe(200);
      expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    });
  },

  'get-web-app-file'() {
    it('answers each file that the page asks for, with the type that its name says', async () => {
      const page = await call('GET', '/');
      const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file);
      expect(files).not.toEqual([]);
      for (const file of files) {
        const answer = await call('GET', `/${file}`, { token: 'null' });
        expect(answer.status, file).toBe(200);
        const type = answer.headers.get('content-type')?.split(';')[0];
        expect(type, file).toBe(webFileType(file?.replace('app/', '') ?? ''));
      }
    });

    it('tells the app what it has to know of its stage', async () => {
      expect((await call('GET', '/app/settings.json')).json()).toEqual({
        standIn: true,
        recordingDays: 7,
        hearers: [expect.stringMatching(/^127\.0\.0\.1:\d+$/)],
        assessors: [expect.stringMatching(/^127\.0\.0\.1:\d+$/)],
      });
    });
  },

  ...describePages(call),
  ...describeLectureRoutes(stack, app, stranger),
  ...describeLaterJudgements(stack, app),
  ...describeOwnTopics(stack, app, stranger),
  ...describeSharedTopics(stack, app, stranger),
  ...describeHabits(stack),
  ...describeRewards(stack),
  ...describeReminders(stack),
  ...describeLeague(stack),
};

describe('the contract', () => {
  it('has a case for every route', () => {
    expect(Object.keys(cases)).toEqual(expect.arrayContaining(Object.keys(routes)));
  });
});

describe.each(routeNames)('%s', (name) => {
  const route: Route = routes[name];
  cases[name]?.();

  if (route.auth !== 'public') return;
  it('ignores whatever token comes', async () => {
    const path = exampleRequest(name).target;
    // A route that needs a body does not answer without one, whoever asks.
    const usual = route.body ? 400 : 200;
    for (const bad of [undefined, 'null', 'x.y.z', `${token?.slice(0, -2)}AA`]) {
      const answer = await call(route.method, path, { token: bad });
      expect(answer.status).toBe(usual);
    }
    const odd = await call(route.method, path, { headers: { authorization: 'Basic bnVsbA==' } });
    expect(odd.status).toBe(usual);
  });
});

describeRefusals(stack, app, stranger);
describeOrigins(stack);
describeUploads(stack, app);
await describeFuzz(stack);

import { describe, expect, it } from 'vitest';
import { exampleRequest } from '../../shared/contracts/example-request.ts';
import type { Route } from '../../shared/contracts/route.ts';
import { routeNames, routes } from '../../shared/contracts/routes.ts';
import { webFileType } from '../../shared/contracts/web-files.ts';
import { withoutQuery } from '../support/published-app.ts';
import { apiCall } from './api-call.ts';
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
import { describeUsers } from './contract-users.ts';
import { keyOfUpload, runningStack } from './running-stack.ts';

const stack = await runningStack();
const call = apiCall(stack.origin);
const app = await stack.openApp();
const stranger = await stack.openApp();
const token = app.stored()?.authToken;

/** What the contract says of each route, by the folder of its function. */
const cases: Readonly<Record<string, () => void>> = {
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

  ...describeUsers(stack, app),
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

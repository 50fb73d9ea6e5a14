import { expect, it } from 'vitest';
import * as z from 'zod';
import { routes } from '../../shared/contracts/routes.ts';
import type { PublishedApp } from '../support/published-app.ts';
import { apiCall, expectProblem } from './api-call.ts';
import type { RunningStack } from './running-stack.ts';
import { keyOfUpload } from './running-stack.ts';

/** The routes of users: tokens, transfer codes, names, consents, deletion and export. */
export function describeUsers(stack: RunningStack, app: PublishedApp) {
  const call = apiCall(stack.origin);
  const token = app.stored()?.authToken;

  return {
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
        for (const answer of refused)
          expectProblem(answer, 404, 'TRANSFER_CODE_NOT_VALID', ['code']);
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
  };
}

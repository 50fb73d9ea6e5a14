import { expect, it, vi } from 'vitest';
import { leagueSchema } from '../../shared/contracts/league.ts';
import { leaguePoints } from '../../shared/contracts/limits.ts';
import { apiCall, expectProblem } from './api-call.ts';
import { patience, type RunningStack, recordingNamed, untilQueueIsEmpty } from './running-stack.ts';

const hashTable = 1001;
const path = '/api/v1/users/league';
const monday = expect.stringMatching(/^\d{4}-\d\d-\d\d$/);

const outside = {
  ...{ isIn: false, mayJoin: true, shownName: null, members: [], last: null },
  ...{ week: monday, endsAt: expect.stringMatching(/T15:00:00.000Z$/) },
};

/** The routes of the weekly league. */
export function describeLeague(stack: RunningStack) {
  const opened = async (name?: string) => {
    const app = await stack.openApp();
    await app.start();
    const token = app.stored()?.authToken;
    const call = (method: string, to: string, body?: unknown, headers = {}) =>
      apiCall(stack.origin)(method, to, { token, headers, ...(body !== undefined && { body }) });
    if (name !== undefined) await call('PUT', '/api/v1/users/name', { name });
    const read = async () => leagueSchema.parse((await call('GET', path)).json());
    const change = async (body: unknown) => call('PUT', path, body);
    return { app, call, read, change };
  };

  return {
    'get-league'() {
      it('tells a learner who takes no part whether they may', async () => {
        const { call } = await opened();
        const answer = await call('GET', path);
        expect(answer.status).toBe(200);
        expect(answer.headers.get('cache-control')).toBe('no-store');
        expect(answer.json()).toEqual(outside);
      });

      it('shows points once a lecture was judged, with a name in the reader’s language', async () => {
        const { app, call, read, change } = await opened();
        await change({ isIn: true });
        await app.waitFor(
          await app.teach(hashTable, await recordingNamed('hash-table-partly.m4a')),
        );
        await untilQueueIsEmpty(stack);
        await vi.waitFor(
          async () =>
            expect((await read()).members.find(({ isMe }) => isMe)).toMatchObject({
              points: leaguePoints.lecture,
            }),
          patience,
        );
        const english = await call('GET', path, undefined, { 'accept-language': 'en' });
        const me = leagueSchema.parse(english.json()).members.find(({ isMe }) => isMe);
        expect(me?.name).toMatch(/^[A-Z][a-z]+ [A-Z]/);
        expect((await call('GET', '/api/v1/users/me/export')).json()).toMatchObject({
          league: { isIn: true, seat: { points: leaguePoints.lecture, week: monday } },
        });
      });

      it('no longer shows anything of a learner who was deleted', async () => {
        const [friend, gone] = [await opened(), await opened()];
        await friend.change({ isIn: true });
        await gone.change({ isIn: true });
        const before = await friend.read();
        expect((await gone.call('DELETE', '/api/v1/users/me')).status).toBe(200);
        await vi.waitFor(
          async () => expect((await friend.read()).members).toHaveLength(before.members.length - 1),
          patience,
        );
      });
    },

    'change-league'() {
      it('gives a seat beside others at once, the same again to a repeat, and gives it up again', async () => {
        const { read, change } = await opened();
        const joined = await change({ isIn: true });
        expect(joined.status).toBe(200);
        const league = leagueSchema.parse(joined.json());
        expect(league).toMatchObject({ isIn: true, shownName: null });
        expect(league.members.filter(({ isMe }) => isMe)).toEqual([
          expect.objectContaining({
            points: 0,
            code: null,
            name: expect.stringMatching(/[가-힣]/),
          }),
        ]);
        expect((await change({ isIn: true })).json()).toEqual(joined.json());
        expect((await change({ isIn: false })).json()).toEqual(outside);
        expect(await read()).toEqual(outside);
      });

      it('shows an own name once the moderation has seen it, and others report it by its code', async () => {
        const shown = await opened('가르치는 라면');
        const friend = await opened();
        await shown.change({ isIn: true, showsName: true });
        await friend.change({ isIn: true });
        const named = (await friend.read()).members.find(({ name }) => name === '가르치는 라면');
        expect(named?.code).toMatch(/^\w{4}(-\w{4}){3}$/);
        const reports = `/api/v1/topics/shared/${named?.code}/reports`;
        const answer = await friend.call('POST', reports, { reason: 'OFFENSIVE' });
        expect(answer).toMatchObject({ status: 200, text: '' });
        await shown.change({ isIn: true, showsName: false });
        expect((await friend.read()).members.map(({ name }) => name)).not.toContain(named?.name);
        expectProblem(
          await friend.call('POST', reports, { reason: 'SPAM' }),
          404,
          'SHARED_TOPIC_NOT_FOUND',
        );
      });

      it('refuses a name that the moderation flags, and names the field', async () => {
        const { change, read } = await opened('이 개새끼야');
        const answer = await change({ isIn: true, showsName: true });
        expectProblem(answer, 409, 'TEXT_NOT_FOR_SHARING', ['showsName']);
        expect(await read()).toEqual(outside);
      });

      it('is not for learners under 14, who leave it once a guardian answers for them', async () => {
        const { call, change, read } = await opened();
        await change({ isIn: true });
        const consent = { purpose: 'DISPUTE_STUDIES', version: 1, given: true, by: 'GUARDIAN' };
        await call('PUT', '/api/v1/users/consents', { consents: [consent] });
        expect(await read()).toEqual({ ...outside, mayJoin: false });
        expectProblem(await change({ isIn: true }), 409, 'NOT_BEFORE_14');
      });

      it.each([
        [{}, 'isIn'],
        [{ isIn: 'yes' }, 'isIn'],
        [{ isIn: true, showsName: 1 }, 'showsName'],
        [{ isIn: true, name: '이름' }, 'name'],
      ])('refuses %j by the field’s name', async (body, field) => {
        const { change } = await opened();
        expectProblem(await change(body), 400, 'INVALID_REQUEST', [field]);
      });
    },
  };
}

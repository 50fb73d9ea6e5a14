import { expect, it } from 'vitest';
import * as z from 'zod';
import { routes } from '../../shared/contracts/routes.ts';
import type { PublishedApp } from '../support/published-app.ts';
import { type ApiCall, apiCall, expectProblem } from './api-call.ts';
import { patience, type RunningStack } from './running-stack.ts';

const topicsPath = '/api/v1/users/topics';
const notes =
  '스택은 마지막에 넣은 것이 먼저 나온다. 넣는 것을 푸시라고 한다. 꺼내는 것을 팝이라고 한다.';

const topicSchema = z.looseObject({ id: z.int(), status: z.string() });
const nobody = '0000-0000-0000-0000';

/** The routes by which learners give each other their topics. */
export function describeSharedTopics(
  stack: RunningStack,
  app: PublishedApp,
  stranger: PublishedApp,
) {
  const as =
    (learner: PublishedApp): ApiCall =>
    (method, path, request) =>
      apiCall(stack.origin)(method, path, { token: learner.stored()?.authToken, ...request });
  const call = as(app);
  const others = as(stranger);

  const prepared = async (title: string, by: ApiCall = call): Promise<number> => {
    const created = await by('POST', topicsPath, { body: { title, notes } });
    const { id } = topicSchema.parse(created.json());
    await expect
      .poll(async () => (await by('GET', `${topicsPath}/${id}`)).json(), patience)
      .toMatchObject({ status: 'READY' });
    return id;
  };
  const share = async (id: number, by: ApiCall = call) => {
    const answer = await by('POST', `${topicsPath}/${id}/share`);
    expect(answer.status).toBe(200);
    return routes['share-topic'].response.parse(answer.json());
  };
  const shared = (code: string) => `/api/v1/topics/shared/${code}`;

  return {
    'share-topic'() {
      it('answers a code for thirty days, the same to a repeat, and the topic says so', async () => {
        const id = await prepared('스택을 나눈다');
        const given = await share(id);
        const days = (Date.parse(given.expiresAt) - Date.now()) / 86_400_000;
        expect(Math.round(days)).toBe(30);
        expect((await share(id)).code).toBe(given.code);
        const topic = await call('GET', `${topicsPath}/${id}`);
        expect(topic.json()).toMatchObject({ share: { code: given.code }, takenDown: false });
      });

      it('is refused to anybody but the owner', async () => {
        const id = await prepared('남의 스택');
        const path = `${topicsPath}/${id}/share`;
        expectProblem(await others('POST', path), 404, 'TOPIC_NOT_FOUND');
        expect((await others('DELETE', path)).status).toBe(200);
      });

      it('refuses what the moderation flags, names the field, and shares nothing', async () => {
        const learner = as(await stack.openApp());
        const id = await prepared('스택', learner);
        const keyPoints = ['하나이다.', '이 개새끼야.', '셋이다.'].map((statement) => ({
          statement,
          weight: 1,
        }));
        await learner('PUT', `${topicsPath}/${id}`, { body: { title: '스택', keyPoints } });
        const answer = await learner('POST', `${topicsPath}/${id}/share`);
        expectProblem(answer, 409, 'TEXT_NOT_FOR_SHARING', ['keyPoints.1.statement']);
        const topic = await learner('GET', `${topicsPath}/${id}`);
        expect(topic.json()).toMatchObject({ share: null });
      });

      it('shares nothing while nobody can moderate', async () => {
        const learner = as(await stack.openApp());
        const id = await prepared('스택', learner);
        stack.standIn.misbehave({ kind: 'status', status: 404 }, { endpoint: 'moderation' });
        const answer = await learner('POST', `${topicsPath}/${id}/share`);
        expectProblem(answer, 503, 'MODERATION_UNAVAILABLE');
        expect(answer.headers.get('retry-after')).toBe('60');
        const topic = await learner('GET', `${topicsPath}/${id}`);
        expect(topic.json()).toMatchObject({ share: null });
      });
    },

    'get-shared-topic'() {
      it('shows the topic without notes and owner, however the code is written', async () => {
        const id = await prepared('스택을 본다');
        const { code, expiresAt } = await share(id);
        const { keyPoints, misconceptions, card } = routes['get-own-topic'].response.parse(
          (await call('GET', `${topicsPath}/${id}`)).json(),
        );
        for (const written of [code, code.toLowerCase(), code.replaceAll('-', '')]) {
          const answer = await others('GET', shared(written));
          expect(answer.json()).toEqual({
            ...{ code, expiresAt, title: '스택을 본다' },
            ...{ keyPoints, misconceptions, card },
          });
        }
      });

      it('answers a code that leads nowhere with 404, and an invalid one with 400', async () => {
        expectProblem(await others('GET', shared(nobody)), 404, 'SHARED_TOPIC_NOT_FOUND');
        for (const wrong of ['1234', `${nobody}0`, '%0d%0aSet-Cookie', 'U000000000000000']) {
          expectProblem(await others('GET', shared(wrong)), 400, 'INVALID_REQUEST', ['code']);
        }
      });

      it('looks no code up for a learner who has tried too many', async () => {
        const { code } = await share(await prepared('스택을 찾는다'));
        const guesser = as(await stack.openApp());
        for (let tries = 0; tries < 20; tries += 1) {
          expectProblem(await guesser('GET', shared(nobody)), 404, 'SHARED_TOPIC_NOT_FOUND');
        }
        expectProblem(await guesser('GET', shared(code)), 429, 'TOO_MANY_CODES');
        expect((await others('GET', shared(code))).status).toBe(200);
      });
    },

    'copy-shared-topic'() {
      it('answers a topic that is ready to be taught, the same one to a repeat', async () => {
        const { code } = await share(await prepared('스택을 베낀다'));
        const learner = await stack.openApp();
        const answer = await as(learner)('POST', `${shared(code)}/copies`);
        const copy = routes['copy-shared-topic'].response.parse(answer.json());
        expect(copy).toMatchObject({
          ...{ title: '스택을 베낀다', status: 'READY', notes: null },
          ...{ copiedFrom: code, share: null },
        });
        const again = await as(learner)('POST', `${shared(code)}/copies`);
        expect(again.json()).toEqual(copy);
        const body = { topicId: copy.id, text: '마지막에 넣은 것이 먼저 나온다.' };
        const lecture = await as(learner)('POST', '/api/v1/lecture', { body });
        const { id } = topicSchema.parse(lecture.json());
        expect(await learner.waitFor({ id })).toMatchObject({ status: 'SUCCESS' });
      });
    },

    'stop-sharing'() {
      it('answers an empty 200, again to a repeat; the code is dead and copies stay', async () => {
        const id = await prepared('스택을 거둔다');
        const { code } = await share(id);
        const copied = await others('POST', `${shared(code)}/copies`);
        const copy = topicSchema.parse(copied.json());
        for (let times = 0; times < 2; times += 1) {
          const answer = await call('DELETE', `${topicsPath}/${id}/share`);
          expect(answer).toMatchObject({ status: 200, text: '' });
        }
        expectProblem(await others('GET', shared(code)), 404, 'SHARED_TOPIC_NOT_FOUND');
        expect((await others('GET', `${topicsPath}/${copy.id}`)).json()).toEqual(copy);
        expect((await share(id)).code).not.toBe(code);
      });

      it('happens with the deletion of the topic', async () => {
        const id = await prepared('스택을 지운다');
        const { code } = await share(id);
        await call('DELETE', `${topicsPath}/${id}`);
        expectProblem(await others('GET', shared(code)), 404, 'SHARED_TOPIC_NOT_FOUND');
      });
    },

    'report-shared-topic'() {
      it('answers an empty 200, again to a repeat, and is in the reporter’s export', async () => {
        const { code } = await share(await prepared('스택을 알린다'));
        const learner = as(await stack.openApp());
        for (let times = 0; times < 2; times += 1) {
          const body = { reason: 'PERSONAL_DATA' };
          const answer = await learner('POST', `${shared(code)}/reports`, { body });
          expect(answer).toMatchObject({ status: 200, text: '' });
        }
        expect((await learner('GET', '/api/v1/users/me/export')).json()).toMatchObject({
          reports: [{ code, reason: 'PERSONAL_DATA', createdAt: expect.any(String) }],
        });
      });

      it.each([{}, { reason: 'BECAUSE' }])('refuses %j by the field’s name', async (body) => {
        const answer = await others('POST', `${shared(nobody)}/reports`, { body });
        expectProblem(answer, 400, 'INVALID_REQUEST', ['reason']);
      });
    },
  };
}

import { expect, it } from 'vitest';
import * as z from 'zod';
import type { PublishedApp } from '../support/published-app.ts';
import { type ApiCall, apiCall, expectProblem } from './api-call.ts';
import { patience, type RunningStack, recordingNamed } from './running-stack.ts';

const topicsPath = '/api/v1/users/topics';
const title = '해시 테이블, 내 노트';
const notes =
  '해시 테이블은 해시 함수로 키를 배열의 인덱스로 바꾸어 저장한다. 서로 다른 키가 같은 자리에 오는 것을 충돌이라고 한다. 충돌은 체이닝으로 해결한다.';

const topicSchema = z.looseObject({ id: z.int(), status: z.string() });

const preparing = {
  id: expect.any(Number),
  majorId: 1_000_000_001,
  majorName: '내 주제',
  subjectId: 1_000_000_001,
  subjectName: '내 주제',
  title,
  status: 'PREPARING',
  failureReason: null,
  nextAllowanceAt: null,
  keyPoints: null,
  misconceptions: null,
  card: null,
  createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  share: null,
  copiedFrom: null,
  takenDown: false,
  notes,
};

const ready = {
  ...preparing,
  status: 'READY',
  keyPoints: expect.arrayContaining([
    { statement: '충돌은 체이닝으로 해결한다.', weight: expect.any(Number) },
  ]),
  misconceptions: expect.arrayContaining([
    { statement: '충돌은 체이닝으로 해결하지 않는다.', correction: '충돌은 체이닝으로 해결한다.' },
  ]),
  card: {
    openingQuestion: expect.stringMatching(/\?$/),
    words: [expect.any(String), expect.any(String), expect.any(String)],
    thinkFirst: expect.stringMatching(/\?$/),
  },
};

const edited = {
  title: '해시',
  keyPoints: ['하나이다.', '둘이다.', '셋이다.'].map((statement) => ({ statement, weight: 2 })),
};

/** The routes of a learner's own topics. */
export function describeOwnTopics(stack: RunningStack, app: PublishedApp, stranger: PublishedApp) {
  const as =
    (learner: PublishedApp): ApiCall =>
    (method, path, request) =>
      apiCall(stack.origin)(method, path, { token: learner.stored()?.authToken, ...request });
  const call = as(app);
  const create = async (by: ApiCall = call, body: unknown = { title, notes }) => {
    const answer = await by('POST', topicsPath, { body });
    expect(answer.status).toBe(200);
    return topicSchema.parse(answer.json());
  };
  const prepared = async (by: ApiCall = call) => {
    const { id } = await create(by);
    await expect
      .poll(async () => (await by('GET', `${topicsPath}/${id}`)).json(), patience)
      .not.toMatchObject({ status: 'PREPARING' });
    return id;
  };

  return {
    'create-topic'() {
      it('answers at once, and the same to a repeat', async () => {
        const topic = await create();
        expect(topic).toEqual(preparing);
        expect((await create()).id).toBe(topic.id);
        await prepared();
      });

      it.each([
        [{}, 'title'],
        [{ title: ' ' }, 'title'],
        [{ title: '두\n줄' }, 'title'],
        [{ title: '가'.repeat(61) }, 'title'],
        [{ title: 'x', notes: '' }, 'notes'],
        [{ title: 'x', notes: '가'.repeat(5_001) }, 'notes'],
        [{ title: 'x', keyPoints: [] }, 'keyPoints'],
      ])('refuses %j by the field’s name', async (body, field) => {
        expectProblem(await call('POST', topicsPath, { body }), 400, 'INVALID_REQUEST', [field]);
      });
    },

    'get-own-topic'() {
      it('says how long to wait, and then answers the topic with its card', async () => {
        const { id } = await create(call, { title: '광합성' });
        const first = await call('GET', `${topicsPath}/${id}`);
        const { status } = topicSchema.parse(first.json());
        expect(first.headers.get('retry-after')).toBe(status === 'PREPARING' ? '3' : null);
        const answer = await call('GET', `${topicsPath}/${await prepared()}`);
        expect(answer.json()).toEqual(ready);
        expect(answer.headers.get('cache-control')).toBe('no-store');
      });

      it('lets the topic be taught like any other, and count in no ranking', async () => {
        const learner = await stack.openApp();
        const topicId = await prepared(as(learner));
        const bytes = await recordingNamed('hash-table-good.webm');
        const { id } = await learner.teach(topicId, bytes);
        const lecture = await learner.waitFor({ id });
        expect(lecture).toMatchObject({
          ...{ status: 'SUCCESS', topicId, topicName: title, majorName: '내 주제' },
          score: expect.any(Number),
        });
        expect(lecture.feedback?.keyPoints[0]?.statement).toBe(notes.split('. ')[0]?.concat('.'));
        const ranking = await as(learner)('GET', '/api/v1/ranking');
        expect(ranking.json()).toMatchObject({ ranking: null });
        const gone = await as(learner)('DELETE', `${topicsPath}/${topicId}`);
        expect(gone.status).toBe(200);
        expect(await learner.lecture(id)).toEqual(lecture);
      });

      it('is nobody else’s, to read, edit, delete or teach', async () => {
        const id = await prepared(as(stranger));
        const path = `${topicsPath}/${id}`;
        expectProblem(await call('GET', path), 404, 'TOPIC_NOT_FOUND');
        expectProblem(await call('PUT', path, { body: edited }), 404, 'TOPIC_NOT_FOUND');
        const lecture = { topicId: id, text: '충돌' };
        const taught = await call('POST', '/api/v1/lecture', { body: lecture });
        expectProblem(taught, 404, 'TOPIC_NOT_FOUND', ['topicId']);
        expect((await call('DELETE', path)).status).toBe(200);
        expect((await as(stranger)('GET', path)).json()).toEqual(ready);
      });
    },

    'list-own-topics'() {
      it('answers a bare array, newest first, in pages, and no list of the catalog shows them', async () => {
        const learner = as(await stack.openApp());
        const older = await create(learner, { title: '하나' });
        const newer = await create(learner, { title: '둘' });
        const page = await learner('GET', `${topicsPath}?limit=1`);
        expect(page.json()).toEqual([expect.objectContaining({ id: newer.id, title: '둘' })]);
        expect(page.json()).not.toEqual([expect.objectContaining({ notes: expect.anything() })]);
        const [, next = ''] = /<(.*)>/.exec(page.headers.get('link') ?? '') ?? [];
        expect((await learner('GET', next)).json()).toMatchObject([{ id: older.id }]);
        const majors = await learner('GET', '/api/v1/major?size=100');
        expect(majors.text).not.toContain('내 주제');
      });
    },

    'edit-topic'() {
      it('gives it another title and other key points', async () => {
        const path = `${topicsPath}/${await prepared(as(await stack.openApp()))}`;
        expectProblem(await call('PUT', path, { body: edited }), 404, 'TOPIC_NOT_FOUND');
        const own = `${topicsPath}/${await prepared()}`;
        const answer = await call('PUT', own, { body: edited });
        expect(answer.json()).toEqual({ ...ready, ...edited });
        expect((await call('GET', own)).json()).toEqual({ ...ready, ...edited });
      });

      const [first, second] = edited.keyPoints;
      it.each([
        [{ ...edited, title: undefined }, 'title'],
        [{ ...edited, keyPoints: [first, second] }, 'keyPoints'],
        [{ ...edited, keyPoints: [first, second, second] }, 'keyPoints'],
        [{ ...edited, keyPoints: Array(7).fill(first) }, 'keyPoints'],
        [
          { ...edited, keyPoints: [first, second, { statement: 'x', weight: 6 }] },
          'keyPoints.2.weight',
        ],
        [{ ...edited, keyPoints: [first, second, { weight: 1 }] }, 'keyPoints.2.statement'],
        [
          { ...edited, keyPoints: [first, second, { statement: '가'.repeat(201), weight: 1 }] },
          'keyPoints.2.statement',
        ],
      ])('refuses %j by the field’s name', async (body, field) => {
        const answer = await call('PUT', `${topicsPath}/1`, { body });
        expect(answer.status).toBe(400);
        expect(answer.json()).toMatchObject({ errors: [{ field }] });
      });
    },

    'delete-topic'() {
      it('answers an empty 200, again to a repeat, and leaves nothing', async () => {
        const learner = as(await stack.openApp());
        const path = `${topicsPath}/${await prepared(learner)}`;
        for (let times = 0; times < 2; times += 1) {
          expect(await learner('DELETE', path)).toMatchObject({ status: 200, text: '' });
        }
        expectProblem(await learner('GET', path), 404, 'TOPIC_NOT_FOUND');
        expect((await learner('GET', topicsPath)).json()).toEqual([]);
      });
    },
  };
}

import { describe, expect, it } from 'vitest';
import type { TaughtLecture } from '../../../shared/client/loop-answers.ts';
import {
  chained,
  chainOf,
  lastLectureOn,
  occasionsOf,
  pointsOf,
  wholeProgress,
  wholeScores,
} from '../../../shared/client/progress.ts';
import { clientOf } from './fake-ports.ts';

const route = 'GET /api/v1/users/progress';

const taught = (id: number, changes: Partial<TaughtLecture> = {}): TaughtLecture => ({
  id,
  createdAt: undefined,
  kind: 'text',
  score: id,
  keyPoints: [],
  parent: undefined,
  first: undefined,
  labels: [],
  ...changes,
});
const again = (id: number, first: number) => taught(id, { keyPoints: [2], parent: first, first });
const answered = (id: number, lecture: number, label: string) => ({
  ...{ id, lecture, createdAt: undefined, keyPoint: 2, label },
});
const topicOf = (...lectures: TaughtLecture[]) => ({
  ...{ topicId: 1, topicName: '삼투', lectures },
  answers: [answered(25, 10, 'covered')],
  revisions: [],
});

describe('progress', () => {
  it('is put together from pages, with each topic’s lectures oldest first', async () => {
    const { api, server } = clientOf({
      [route]: {
        body: {
          topics: [
            topicOf(taught(30)),
            { ...topicOf(taught(20)), topicId: 2 },
            // The lecture that was answered about is on no page that is read.
            { ...topicOf(), topicId: 3 },
          ],
        },
        headers: { link: '</api/v1/users/progress?cursor=abc>; rel="next"' },
      },
      [`${route}?cursor=abc`]: {
        body: { topics: [{ ...topicOf(taught(10), taught(15)), topicName: '옛 이름' }] },
      },
    });
    const topics = await wholeProgress(api);
    expect(topics.map(({ topicId }) => topicId)).toEqual([1, 2]);
    expect(topics[0]).toMatchObject({
      topicName: '삼투',
      lectures: [{ id: 10 }, { id: 15 }, { id: 30 }],
      answers: [{ id: 25 }, { id: 25 }],
    });
    expect(server.to(route)).toHaveLength(2);
  });

  it('has the labels that a corrected transcript or a disagreement changed, wherever it reads of them', async () => {
    const changed = (keyPoint: number, label: string) => ({ lecture: 10, keyPoint, label });
    const labels = [1, 2, 3].map((keyPoint) => ({ keyPoint, label: 'missing' }));
    const revisions = [changed(2, 'partial'), changed(2, 'covered')];
    const { api } = clientOf({
      [route]: {
        body: {
          topics: [{ ...topicOf(taught(30, { labels })), revisions: [changed(3, 'wrong')] }],
        },
        headers: { link: '</api/v1/users/progress?cursor=abc>; rel="next"' },
      },
      [`${route}?cursor=abc`]: {
        body: { topics: [{ ...topicOf(taught(10, { labels })), revisions }] },
      },
    });
    const [topic] = await wholeProgress(api);
    const shown = topic?.lectures.map((lecture) => lecture.labels.map(({ label }) => label));
    expect(shown).toEqual([
      ['missing', 'covered', 'wrong'],
      ['missing', 'missing', 'missing'],
    ]);
  });

  it('can be read from a server that knows no changed labels', async () => {
    const { revisions: _, ...older } = topicOf(taught(10));
    const { api } = clientOf({ [route]: { body: { topics: [older] } } });
    expect(await wholeProgress(api)).toMatchObject([{ lectures: [{ id: 10 }] }]);
  });

  it('finds the last lecture on a topic, however many others were taught since', async () => {
    const { api, server } = clientOf({
      [route]: {
        body: { topics: [topicOf(taught(30)), { ...topicOf(), topicId: 2 }] },
        headers: { link: '</api/v1/users/progress?cursor=abc>; rel="next"' },
      },
      [`${route}?cursor=abc`]: {
        body: { topics: [{ ...topicOf(taught(10), taught(15)), topicId: 2 }] },
      },
    });
    expect(await lastLectureOn(api, 2)).toMatchObject({ id: 15 });
    expect(await lastLectureOn(api, 1)).toMatchObject({ id: 30 });
    expect(server.to(route)).toHaveLength(3);
    expect(await lastLectureOn(api, 3)).toBeUndefined();
  });

  it('stops reading somewhere, however long the list says that it goes on', async () => {
    const { api, server } = clientOf({
      [route]: {
        body: { topics: [] },
        headers: { link: '</api/v1/users/progress?cursor=abc>; rel="next"' },
      },
    });
    await wholeProgress(api);
    expect(server.to(route)).toHaveLength(5);
  });

  it('compares only the scores of whole talks', () => {
    expect(wholeScores(topicOf(taught(40), again(100, 40), taught(70)))).toEqual([40, 70]);
  });

  it('has a row for each key point, with a gap for a lecture that was not judged on it', () => {
    const [first, second] = [
      taught(1, {
        labels: [
          { keyPoint: 1, label: 'covered' },
          { keyPoint: 2, label: 'missing' },
        ],
      }),
      taught(2, { labels: [{ keyPoint: 2, label: 'partial' }] }),
    ];
    expect(pointsOf([first, second])).toEqual([
      { keyPoint: 1, labels: ['covered', undefined] },
      { keyPoint: 2, labels: ['missing', 'partial'] },
    ]);
  });
});

describe('the times that a topic was taught', () => {
  it('are its lectures and the dialogues after them, in their order', () => {
    const labels = [{ keyPoint: 2, label: 'missing' }];
    const topic = {
      ...topicOf(taught(10, { labels }), taught(20, { labels }), taught(30)),
      answers: [
        // This belongs to a lecture that is too far back.
        answered(7, 5, 'covered'),
        answered(12, 10, 'missing'),
        answered(22, 10, 'partial'),
      ],
    };
    const occasions = occasionsOf(topic);
    expect(occasions).toMatchObject([
      { number: 1, isAnswer: false },
      { number: 2, isAnswer: false },
      { number: 1, isAnswer: true },
    ]);
    // The last word of a dialogue counts.
    expect(pointsOf(occasions)).toEqual([
      { keyPoint: 2, labels: ['missing', 'missing', 'partial'] },
    ]);
  });

  it('are only lectures if the deployment knows nothing of answers', async () => {
    const { api } = clientOf({
      [route]: { body: { topics: [{ ...topicOf(taught(10)), answers: undefined }] } },
    });
    expect(await wholeProgress(api)).toMatchObject([{ answers: [] }]);
  });
});

describe('a chain', () => {
  it('is a lecture with all that teach it again, whichever of them is asked about', () => {
    const topic = topicOf(taught(1), taught(2), again(3, 1), again(4, 1));
    const ids = [1, 3, 4].map((id) => {
      const asked = topic.lectures.find((lecture) => lecture.id === id) ?? taught(id);
      return chainOf(topic, asked).map((lecture) => lecture.id);
    });
    expect(ids).toEqual(Array(3).fill([1, 3, 4]));
  });

  it('stands in a list in the place of its newest lecture', () => {
    const list = [again(5, 1), taught(4), again(3, 1), taught(1)];
    expect(chained(list)).toEqual([
      { lecture: taught(1), again: [again(3, 1), again(5, 1)] },
      { lecture: taught(4), again: [] },
    ]);
  });

  it('whose beginning is on no page yet is a list like any other', () => {
    expect(chained([again(5, 1), again(3, 1)])).toEqual([
      { lecture: again(5, 1), again: [] },
      { lecture: again(3, 1), again: [] },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { repeatKey } from '../../../shared/adapters/dynamo-keys.ts';
import type { Lecture, LectureKey } from '../../../shared/lectures/lecture.ts';
import type { NamedPurpose } from '../../../shared/lectures/purpose.ts';
import { readProgress } from '../../../shared/lectures/read-progress.ts';
import { answerOf, hashTablePath, lectureOf, wavOf } from '../../support/lecture-factory.ts';
import { lectureJourney } from '../../support/lecture-journey.ts';
import { refusal } from '../../support/taught-lecture.ts';

type Journey = ReturnType<typeof lectureJourney>;

const talk = wavOf('해시 테이블 이야기');

function uploaded(journey: Journey, bytes = talk): LectureKey {
  const key = journey.presign();
  journey.recordings.upload(key, bytes);
  return key;
}

const submit = (journey: Journey, key: LectureKey, purpose: NamedPurpose = {}) =>
  journey.submit(key, 1001, undefined, purpose);

async function graded(journey: Journey, purpose: NamedPurpose = {}, bytes = talk) {
  const lecture = await submit(journey, uploaded(journey, bytes), purpose);
  await journey.drainQueue();
  return journey.row(lecture);
}

describe('a lecture that names key points', () => {
  it('is searched for these alone and judged on them alone, and says which they are', async () => {
    const journey = lectureJourney();
    // The model is asked for the one key point as its first.
    journey.chat.will(
      answerOf(['covered'], {
        keyPoints: {
          k1: {
            quote: '서로 다른 키가 같은 자리에 오는 것을 충돌이라고 합니다',
            reason: '맞아요.',
            label: 'covered',
          },
        },
      }),
    );

    const row = await graded(journey, { keyPoints: [2] });

    expect(row).toMatchObject({
      status: 'SUCCESS',
      score: 100,
      focus: [2],
      labels: [{ keyPoint: 2, label: 'covered' }],
    });
    const [asked] = journey.chat.calls;
    expect(asked?.system).toContain('서로 다른 키가 충돌할 수 있다.');
    expect(asked?.system).not.toContain('해시 함수로 키를 배열의 인덱스로 바꾼다.');
    const { feedback } = (await journey.details.findFeedback(row)) ?? {};
    expect(feedback?.keyPoints).toMatchObject([
      { number: 2, statement: '서로 다른 키가 충돌할 수 있다.', label: 'covered' },
    ]);
  });

  it('stays outside the ranking', async () => {
    const journey = lectureJourney();
    const focused = await graded(journey, { keyPoints: [1] });
    expect(focused.status).toBe('SUCCESS');
    expect(journey.ranked).toEqual([]);

    await graded(journey);
    expect(journey.ranked).toEqual([focused.userId]);
  });

  it.each([
    [{ keyPoints: [4] }, { code: 'KEY_POINT_NOT_FOUND', field: 'keyPoints' }],
    [
      { keyPoints: [1], parent: 5 },
      { code: 'PARENT_NOT_FOUND', field: 'parent' },
    ],
  ])('is refused for what its topic does not have: %j', async (purpose, refused) => {
    const journey = lectureJourney();
    await expect(refusal(submit(journey, uploaded(journey), purpose))).resolves.toEqual(refused);
    expect(journey.lectures.rows.size).toBe(0);
  });
});

describe('the same bytes', () => {
  it('are another lecture for another purpose, and the same one for the same', async () => {
    const journey = lectureJourney();
    const first = await graded(journey);
    const purposes: NamedPurpose[] = [
      {},
      { keyPoints: [2] },
      { keyPoints: [2, 3] },
      { keyPoints: [2], parent: first.lectureId },
    ];
    const idOf = async (purpose: NamedPurpose) =>
      (await submit(journey, uploaded(journey), purpose)).lectureId;

    const ids = [];
    for (const purpose of purposes) ids.push(await idOf(purpose));
    const again = [];
    for (const purpose of purposes) again.push(await idOf(purpose));
    // The order in which key points are named does not matter.
    again.push(await idOf({ keyPoints: [3, 2] }));

    expect(ids[0]).toBe(first.lectureId);
    expect(new Set(ids).size).toBe(purposes.length);
    expect(again).toEqual([...ids, ids[2]]);
  });

  it('are refused under one URL for two purposes', async () => {
    const journey = lectureJourney();
    const first = await graded(journey);
    const key = uploaded(journey);
    await submit(journey, key, { keyPoints: [2] });

    const refused = { code: 'PURPOSE_MISMATCH', field: 'keyPoints' };
    await expect(refusal(submit(journey, key, { keyPoints: [3] }))).resolves.toEqual(refused);
    const chained = { keyPoints: [2], parent: first.lectureId };
    await expect(refusal(submit(journey, key, chained))).resolves.toEqual({
      code: 'PURPOSE_MISMATCH',
      field: 'parent',
    });
    await expect(submit(journey, key, { keyPoints: [2] })).resolves.toMatchObject(key);
  });

  it('keep the guard from before there were purposes if the whole topic is taught', () => {
    const submitted = { userId: 7, topicId: 1001, etag: 'e' };
    expect(repeatKey(submitted).sk).toBe('REPEAT#1001#e');
    expect(repeatKey({ ...submitted, purpose: 'F2' }).sk).toBe('REPEAT#1001#e#F2');
  });
});

describe('a point that is taught again', () => {
  it('leads back to the lecture before it and to the first of its chain', async () => {
    const journey = lectureJourney();
    const first = await graded(journey);
    const second = await graded(journey, { keyPoints: [2], parent: first.lectureId });
    const third = await graded(journey, { keyPoints: [2], parent: second.lectureId });

    expect(second).toMatchObject({ parentId: first.lectureId, firstId: first.lectureId });
    expect(third).toMatchObject({ parentId: second.lectureId, firstId: first.lectureId });
  });

  it.each<[string, Partial<Lecture>]>([
    ['of somebody else', { userId: 7_002, status: 'SUCCESS' }],
    ['on another topic', { topic: { ...hashTablePath, topicId: 1002 }, status: 'SUCCESS' }],
    ['that was not assessed', { status: 'STT_EMPTY' }],
  ])('needs a parent, and none %s', async (_, parts) => {
    const journey = lectureJourney();
    const other = lectureOf(parts);
    journey.lectures.put(other);

    const purpose = { keyPoints: [1], parent: other.lectureId };
    await expect(refusal(submit(journey, uploaded(journey), purpose))).resolves.toEqual({
      code: 'PARENT_NOT_FOUND',
      field: 'parent',
    });
  });
});

describe('progress', () => {
  it('lists the labels of each topic over time, with the topic taught last first', async () => {
    const journey = lectureJourney();
    journey.chat.will(answerOf(['covered', 'missing', 'partial']), answerOf(['covered']));
    const first = await graded(journey);
    journey.clock.advanceSeconds(60);
    const again = await graded(journey, { keyPoints: [1], parent: first.lectureId });
    journey.clock.advanceSeconds(60);
    const open = lectureOf({ lectureId: journey.presign().lectureId });
    journey.lectures.put(open);
    const before = lectureOf({
      lectureId: 4_096,
      status: 'SUCCESS',
      score: 40,
      topic: { ...open.topic, topicId: 1002, topicName: '스택' },
    });
    journey.lectures.put(before);

    const { progress, next } = await readProgress(journey.processPorts, 7_001, undefined, 'ko');

    expect(next).toBeUndefined();
    expect(progress.topics).toMatchObject([
      {
        topicId: 1001,
        topicName: '해시 테이블',
        lectures: [
          {
            id: first.lectureId,
            score: 60,
            keyPoints: null,
            labels: [
              { keyPoint: 1, label: 'covered' },
              { keyPoint: 2, label: 'missing' },
              { keyPoint: 3, label: 'partial' },
            ],
          },
          {
            id: again.lectureId,
            keyPoints: [1],
            parent: first.lectureId,
            first: first.lectureId,
            labels: [{ keyPoint: 1, label: 'covered' }],
          },
        ],
      },
      { topicId: 1002, lectures: [{ id: 4_096, score: 40, labels: [] }] },
    ]);
  });
});

import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import { lectureKey } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import type { Lecture } from '../../../shared/lectures/lecture.ts';
import type { LectureStore } from '../../../shared/lectures/ports.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { testStart } from '../../support/manual-clock.ts';

const now = testStart + 1_000;

describeOnEachEngine('the endpoints that a lecture has asked in vain', (engine) => {
  let table: EngineTable;
  let lectures: LectureStore;
  beforeEach(async () => {
    table = await engine.freshTable();
    lectures = dynamoLectures(table);
  });
  const created = async (): Promise<Lecture> => {
    const lecture = lectureOf();
    await lectures.create(lecture);
    return lecture;
  };
  const claimed = async (lecture: Lecture, messageId = 'm1'): Promise<Lecture> => {
    const { deadlineAt } = lecture;
    const claim = { messageId, leaseUntil: now + 245_000, deadlineAt, etag: 'e1' };
    const result = await lectures.claim(lecture, claim);
    if (!result) throw new Error('not claimed');
    return result;
  };
  const found = (lecture: Lecture) => lectures.find(lecture, 'consistent');

  const askedInVain = { speech: [0, 2], assessment: [1] };

  it('are passed from the claim that gave it back to the next one, and end with the lecture', async () => {
    const first = await claimed(await created());
    expect(first.askedInVain).toBeUndefined();
    expect(await lectures.release({ ...first, askedInVain }, now)).toBe(true);
    expect(await found(first)).toMatchObject({ askedInVain });

    const second = await claimed((await found(first)) ?? first, 'm2');
    expect(second.askedInVain).toEqual(askedInVain);
    await lectures.finish(second, { status: 'SUCCESS', score: 1 }, now);
    expect((await found(first))?.askedInVain).toBeUndefined();
  });

  it('are forgotten by a redrive', async () => {
    const first = await claimed(await created());
    await lectures.release({ ...first, askedInVain }, now);
    await lectures.expire(first, first.deadlineAt);
    const failed = await found(first);
    const redriven = await claimed(failed ?? first, 'm2');
    expect(redriven.askedInVain).toBeUndefined();
    expect((await found(first))?.askedInVain).toBeUndefined();
  });

  it('are none if a row holds a note that cannot be read', async () => {
    const lecture = await created();
    for (const askedInVain of ['first', [0], { speech: 'first' }]) {
      const Item = { ...lectureKey(lecture), ...lecture, askedInVain };
      await table.client.send(new PutCommand({ TableName: table.name, Item }));
      expect(await found(lecture)).toMatchObject({ askedInVain: undefined });
    }
  });
});

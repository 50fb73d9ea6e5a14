import { expect, it } from 'vitest';
import { submitLecture } from '../../../shared/lectures/submit-lecture.ts';
import { submitText } from '../../../shared/lectures/submit-text.ts';
import { wavOf } from '../../support/lecture-factory.ts';
import { deliveryOf, lectureJourney, uploadUrlOf } from '../../support/lecture-journey.ts';

async function taught(notify: boolean | undefined) {
  const journey = lectureJourney();
  const key = journey.presign();
  const recording = journey.recordings.upload(key, wavOf('해시 테이블 이야기'));
  await submitLecture(journey.submitPorts, {
    ...{ userId: key.userId, topicId: 1001, audioUrl: uploadUrlOf(key) },
    ...{ correlationId: 'request-1', notify },
  });
  return { journey, key, message: { ...key, recording } };
}

it('a lecture tells devices of its end if its submission asked for it', async () => {
  const { journey, key } = await taught(true);
  await journey.drainQueue();
  expect(journey.toldEnded).toEqual([{ lectureId: key.lectureId, status: 'SUCCESS' }]);
});

it.each([undefined, false])(
  'a lecture tells nobody if its submission did not ask for it (%s), and the wish is not kept',
  async (notify) => {
    const { journey, key } = await taught(notify);
    await journey.drainQueue();
    expect(journey.toldEnded).toEqual([]);
    expect(journey.row(key).notify).toBeUndefined();
  },
);

it('a delivery that finds a lecture judged tells nobody: a worker that died in between may have told them', async () => {
  const { journey, message } = await taught(true);
  let told = 0;
  const diesBehind = {
    tellEnded: async () => {
      told += 1;
      throw new Error('killed');
    },
  };
  await journey.process(message, deliveryOf(), diesBehind).catch(() => undefined);
  expect(told).toBe(1);
  await journey.process(message, deliveryOf({ messageId: 'again' }));
  expect(journey.toldEnded).toEqual([]);
});

it('a typed lecture tells devices as well, and one that failed says so', async () => {
  const { journey, key } = await taught(undefined);
  const { submitPorts, processPorts } = journey;
  const text = await submitText(
    {
      ...submitPorts,
      ...{ details: processPorts.details, random: () => 0.5 },
      fingerprint: (parts) => parts.join(),
    },
    {
      ...{ userId: key.userId, topicId: 1001, text: '해시 함수가 자리를 정해요.' },
      ...{ correlationId: 'request-2', notify: true },
    },
  );
  journey.withdrawn.add(key.userId);
  await journey.drainQueue();
  expect(journey.toldEnded).toEqual([{ lectureId: text.lectureId, status: 'FAILURE' }]);
});

import { describe, expect, it } from 'vitest';
import type { Endpoint } from '../../infra/openai-stand-in/faults.ts';
import { lectureKey } from '../../shared/adapters/dynamo-keys.ts';
import type { LectureKey } from '../../shared/lectures/lecture.ts';
import { stepOf } from '../support/provider-steps.ts';
import type { AppLecture, PublishedApp } from '../support/published-app.ts';
import { keyOfUpload, patience, type RunningStack, untilQueueIsEmpty } from './running-stack.ts';

const hashTable = 1001;
/** Just over the grace after which the sweep looks at an open lecture. */
const graceMilliseconds = 61_000;

/** What the sweep must repair. Clocks are moved by writing them into the lecture's row. */
export function describeRecovery(
  stack: RunningStack,
  app: PublishedApp,
  freshRecording: () => Promise<Uint8Array<ArrayBuffer>>,
): void {
  const sweep = () => stack.runSchedule(stack.functionOf('sweep-lectures').logicalId);
  const makeOld = (key: LectureKey) =>
    stack.writeItem(lectureKey(key), { openSince: Date.now() - graceMilliseconds });

  describe('the sweep', () => {
    it('fails a lecture whose upload never came', async () => {
      const uploadUrl = await app.presign();
      const lecture = await app.submit(hashTable, uploadUrl);
      await sweep();
      expect(await app.lecture(lecture.id)).toMatchObject({ status: 'IN_PROGRESS' });
      await makeOld(keyOfUpload(uploadUrl));
      await sweep();
      expect(await app.lecture(lecture.id)).toMatchObject({
        status: 'FAILURE',
        failureReason: 'UPLOAD_MISSING',
      });
    });

    it('sends on a lecture whose POST died between its row and its message', async () => {
      const uploadUrl = await app.presign();
      await app.upload(uploadUrl, await freshRecording());
      const key = keyOfUpload(uploadUrl);
      await untilQueueIsEmpty(stack);
      await writeRowAlone(key);
      await sweep();
      expect(await app.waitFor({ id: key.lectureId })).toMatchObject({
        status: 'SUCCESS',
        score: 84,
      });
    });

    it('ends a lecture past its deadline, which readers see at once', async () => {
      const uploadUrl = await app.presign();
      const { id } = await app.submit(hashTable, uploadUrl);
      const key = keyOfUpload(uploadUrl);
      const past = Date.now() - 1;
      await stack.writeItem(lectureKey(key), { deadlineAt: past });
      const ended = { status: 'FAILURE', failureReason: 'DEADLINE_EXCEEDED' };
      expect(await app.lecture(id)).toMatchObject(ended);
      expect(await stack.readItem(lectureKey(key))).toMatchObject({ status: 'IN_PROGRESS' });
      await makeOld(key);
      await sweep();
      expect(await stack.readItem(lectureKey(key))).toMatchObject(ended);
    });

    /** A row as POST puts it, and nothing else that POST does. */
    async function writeRowAlone(key: LectureKey): Promise<void> {
      const uploadUrl = await app.presign();
      await app.submit(hashTable, uploadUrl);
      const { pk: _, sk: __, ...put } = await stack.readItem(lectureKey(keyOfUpload(uploadUrl)));
      await stack.writeItem(lectureKey(key), { ...put, ...key });
      await makeOld(key);
    }
  });

  describe('a worker that is killed', () => {
    it('while the speech model listens is followed by another one', async () => {
      const lecture = await killedAt('speech');
      expect(await app.waitFor(lecture)).toMatchObject({ status: 'SUCCESS', score: 84 });
      expect(stepsPaidFor()).toEqual(['speech', 'speech', 'find', 'ask', ...judges]);
    });

    it('during the assessment leaves a transcript that is not paid for again', async () => {
      const lecture = await killedAt('chat');
      expect(await app.waitFor(lecture)).toMatchObject({ status: 'SUCCESS', score: 84 });
      expect(stepsPaidFor()).toEqual(['speech', 'find', 'find', 'ask', ...judges]);
    });

    /** One for each key point that the good talk speaks to, beside the pupil's question. */
    const judges = Array(5).fill('judge');
    const stepsPaidFor = () => stack.standIn.requests.map(stepOf);

    /** Its lease has expired and the sweep has run. */
    async function killedAt(endpoint: Endpoint): Promise<AppLecture> {
      stack.standIn.forget();
      stack.standIn.misbehave({ kind: 'hang-before-headers' }, { endpoint });
      const uploadUrl = await app.presign();
      await app.upload(uploadUrl, await freshRecording());
      const lecture = await app.submit(hashTable, uploadUrl);
      await expect
        .poll(() => stack.standIn.requests.map(({ fault }) => fault), patience)
        .toContain('hang-before-headers');
      expect(await stack.runtime.kill(stack.functionOf('process-lecture').arn)).toBe(1);
      const key = keyOfUpload(uploadUrl);
      expect(await stack.readItem(lectureKey(key))).toMatchObject({
        status: 'IN_PROGRESS',
        attempt: 1,
      });
      await stack.writeItem(lectureKey(key), { leaseUntil: Date.now() - 1 });
      await makeOld(key);
      await sweep();
      return lecture;
    }
  });
}

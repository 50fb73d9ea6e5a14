import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LectureKey, Recording } from '../../../shared/lectures/lecture.ts';
import type { SubmitLecturePorts } from '../../../shared/lectures/submit-lecture.ts';
import { wavOf } from '../../support/lecture-factory.ts';
import { deliveryOf, lectureJourney } from '../../support/lecture-journey.ts';

const talk = wavOf('해시 테이블 이야기');

/** The same ports, with a pause before each step of a submission. */
function withPauses(ports: SubmitLecturePorts, pause: () => Promise<void>): SubmitLecturePorts {
  const { lectures, repeats, recordings, queue } = ports;
  const paused =
    <Args extends unknown[], Result>(step: (...args: Args) => Promise<Result>) =>
    async (...args: Args) => {
      await pause();
      return step(...args);
    };
  return {
    ...ports,
    lectures: { ...lectures, create: paused(lectures.create), find: paused(lectures.find) },
    repeats: { hold: paused(repeats.hold) },
    recordings: { ...recordings, inspect: paused(recordings.inspect) },
    queue: { send: paused(queue.send) },
  };
}

describe('upload, its event and the submission', () => {
  const steps = [0, 1, 2, 3, 4, 5];
  const orders = steps.flatMap((uploadAt) =>
    steps.filter((eventAt) => eventAt >= uploadAt).map((eventAt) => ({ uploadAt, eventAt })),
  );

  it.each(orders)(
    'become one graded lecture with the upload before step $uploadAt, its event before step $eventAt',
    async ({ uploadAt, eventAt }) => {
      const journey = lectureJourney();
      const key = journey.presign();
      let recording: Recording | undefined;
      let step = 0;
      const others = async () => {
        if (step === uploadAt) recording = journey.recordings.upload(key, talk);
        if (step === eventAt && recording) {
          await journey.process({ ...key, recording }, deliveryOf({ messageId: 'event' }));
        }
        step += 1;
      };

      await journey.submit(key, 1001, withPauses(journey.submitPorts, others));
      while (step < steps.length) await others();
      await journey.drainQueue();

      expect(journey.row(key).status).toBe('SUCCESS');
      expect(journey.lectures.rows.size).toBe(1);
      expect(journey.speech.calls).toHaveLength(1);
    },
  );

  it('become one graded lecture under any schedule of three repeats with the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const journey = lectureJourney();
        const ports = withPauses(journey.submitPorts, () => scheduler.schedule(Promise.resolve()));
        const round = async (key: LectureKey, messageId: string) => {
          const recording = journey.recordings.upload(key, talk);
          const event = scheduler
            .schedule(Promise.resolve())
            .then(() => journey.process({ ...key, recording }, deliveryOf({ messageId })));
          const lecture = await journey.submit(key, 1001, ports);
          await event;
          return lecture.lectureId;
        };
        const keys = [journey.presign(), journey.presign(), journey.presign()];
        const answers = await scheduler.waitFor(
          Promise.all(keys.map((key, at) => round(key, `event-${at}`))),
        );
        await journey.drainQueue();

        expect(new Set(answers).size).toBe(1);
        expect(journey.lectures.rows.size).toBe(1);
        expect([...journey.lectures.rows.values()][0]?.status).toBe('SUCCESS');
        expect(journey.speech.calls).toHaveLength(1);
      }),
      { numRuns: 150 },
    );
  });
});

import type { KeyPointLabel } from '../../shared/contracts/lecture.ts';
import { DomainError } from '../../shared/domain-error.ts';
import { answerPupil } from '../../shared/lectures/answer-pupil.ts';
import type { LectureKey } from '../../shared/lectures/lecture.ts';
import { lectureBody } from '../../shared/lectures/lecture-body.ts';
import { readLecture } from '../../shared/lectures/read-lectures.ts';
import { answerOf, wavOf } from './lecture-factory.ts';
import { lectureJourney, uploadUrlOf } from './lecture-journey.ts';

export type Journey = ReturnType<typeof lectureJourney>;

/** A lecture that was graded: it misses its second key point, and says a part of the third. */
export async function taught(
  limits = {},
  labels: readonly KeyPointLabel[] = ['covered', 'missing', 'partial'],
) {
  const journey = lectureJourney(limits);
  journey.chat.will(answerOf(labels));
  const key = journey.presign();
  journey.recordings.upload(key, wavOf('해시 테이블 이야기'));
  await journey.submit(key);
  await journey.drainQueue();
  const row = journey.row(key);
  if (row.status !== 'SUCCESS') throw new Error(`the lecture ended as ${row.failureReason}`);
  return { journey, key };
}

/** The same with an answer to its pupil that was given up because its upload did not come in time. */
export async function answeredWithoutUpload() {
  const { journey, key } = await taught();
  const answer = { userId: key.userId, round: 1, correlationId: 'request-2' };
  const upload = journey.presign();
  await answerPupil(journey.laterPorts, key, { ...answer, audioUrl: uploadUrlOf(upload) });
  journey.clock.advanceSeconds(61);
  await journey.sweep();
  return { journey, key, answer, upload };
}

/** A lecture as its reader sees it by itself. */
export const shown = async (journey: Journey, key: LectureKey) => {
  const ports = { ...journey.laterPorts, clock: journey.clock.now };
  const { lecture, detail, laters } = await readLecture(ports, key);
  return lectureBody(lecture, detail, laters);
};

/** The code and the field of a refusal, which explains itself in a sentence. */
export async function refusal(submission: Promise<unknown>) {
  try {
    await submission;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (!/ .+\.$/.test(error.message)) throw new Error(`${error.code} says nothing`);
    return { code: error.code, field: error.field };
  }
  throw new Error('was not refused');
}

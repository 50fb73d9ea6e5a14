import { dynamoLaters } from '../../../shared/adapters/dynamo-laters.ts';
import { dynamoLectureDetails } from '../../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import { answerPupil } from '../../../shared/lectures/answer-pupil.ts';
import { correctTranscript } from '../../../shared/lectures/correct-transcript.ts';
import { disputeLabel } from '../../../shared/lectures/dispute-label.ts';
import type { UploadKey } from '../../../shared/lectures/lecture.ts';
import { lectureBody } from '../../../shared/lectures/lecture-body.ts';
import type { WholeLecture } from '../../../shared/lectures/read-lectures.ts';
import type { LaterSubmissionPorts } from '../../../shared/lectures/submit-later.ts';
import type { Ledger } from './ledger.ts';
import type { Run } from './run.ts';
import { type LectureRow, placeOf, readStoredRows } from './stored-rows.ts';
import { audioUrlOf, recordingEntry, textEntry } from './submissions.ts';
import type { Surroundings } from './surroundings.ts';
import { Violation } from './violation.ts';
import type { World } from './world.ts';

function portsOf(world: World, at: Surroundings): LaterSubmissionPorts {
  const ports = {
    lectures: dynamoLectures(at.table),
    details: dynamoLectureDetails(at.table),
    laters: dynamoLaters(at.table),
    clock: world.clock,
    recording: recordingEntry(world, at),
    text: textEntry(world, at),
  };
  return world.sabotage.later?.(ports) ?? ports;
}

/** POST /lecture/{id}/answers, in writing or by an upload. */
export function startAnswer(
  world: World,
  lecture: LectureRow,
  round: number,
  answer: { readonly text: string } | { readonly upload: UploadKey },
): Promise<Run> {
  const { userId, lectureId } = lecture;
  const said = 'text' in answer ? answer : { audioUrl: audioUrlOf(answer.upload) };
  return world.call(`POST answer ${round} of ${lectureId}`, userId, async (at) => {
    const submission = { userId, round, ...said, correlationId: 'request' };
    await answerPupil(portsOf(world, at), { userId, lectureId }, submission);
  });
}

/** What a learner says was misheard: one word, in one of two ways. */
const corrections = [
  ['충돌', '충동'],
  ['상수', '상소'],
] as const;

/** PUT /lecture/{id}/transcript, by a learner who has read it. */
export async function startCorrection(
  world: World,
  { userId, lectureId }: LectureRow,
  choice: number,
): Promise<Run> {
  const heard = await dynamoLectureDetails(world.table).findTranscript({ userId, lectureId });
  const [from, to] = corrections[choice % corrections.length] ?? corrections[0];
  const text = heard?.text.replace(from, to) ?? '';
  return world.call(`PUT transcript of ${lectureId}`, userId, async (at) => {
    const submission = { userId, text, correlationId: 'request' };
    await correctTranscript(portsOf(world, at), { userId, lectureId }, submission);
  });
}

/** POST /lecture/{id}/disagreements. */
export function startDispute(
  world: World,
  { userId, lectureId }: LectureRow,
  keyPoint: number,
  comment: string,
): Promise<Run> {
  return world.call(`POST dispute ${keyPoint} of ${lectureId}`, userId, async (at) => {
    const dispute = { userId, keyPoint, comment, correlationId: 'request' };
    await disputeLabel(portsOf(world, at), { userId, lectureId }, dispute);
  });
}

/**
 * What a lecture shows of its later judgements is what holds their places, and its own result is as it
 * was.
 *
 * @throws Violation
 */
export async function checkLatersShown(
  world: World,
  ledger: Ledger,
  { lecture, detail, laters }: WholeLecture,
): Promise<void> {
  const body = lectureBody(lecture, detail, laters);
  const shown = [
    ...body.answers.map(({ id }) => id),
    ...(body.correction ? [body.correction.id] : []),
    ...body.disagreements.map(({ id }) => id),
  ];
  const { places } = await readStoredRows(world.table, lecture.userId);
  const held = ledger.lectures.filter((row) => {
    const isIts = row.userId === lecture.userId && row.later?.lectureId === lecture.lectureId;
    return isIts && places.get(placeOf(row) ?? '') === row.lectureId;
  });
  const idsOf = (ids: readonly number[]) => ids.toSorted((a, b) => a - b).join();
  if (idsOf(shown) !== idsOf(held.map(({ lectureId }) => lectureId))) {
    throw new Violation(`lecture ${lecture.lectureId} shows ${shown}, and not what was judged`);
  }
  if (body.score !== detail.feedback?.score || body.followUp?.round === 0) {
    throw new Violation(`lecture ${lecture.lectureId} has another result by what came later`);
  }
  const isJudged = held.some(
    ({ later, status }) => later?.by === 'transcript' && status === 'SUCCESS',
  );
  if (isJudged && !body.revised) {
    throw new Violation(`lecture ${lecture.lectureId} shows nothing of its judged correction`);
  }
}

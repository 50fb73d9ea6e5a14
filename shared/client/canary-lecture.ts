import type { Lecture } from './answers.ts';
import { type JourneyPorts, teachJourney } from './journey.ts';
import { type Trouble, troubleOf } from './trouble.ts';

export interface CanaryTalk<Recording> {
  readonly topicId: number;
  readonly recording: Recording;
  /** The recording's length. */
  readonly seconds: number;
  /** The longest time from the submission to the result. */
  readonly waitSeconds: number;
  readonly signal: AbortSignal;
}

export interface CanaryResult {
  readonly lectureId: number;
  readonly score: number | undefined;
  /** The time from the first call to the result. */
  readonly seconds: number;
}

/** The trouble that a learner would have met, in one line without a transcript, token or signed URL. */
export class CanaryTrouble extends Error {
  override readonly name = 'CanaryTrouble';
}

/**
 * Holds one lecture as a new user, from the token to the feedback, and deletes that user with everything
 * of theirs.
 * @throws CanaryTrouble that names the step at which a learner would have been stuck
 */
export const holdCanaryLecture = async <Recording>(
  ports: JourneyPorts<Recording>,
  talk: CanaryTalk<Recording>,
): Promise<CanaryResult> => {
  const { api, clock } = ports;
  const startedAt = clock.now();
  await step('token', api.login());
  let failed = true;
  try {
    const { id, score } = await teach(ports, talk);
    failed = false;
    return { lectureId: id, score, seconds: (clock.now() - startedAt) / 1000 };
  } finally {
    const deleted = step('deletion of the user', api.deleteMe());
    // The first trouble tells more than one of the deletion.
    await (failed ? deleted.catch(() => {}) : deleted);
  }
};

const teach = async <Recording>(
  ports: JourneyPorts<Recording>,
  { topicId, recording, seconds, waitSeconds, signal }: CanaryTalk<Recording>,
): Promise<Lecture> => {
  const journey = teachJourney(ports);
  const sending = { topicId, recording, seconds, sent: () => {}, signal };
  const submitted = await step('upload and submission', journey.sendRecording(sending));
  let { stage } = submitted.lecture;
  const seen = (lecture: Lecture) => {
    stage = lecture.stage;
  };
  const lecture = await journey
    .follow(submitted, { seen, waitSeconds, signal })
    .catch((error: unknown) => {
      throw troubleAt(`result (its last stage was ${stage ?? 'none'})`, error);
    });
  const { status, failureReason, id } = lecture;
  if (status === 'SUCCESS') return lecture;
  throw new CanaryTrouble(`result: lecture ${id} ended as ${failureReason ?? status}`);
};

const step = <Value>(title: string, doing: Promise<Value>): Promise<Value> =>
  doing.catch((error: unknown) => {
    throw troubleAt(title, error);
  });

const troubleAt = (title: string, error: unknown): unknown => {
  const trouble = troubleOf(error);
  return trouble ? new CanaryTrouble(`${title}: ${textOf(trouble)}`) : error;
};

const textOf = (trouble: Trouble): string => {
  switch (trouble.kind) {
    case 'problem':
      return `${trouble.line} answers ${trouble.status} ${trouble.code ?? ''} (request ${trouble.requestId ?? 'unknown'})`;
    case 'upload-refused':
      return `the upload is refused: ${trouble.status} ${trouble.code ?? ''}`;
    case 'upload-broken':
      return `the upload broke: ${trouble.reason}`;
    case 'waited-too-long':
      return `nothing within ${trouble.waitSeconds} s`;
    case 'no-answer':
      return `no answer within ${trouble.timeoutSeconds} s`;
    case 'unreachable':
    case 'not-the-contract':
      return `${trouble.kind}: ${trouble.reason}`;
  }
};

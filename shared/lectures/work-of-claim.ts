import type { Topic } from '../catalog/topic.ts';
import { OwnError } from '../own-error.ts';
import type { CreditReader } from '../quota/credits.ts';
import { chargeLecture, countRefusal, type UsedUp } from '../quota/daily-allowance.ts';
import { mostMicroDollars } from '../quota/provider-costs.ts';
import { type AssessPorts, assessLecture, successOf } from './assess-lecture.ts';
import type { Delivery } from './delivery.ts';
import { type EndPorts, goneReasons, type Work } from './end-lecture.ts';
import { findMaterial, type HearPorts, hearRecording, type Material } from './hear-recording.ts';
import type { LaterStore } from './later.ts';
import type { Ending, Lecture } from './lecture.ts';
import { type TopicPorts, topicOfLecture } from './lecture-parts.ts';
import type {
  LectureDetails,
  LectureStore,
  OpenRecording,
  RecordingStore,
  RepeatGuard,
} from './ports.ts';
import { findOtherOfBytes, takeOverResult } from './same-bytes.ts';
import type { LookLaterPorts } from './unclaimed-uploads.ts';

export interface ProcessLecturePorts
  extends HearPorts,
    AssessPorts,
    EndPorts,
    LookLaterPorts,
    TopicPorts {
  readonly lectures: LectureStore;
  readonly details: LectureDetails;
  readonly recordings: RecordingStore;
  readonly repeats: RepeatGuard;
  readonly credits: Pick<CreditReader, 'find'>;
  readonly laters: Pick<LaterStore, 'hold'>;
  /** Whether a user has withdrawn the consent to send anything of theirs to a provider. */
  readonly hasWithdrawn: (userId: number) => Promise<boolean>;
  /** The place of an answer's endpoint in the chat settings; undefined if it is no longer there. */
  readonly chatPlaceOf: (by: AnsweredBy) => number | undefined;
}

/** What is stored about the model that answered. */
export interface AnsweredBy {
  /** The name in the answer, which may be a version of the model in the settings. */
  readonly model: string;
  /** Host name. */
  readonly provider?: string | undefined;
}

/**
 * Begins the work under a claim. It only reads, because it runs beside the question whether the work may be done at
 * all.
 * @param pinned what was opened for the claim that has just pinned it
 */
export type BeginWork = (
  ports: ProcessLecturePorts,
  claimed: Lecture,
  pinned: OpenRecording | undefined,
) => Promise<EndingOf>;

/** The rest of the work under a claim, and how it ends. */
export type EndingOf = (
  ports: ProcessLecturePorts,
  work: Work,
  delivery: Delivery,
) => Promise<Ending | 'claim lost' | 'same bytes at work'>;

/** Reads what was uploaded, and what it is judged against. */
export const beginLecture: BeginWork = async (ports, claimed, pinned) => {
  const [material, topic] = await Promise.all([
    findMaterial(ports, claimed, pinned),
    topicOfLecture(ports, claimed),
  ]);
  return (billed, work, delivery) => endingOfLecture(billed, work, delivery, { material, topic });
};

/** Charges the allowance, and only then pays for anything. */
async function endingOfLecture(
  ports: ProcessLecturePorts,
  work: Work,
  delivery: Delivery,
  { material, topic }: { readonly material: Material; readonly topic: Topic | undefined },
): ReturnType<EndingOf> {
  // 1. The same bytes may already be another lecture, whose result is then this one's too.
  const other = await findOtherOfBytes(ports, work.lecture);
  if (other?.status === 'IN_PROGRESS') return 'same bytes at work';
  if (other) return resultOf(ports, work.lecture, other);

  if (!topic)
    throw new OwnError(`Topic ${work.lecture.topic.topicId} is not in its catalog version`);

  // 2. The pinned bytes, or what was heard of them before.
  if ('gone' in material) return { status: 'FAILURE', reason: goneReasons[material.gone] };
  if ('silent' in material) return { status: 'STT_EMPTY' };
  if ('refused' in material) {
    work.isUploadRefused = true;
    const cap = await countRefusal(ports.allowance, work.lecture);
    return cap ? quotaExceeded(cap) : { status: 'FAILURE', reason: material.refused };
  }

  // 3. The user's allowance, then the service's. The next write notes it in the row, never the
  //    claim, so that a crash in between charges once too often rather than too rarely.
  const { focus } = work.lecture;
  const most = mostMicroDollars(material, ports.allowance.prices, focus?.length);
  const charged = await chargeLecture(ports.allowance, work.lecture, most);
  if ('usedUpUntil' in charged) return quotaExceeded(charged);
  work.lecture = charged;

  // 4. What costs money.
  const said =
    'transcript' in material
      ? material
      : await hearRecording(ports, charged, topic, material.recording, delivery);
  if ('status' in said) return said;
  return assessLecture(ports, charged, topic, said, delivery);
}

async function resultOf(
  ports: ProcessLecturePorts,
  lecture: Lecture,
  other: Lecture,
): Promise<Ending> {
  if (other.status === 'STT_EMPTY') return { status: 'STT_EMPTY' };
  if (other.status !== 'SUCCESS') {
    const { failureReason: reason = 'UNKNOWN', nextAllowanceAt } = other;
    return { status: 'FAILURE', reason, nextAllowanceAt };
  }
  const feedback = await takeOverResult(ports.details, lecture, other);
  const { score = 0, isSample = false } = other;
  return feedback ? successOf(feedback, isSample) : { status: 'SUCCESS', score };
}

export function quotaExceeded({ usedUpUntil }: UsedUp): Ending {
  return { status: 'FAILURE', reason: 'QUOTA_EXCEEDED', nextAllowanceAt: usedUpUntil };
}

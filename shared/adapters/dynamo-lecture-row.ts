import * as z from 'zod/mini';
import { laterKinds } from '../contracts/later-judgements.ts';
import {
  failureReasonSchema,
  type KeyPointLabel,
  keyPointLabelSchema,
  keyPointLabels,
  lectureStageSchema,
  lectureStatusSchema,
  uploadMissing,
} from '../contracts/lecture.ts';
import type { Lecture, NumberedLabel } from '../lectures/lecture.ts';
import { topicPathRow } from './topic-path-row.ts';

const places = z.optional(z.array(z.int()));

/** Each made once for all of their fields: making a schema is most of what this import costs. */
const number = z.optional(z.number());
const text = z.optional(z.string());
const flag = z.optional(z.boolean());

const row = z.object({
  userId: z.number(),
  lectureId: z.number(),
  kind: z.enum(['recording', 'text']),
  topic: topicPathRow,
  catalogVersion: z.string(),
  focus: z.optional(z.array(z.number())),
  parentId: number,
  firstId: number,
  later: z.optional(
    z.object({
      by: z.enum(laterKinds),
      lectureId: z.number(),
      round: number,
      question: text,
      disputed: z.optional(
        z.object({
          label: keyPointLabelSchema,
          lectureId: z.number(),
          promptVersion: z.string(),
          model: z.string(),
          provider: text,
        }),
      ),
      comment: text,
    }),
  ),
  hasLater: flag,
  answersSeenAt: number,
  status: lectureStatusSchema,
  stage: z.catch(z.optional(lectureStageSchema), undefined),
  createdAt: z.number(),
  deadlineAt: z.number(),
  correlationId: z.string(),
  attempt: z.number(),
  openShard: text,
  saidSeconds: number,
  notify: z.optional(z.literal(true)),
  partsAt: number,
  endsAt: number,
  leaseUntil: number,
  leaseMessageId: text,
  etag: text,
  heldEtag: text,
  uploadProof: text,
  resentAt: number,
  score: number,
  labels: text,
  isSample: flag,
  isCanary: flag,
  failureReason: z.catch(z.optional(failureReasonSchema), 'UNKNOWN'),
  nextAllowanceAt: number,
  endedAt: number,
  isCharged: flag,
  reservedDay: number,
  reservedMicroDollars: number,
  reservedPart: number,
  spentMicroDollars: number,
  // Endpoints that gave no answer. A value that cannot be read counts as none, which costs a lecture nothing.
  askedInVain: z.catch(z.optional(z.object({ speech: places, assessment: places })), undefined),
  helpfulnessRating: number,
});

const knownKind = z.object({
  later: z.optional(z.object({ by: z.enum(laterKinds) })),
});

/** Whether this version can show the row. Lists pass over kinds of a newer version. */
export const isKnownKind = (item: unknown): boolean => knownKind.safeParse(item).success;

/**
 * Reads a stored row. A newer version may have written it before a release was rolled back, so a stage or
 * failure reason that this version does not know becomes a general one.
 */
export function lectureOfRow(item: unknown): Lecture {
  const {
    leaseUntil,
    leaseMessageId,
    reservedDay,
    reservedMicroDollars,
    reservedPart,
    openShard,
    stage,
    labels,
    partsAt,
    endsAt,
    ...rest
  } = row.parse(item);
  return {
    ...rest,
    labels: labels === undefined ? undefined : labelsOf(labels),
    awaitsUpload:
      rest.failureReason === uploadMissing && openShard !== undefined ? true : undefined,
    reservation:
      reservedDay !== undefined && reservedMicroDollars !== undefined
        ? {
            day: reservedDay,
            microDollars: reservedMicroDollars,
            ...(reservedPart !== undefined && { part: reservedPart }),
          }
        : undefined,
    expected: partsAt !== undefined && endsAt !== undefined ? { partsAt, endsAt } : undefined,
    stage: stage ?? (rest.status === 'IN_PROGRESS' ? 'QUEUED' : 'DONE'),
    lease:
      leaseUntil !== undefined && leaseMessageId !== undefined
        ? { until: leaseUntil, messageId: leaseMessageId }
        : undefined,
  };
}

/** Each label is one letter, as in `1c2p3m`, so that a graded row needs no further write unit. */
const letters = {
  covered: 'c',
  partial: 'p',
  missing: 'm',
  wrong: 'w',
  transcription_error: 't',
} as const satisfies Record<KeyPointLabel, string>;

export const labelsText = (labels: readonly NumberedLabel[]): string =>
  labels.map(({ keyPoint, label }) => `${keyPoint}${letters[label]}`).join('');

/** Passes over letters that this version does not know. */
export function labelsOf(text: string): NumberedLabel[] {
  return [...text.matchAll(/(\d+)([a-z])/g)].flatMap(([, number, letter]) => {
    const label = keyPointLabels.find((known) => letters[known] === letter);
    return label ? [{ keyPoint: Number(number), label }] : [];
  });
}

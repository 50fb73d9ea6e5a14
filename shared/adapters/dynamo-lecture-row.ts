import * as z from 'zod/mini';
import {
  failureReasonSchema,
  lectureStageSchema,
  lectureStatusSchema,
  uploadMissing,
} from '../contracts/lecture.ts';
import type { Lecture } from '../lectures/lecture.ts';
import { topicPathRow } from './topic-path-row.ts';

const row = z.object({
  userId: z.number(),
  lectureId: z.number(),
  kind: z.enum(['recording', 'text']),
  topic: topicPathRow,
  catalogVersion: z.string(),
  status: lectureStatusSchema,
  stage: z.catch(z.optional(lectureStageSchema), undefined),
  createdAt: z.number(),
  deadlineAt: z.number(),
  correlationId: z.string(),
  attempt: z.number(),
  openShard: z.optional(z.string()),
  leaseUntil: z.optional(z.number()),
  leaseMessageId: z.optional(z.string()),
  etag: z.optional(z.string()),
  heldEtag: z.optional(z.string()),
  uploadProof: z.optional(z.string()),
  resentAt: z.optional(z.number()),
  score: z.optional(z.number()),
  failureReason: z.catch(z.optional(failureReasonSchema), 'UNKNOWN'),
  nextAllowanceAt: z.optional(z.number()),
  endedAt: z.optional(z.number()),
  isCharged: z.optional(z.boolean()),
  reservedDay: z.optional(z.number()),
  reservedMicroDollars: z.optional(z.number()),
  spentMicroDollars: z.optional(z.number()),
  helpfulnessRating: z.optional(z.number()),
});

/**
 * Reads a stored row. A newer version may have written it before a release was rolled back, so a
 * stage or failure reason that this version does not know reads as a general one.
 */
export function lectureOfRow(item: unknown): Lecture {
  const {
    leaseUntil,
    leaseMessageId,
    reservedDay,
    reservedMicroDollars,
    openShard,
    stage,
    ...rest
  } = row.parse(item);
  return {
    ...rest,
    awaitsUpload:
      rest.failureReason === uploadMissing && openShard !== undefined ? true : undefined,
    reservation:
      reservedDay !== undefined && reservedMicroDollars !== undefined
        ? { day: reservedDay, microDollars: reservedMicroDollars }
        : undefined,
    stage: stage ?? (rest.status === 'IN_PROGRESS' ? 'QUEUED' : 'DONE'),
    lease:
      leaseUntil !== undefined && leaseMessageId !== undefined
        ? { until: leaseUntil, messageId: leaseMessageId }
        : undefined,
  };
}

import * as z from 'zod/mini';
import { keyPointLabelSchema } from '../contracts/lecture.ts';
import type { AssessmentStore } from '../lectures/ports.ts';
import { changeItem, putItem } from './dynamo-change.ts';
import { assessmentKey } from './dynamo-keys.ts';
import { findItem } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';
import { packed, unpacked } from './packed-json.ts';

const texts = z.array(z.string());
const span = z.object({ start: z.int(), end: z.int() });

const progressBody = z.lazy(() =>
  z.object({
    found: z.optional(
      z.object({
        passages: z.array(z.array(span)),
        misconceptions: z.array(z.extend(span, { correction: z.string() })),
        strengths: texts,
        nextSteps: texts,
      }),
    ),
    judgements: z.record(z.string(), z.object({ label: keyPointLabelSchema, reason: z.string() })),
    model: z.optional(z.string()),
    provider: z.optional(z.string()),
  }),
);

/** The item outlives every redrive of its lecture. The feedback has what came of it. */
const keptSeconds = 30 * 24 * 60 * 60;

/**
 * The answers that an assessment under way has already paid for. They are one item beside the lecture's
 * row, which only the current attempt writes, and which the next attempt takes over.
 */
export function dynamoAssessments(table: Table, clock: () => number): AssessmentStore {
  return {
    keep: ({ attempt, ...lecture }, progress) =>
      putItem(
        table,
        {
          ...assessmentKey(lecture),
          attempt,
          expiresAt: Math.floor(clock() / 1000) + keptSeconds,
          ...packed(progress),
        },
        {
          onlyIf: 'attribute_not_exists(#attempt) OR #attempt <= :attempt',
          values: { attempt },
        },
      ),

    async find(key) {
      const found = await findItem(table, assessmentKey(key), 'eventual');
      return found && unpacked(found, progressBody);
    },

    async takeOver({ attempt, ...lecture }) {
      const key = assessmentKey(lecture);
      const isOurs = await changeItem(table, key, {
        set: { attempt },
        onlyIf: '#attempt <= :attempt',
        values: { attempt },
      });
      if (!isOurs) return undefined;
      const found = await findItem(table, key, 'consistent');
      return found && unpacked(found, progressBody);
    },
  };
}

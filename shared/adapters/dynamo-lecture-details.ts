import * as z from 'zod/mini';
import { feedbackSchema } from '../contracts/lecture-body.ts';
import type {
  LectureDetail,
  LectureDetails,
  StoredFeedback,
  StoredTranscript,
} from '../lectures/ports.ts';
import { batchGet } from './dynamo-batch.ts';
import { isNew, putItem } from './dynamo-change.ts';
import { feedbackKey, transcriptKey } from './dynamo-keys.ts';
import { findItem } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';
import { packed, unpacked } from './packed-json.ts';

const transcriptBody = z.lazy(() =>
  z.object({
    text: z.string(),
    contentType: z.optional(z.string()),
    language: z.optional(z.string()),
    durationSeconds: z.optional(z.number()),
    segments: z.optional(z.array(z.object({ startSeconds: z.number(), endSeconds: z.number() }))),
    model: z.string(),
    provider: z.optional(z.string()),
  }),
);

const feedbackBody = z.lazy(() =>
  z.object({
    score: z.number(),
    strength: z.string(),
    weakness: z.string(),
    feedback: feedbackSchema,
    weights: z.optional(z.array(z.number())),
    questions: z.optional(z.array(z.string())),
    promptVersion: z.string(),
    model: z.string(),
    /** The endpoint that gave the labels. Results from before there were several have none. */
    provider: z.optional(z.string()),
  }),
);

type Key = { readonly pk: string; readonly sk: string };

/**
 * Transcript and feedback as items beside the lecture's row, each written once. They are deflated JSON,
 * because Korean takes three bytes a character and DynamoDB charges by size.
 */
export function dynamoLectureDetails(table: Table): LectureDetails {
  /** Makes the cheap, eventual read first, and the consistent one only if that finds nothing. */
  const find = async <Schema extends z.ZodMiniType>(key: Key, schema: Schema) => {
    const item =
      (await findItem(table, key, 'eventual')) ?? (await findItem(table, key, 'consistent'));
    return item && unpacked(item, schema);
  };
  /** Keeps what a first run of the work has stored, when the work is repeated. */
  const keepFirst = async <Value extends object, Schema extends z.ZodMiniType<Value>>(
    key: Key,
    value: Value,
    schema: Schema,
  ): Promise<Value> => {
    const isFirst = await putItem(table, { ...key, ...packed(value) }, isNew);
    if (isFirst) return value;
    const item = await findItem(table, key, 'consistent');
    return item ? unpacked(item, schema) : value;
  };

  return {
    keepTranscript: (key, transcript) =>
      keepFirst<StoredTranscript, z.ZodMiniType<StoredTranscript>>(
        transcriptKey(key),
        transcript,
        transcriptBody,
      ),
    findTranscript: (key) => find(transcriptKey(key), transcriptBody),
    keepFeedback: (key, feedback) =>
      keepFirst<StoredFeedback, z.ZodMiniType<StoredFeedback>>(
        feedbackKey(key),
        feedback,
        feedbackBody,
      ),
    findFeedback: (key) => find(feedbackKey(key), feedbackBody),

    async findAll(userId, lectureIds) {
      const keys = lectureIds.flatMap((lectureId) => [
        transcriptKey({ userId, lectureId }),
        feedbackKey({ userId, lectureId }),
      ]);
      const found = await batchGet(table, keys);
      const items = new Map(found.map((item) => [item['sk'], item]));
      return new Map(
        lectureIds.map((lectureId): [number, LectureDetail] => {
          const transcript = items.get(transcriptKey({ userId, lectureId }).sk);
          const feedback = items.get(feedbackKey({ userId, lectureId }).sk);
          return [
            lectureId,
            {
              transcript: transcript && unpacked(transcript, transcriptBody),
              feedback: feedback && unpacked(feedback, feedbackBody),
            },
          ];
        }),
      );
    },
  };
}

import * as z from 'zod/mini';
import { idSchema } from '../contracts/identifiers.ts';
import { parsedJson } from '../contracts/parsed-json.ts';
import type { LectureMessage } from '../lectures/ports.ts';
import { readRecordingObjectKey } from './recording-keys.ts';

const recording = z.object({ etag: z.string(), sizeBytes: z.number() });

const ownMessage = z.object({
  userId: idSchema,
  lectureId: idSchema,
  uploadProof: z.optional(z.string()),
  recording: z.optional(recording),
  of: z.optional(z.literal('topic')),
  isSubmitted: z.optional(z.boolean()),
  // One that cannot be read counts as none, and the row is read.
  unclaimed: z.catch(
    z.optional(
      z.object({
        kind: z.enum(['recording', 'text']),
        deadlineAt: z.number(),
        saidSeconds: z.optional(z.number()),
      }),
    ),
    undefined,
  ),
  redrive: z.optional(z.boolean()),
});

const s3Event = z.object({
  Records: z.array(
    z.object({
      s3: z.object({
        object: z.object({ key: z.string(), size: z.number(), eTag: z.string() }),
      }),
    }),
  ),
});

/**
 * Reads a queue message: one of our own, or an S3 event. It is undefined for anything else, such as the test
 * message that S3 sends for a new notification, which never becomes readable.
 */
export function readQueueMessage(body: string): LectureMessage | undefined {
  const content = parsedJson(body);
  const own = ownMessage.safeParse(content);
  if (own.success) return own.data;
  const event = s3Event.safeParse(content);
  // S3 puts one record into each event. The type allows more, but the service has never sent more.
  const object = event.success ? event.data.Records[0]?.s3.object : undefined;
  const key = object && readRecordingObjectKey(decodedKey(object.key));
  return key && { ...key, recording: { etag: object.eTag, sizeBytes: object.size } };
}

/** Keys in S3 events are URL-encoded like form fields, where `+` is a space. */
function decodedKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return '';
  }
}

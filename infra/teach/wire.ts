import * as z from 'zod';

/**
 * What this client reads of the wire contract. Only what the published app depends on is required;
 * everything newer is optional and, if its shape is not the expected one, treated as absent, so
 * that an older or newer deployment can still be read.
 */
const newerText = z.string().nullish().catch(undefined);
const newerNumber = z.number().nullish().catch(undefined);

export const loginSchema = z.object({ name: z.string(), authToken: z.string().min(1) });

export const presignedUploadSchema = z.object({
  uploadPresignedUrl: z.url({ protocol: /^https?$/ }),
});

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ content: z.array(item), last: z.boolean() });

export const majorSchema = z.object({ id: z.int(), majorName: z.string() });
export const subjectSchema = z.object({ id: z.int(), subjectName: z.string() });
export const topicSchema = z.object({ id: z.int(), topicName: z.string() });

const keyPointSchema = z.object({
  statement: z.string(),
  label: z.string(),
  quote: newerText,
  reason: newerText,
});

const deliverySchema = z.object({
  durationSeconds: newerNumber,
  syllablesPerSecond: newerNumber,
  pauseCount: newerNumber,
  longestPauseSeconds: newerNumber,
  fillerCount: newerNumber,
  strengths: z.array(z.string()).nullish().catch(undefined),
});

const feedbackSchema = z.object({
  keyPoints: z.array(keyPointSchema).nullish().catch(undefined),
  corrections: z
    .array(z.object({ said: z.string(), right: z.string() }))
    .nullish()
    .catch(undefined),
  delivery: deliverySchema.nullish().catch(undefined),
  nextSteps: z.array(z.string()).nullish().catch(undefined),
});

export const lectureSchema = z.object({
  id: z.int(),
  status: z.string(),
  majorName: newerText,
  subjectName: newerText,
  topicId: newerNumber,
  topicName: newerText,
  transcribed: newerText,
  score: newerNumber,
  strength: newerText,
  weakness: newerText,
  stage: newerText,
  failureReason: newerText,
  nextAllowanceAt: newerText,
  uploadUntil: newerText,
  feedback: feedbackSchema.nullish().catch(undefined),
});

/** problem+json, or the API gateway's own `{message}`. */
export const problemSchema = z.object({
  title: newerText,
  detail: newerText,
  code: newerText,
  requestId: newerText,
  message: newerText,
  errors: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .nullish()
    .catch(undefined),
});

export type Login = z.infer<typeof loginSchema>;
export type Lecture = z.infer<typeof lectureSchema>;
export type KeyPoint = z.infer<typeof keyPointSchema>;
export type Delivery = z.infer<typeof deliverySchema>;

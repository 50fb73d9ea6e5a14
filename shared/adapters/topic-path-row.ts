import * as z from 'zod/mini';

/** A topic's place in the catalog, as rows of lectures and topics have it. */
export const topicPathRow = z.object({
  majorId: z.number(),
  majorName: z.string(),
  subjectId: z.number(),
  subjectName: z.string(),
  topicId: z.number(),
  topicName: z.string(),
});

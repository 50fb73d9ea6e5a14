import * as z from 'zod';

/** One function's events, which it gets all at once. */
export const runRequest = z.object({ name: z.string(), events: z.array(z.unknown()) });

export const ownRun = z.object({
  /** What the function answered, in the events' order. */
  answers: z.array(z.unknown()),
  milliseconds: z.number(),
  /** Of the whole process, while the events were worked on. */
  processorMilliseconds: z.number(),
});
export type OwnRun = z.infer<typeof ownRun>;

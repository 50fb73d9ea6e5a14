import { z } from 'zod';
import type { JsonReply } from './json-protocol.ts';

export const receivedSchema = z.object({
  Messages: z
    .array(
      z.looseObject({
        MessageId: z.string(),
        ReceiptHandle: z.string(),
        Body: z.string(),
        MD5OfBody: z.string(),
        Attributes: z.record(z.string(), z.string()).default({}),
      }),
    )
    .default([]),
});
export const sentSchema = z.object({ MessageId: z.string() });
export const attributesSchema = z.object({ Attributes: z.record(z.string(), z.string()) });
const storedSchema = z.looseObject({
  body: z.string(),
  messageAttributes: z.record(z.string(), z.unknown()).default({}),
});
export const inspectionSchema = z.looseObject({
  messages: z.object({
    ready: z.array(storedSchema),
    delayed: z.array(storedSchema),
    inflight: z.array(z.looseObject({ message: storedSchema })),
  }),
});

export const holdsMessages = (reply: JsonReply) => reply.body.includes('"Messages"');

const entriesSchema = z.object({ Entries: z.array(z.record(z.string(), z.unknown())).default([]) });

/** The value of a parameter of the call, or the largest among a batch's entries. */
export function longestSeconds(
  parameters: Record<string, unknown>,
  name: string,
): number | undefined {
  const entries = entriesSchema.safeParse(parameters);
  const values = [parameters, ...(entries.success ? entries.data.Entries : [])]
    .map((one) => one[name])
    .filter((value) => typeof value === 'number');
  return values.length === 0 ? undefined : Math.max(...values);
}

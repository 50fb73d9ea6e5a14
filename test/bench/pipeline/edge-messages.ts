import * as z from 'zod';

/** What goes between the bench and the process that the local stack runs in. */
export const edgeRequest = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('receive') }),
  z.object({ kind: z.literal('delete'), receiptHandle: z.string() }),
]);

const workerFunction = z.object({
  name: z.string(),
  /** Absolute folder of the bundle. */
  codeDirectory: z.string(),
  environment: z.record(z.string(), z.string()),
  memoryMegabytes: z.number(),
});

const credentials = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string(),
});

const queueMessage = z.object({
  messageId: z.string(),
  receiptHandle: z.string(),
  body: z.string(),
  md5OfBody: z.string(),
  attributes: z.record(z.string(), z.string()),
});

const ready = z.object({
  kind: z.literal('ready'),
  origin: z.string(),
  edgeOrigin: z.string(),
  worker: workerFunction,
  credentials,
});

export const edgeAnswer = z.discriminatedUnion('kind', [
  ready,
  z.object({ kind: z.literal('messages'), messages: z.array(queueMessage) }),
  z.object({ kind: z.literal('deleted') }),
]);

export type EdgeRequest = z.infer<typeof edgeRequest>;
export type EdgeAnswer = z.infer<typeof edgeAnswer>;
export type QueueMessage = z.infer<typeof queueMessage>;
export type WorkerFunction = z.infer<typeof workerFunction>;
export type WorkerCredentials = z.infer<typeof credentials>;

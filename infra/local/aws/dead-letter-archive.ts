import { join } from 'node:path';
import { z } from 'zod';
import { stateFile } from './state-file.ts';

const messageSchema = z.object({
  body: z.string(),
  messageAttributes: z.record(z.string(), z.unknown()),
});
export type ArchivedMessage = z.infer<typeof messageSchema>;

/**
 * Keeps the messages of dead-letter queues across a restart, by the queues' names. The other queues are not
 * kept, since the sweep sends again what they held.
 */
export const deadLetterArchive = (folder: string) =>
  stateFile(join(folder, 'dead-letters.json'), z.record(z.string(), z.array(messageSchema)));

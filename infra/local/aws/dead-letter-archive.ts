import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readState } from './damaged-state.ts';

const messageSchema = z.object({
  body: z.string(),
  messageAttributes: z.record(z.string(), z.unknown()),
});
const archiveSchema = z.record(z.string(), z.array(messageSchema));
export type ArchivedMessage = z.infer<typeof messageSchema>;

/**
 * Keeps the messages of dead-letter queues across a restart, in a file that is replaced whole. The other
 * queues are not kept, since the sweep sends again what they held.
 */
export class DeadLetterArchive {
  readonly #folder: string;
  readonly #contents: Record<string, readonly ArchivedMessage[]> = {};
  #saving: Promise<void> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  get #file(): string {
    return join(this.#folder, 'dead-letters.json');
  }

  /** @throws DamagedState */
  async load(): Promise<Readonly<Record<string, readonly ArchivedMessage[]>>> {
    await mkdir(this.#folder, { recursive: true });
    return Object.assign(this.#contents, await readState(this.#file, archiveSchema));
  }

  save(queueName: string, messages: readonly ArchivedMessage[]): Promise<void> {
    this.#contents[queueName] = messages;
    this.#saving = this.#saving
      .catch(() => {})
      .then(async () => {
        const draft = `${this.#file}.new`;
        await writeFile(draft, JSON.stringify(this.#contents));
        await rename(draft, this.#file);
      });
    return this.#saving;
  }
}

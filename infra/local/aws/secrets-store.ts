import { join } from 'node:path';
import { z } from 'zod';
import { type StateFile, stateFile } from './state-file.ts';

const versionSchema = z.object({
  id: z.string(),
  value: z.string(),
  stages: z.array(z.string()).readonly(),
  createdAtMs: z.number(),
});
const fileSchema = z.record(z.string(), z.array(versionSchema).readonly());
export type SecretVersion = z.infer<typeof versionSchema>;
export type SecretVersions = readonly SecretVersion[];

/** The versions of secrets by logical id, in `secrets.json` (mode 600) or only in memory. */
export class SecretsStore {
  readonly #file: StateFile<z.infer<typeof fileSchema>> | undefined;
  readonly #secrets = new Map<string, SecretVersions>();

  constructor(folder: string | undefined) {
    this.#file =
      folder === undefined ? undefined : stateFile(join(folder, 'secrets.json'), fileSchema, 0o600);
  }

  /** @throws DamagedState */
  async load(): Promise<void> {
    const kept = (await this.#file?.read()) ?? {};
    for (const [id, versions] of Object.entries(kept)) this.#secrets.set(id, versions);
  }

  versions(logicalId: string): SecretVersions {
    return this.#secrets.get(logicalId) ?? [];
  }

  async save(logicalId: string, versions: SecretVersions): Promise<void> {
    this.#secrets.set(logicalId, versions);
    await this.#file?.save(Object.fromEntries(this.#secrets));
  }
}

import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readState } from './damaged-state.ts';

const versionSchema = z.object({
  id: z.string(),
  value: z.string(),
  stages: z.array(z.string()),
  createdAtMs: z.number(),
});
const fileSchema = z.record(z.string(), z.array(versionSchema));
export type SecretVersion = Readonly<z.infer<typeof versionSchema>>;
export type SecretVersions = readonly SecretVersion[];

/** The versions of secrets by logical id, in `secrets.json` (mode 600) or only in memory. */
export class SecretsStore {
  readonly #folder: string | undefined;
  readonly #secrets = new Map<string, SecretVersions>();
  #saving: Promise<void> = Promise.resolve();

  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** @throws DamagedState */
  async load(): Promise<void> {
    if (this.#folder === undefined) return;
    await mkdir(this.#folder, { recursive: true });
    const kept = (await readState(join(this.#folder, 'secrets.json'), fileSchema)) ?? {};
    for (const [id, versions] of Object.entries(kept)) {
      this.#secrets.set(id, versions);
    }
  }

  versions(logicalId: string): SecretVersions {
    return this.#secrets.get(logicalId) ?? [];
  }

  save(logicalId: string, versions: SecretVersions): Promise<void> {
    this.#secrets.set(logicalId, versions);
    const folder = this.#folder;
    if (folder === undefined) return Promise.resolve();
    const text = JSON.stringify(Object.fromEntries(this.#secrets), null, 2);
    this.#saving = this.#saving
      .catch(() => {})
      .then(async () => {
        const draft = join(folder, 'secrets.json.new');
        await writeFile(draft, text, { mode: 0o600 });
        await chmod(draft, 0o600);
        await rename(draft, join(folder, 'secrets.json'));
      });
    return this.#saving;
  }
}

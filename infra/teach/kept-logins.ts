import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { type Login, loginSchema } from './wire.ts';

/** Beside the local stack's state; git ignores it. */
export const defaultLoginFile = path.resolve(import.meta.dirname, '../../.local/teach.json');

const keptSchema = z.record(z.string(), loginSchema);

/** One login per deployment, kept like the app keeps its own: a lecture belongs to who sent it. */
export type KeptLogins = {
  of(api: string): Promise<Login | undefined>;
  keep(api: string, login: Login): Promise<void>;
};

/** The file holds tokens, so only its owner may read it. A damaged file counts as an empty one. */
export const keptLogins = (file: string): KeptLogins => {
  const all = async (): Promise<Record<string, Login>> => {
    try {
      return keptSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    } catch {
      return {};
    }
  };
  return {
    of: async (api) => (await all())[api],
    keep: async (api, login) => {
      const text = JSON.stringify({ ...(await all()), [api]: login }, null, 2);
      await mkdir(path.dirname(file), { recursive: true });
      // Written aside and renamed: never half a file, and never one with an older, wider mode.
      const aside = `${file}.${process.pid}`;
      await writeFile(aside, `${text}\n`, { mode: 0o600 });
      await rename(aside, file);
    },
  };
};

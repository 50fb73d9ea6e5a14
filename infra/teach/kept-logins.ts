import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Login, loginOf } from '../../shared/client/answers.ts';
import { TeachTrouble } from './trouble.ts';

/** Beside the local stack's state; git ignores it. */
export const defaultLoginFile = path.resolve(import.meta.dirname, '../../.local/teach.json');

/** One login per deployment, kept like the app keeps its own: a lecture belongs to who sent it. */
export type KeptLogins = {
  of(api: string): Promise<Login | undefined>;
  keep(api: string, login: Login): Promise<void>;
};

/**
 * The file holds tokens, so only its owner may read it. A damaged one is not written over: it may
 * hold the only login that can see somebody's lectures.
 * @throws TeachTrouble of kind `logins-damaged`, from both calls
 */
export const keptLogins = (file: string): KeptLogins => {
  const all = async (): Promise<Record<string, Login>> => {
    // A file that is not there yet, or not to be read, is told of when a login is to be kept.
    const text = await readFile(file, 'utf8').catch(() => '{}');
    try {
      const kept = Object.entries<unknown>(JSON.parse(text));
      return Object.fromEntries(kept.map(([api, login]) => [api, loginOf(login)]));
    } catch {
      throw new TeachTrouble({ kind: 'logins-damaged', path: file });
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

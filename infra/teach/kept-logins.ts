import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Login, loginOf } from '../../shared/client/answers.ts';
import { TeachTrouble } from './trouble.ts';

/** The file lies beside the local stack's state, where git ignores it. */
export const defaultLoginFile = path.resolve(import.meta.dirname, '../../.local/teach.json');

/**
 * One login per deployment, kept as the app keeps its own, since a lecture belongs to the user who sent it.
 */
export type KeptLogins = {
  of(api: string): Promise<Login | undefined>;
  keep(api: string, login: Login): Promise<void>;
};

/**
 * Keeps logins in a file that only its owner can read, since it holds tokens. A damaged file is not
 * overwritten: it may hold the only login that can see somebody's lectures.
 * @throws TeachTrouble of kind `logins-damaged`, from both calls
 */
export const keptLogins = (file: string): KeptLogins => {
  const all = async (): Promise<Record<string, Login>> => {
    // A file that is missing or unreadable counts as empty here; writing a login will report the problem.
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
      // The file is written under another name and renamed, so that it is never half written and never keeps
      // an older, wider mode.
      const aside = `${file}.${process.pid}`;
      await writeFile(aside, `${text}\n`, { mode: 0o600 });
      await rename(aside, file);
    },
  };
};

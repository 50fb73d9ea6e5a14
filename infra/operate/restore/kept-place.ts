import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Place } from './copy-rows.ts';

const placeSchema = z.object({
  after: z.object({ pk: z.string(), sk: z.string() }).optional(),
  recounts: z.array(z.object({ userId: z.number(), days: z.array(z.number()) })),
});

/**
 * How far a run has come, in a file of this machine, by what it was asked for. It spares reading: on
 * another machine the run begins again, and finds that what was written is there.
 */
export function keptPlace(folder: string, asked: readonly unknown[]) {
  const digest = createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 16);
  const path = join(folder, `restore-${digest}.json`);
  return {
    async read(): Promise<Place | undefined> {
      const text = await readFile(path, 'utf8').catch(() => undefined);
      const parsed = placeSchema.safeParse(text === undefined ? undefined : parse(text));
      return parsed.success ? { ...parsed.data, after: parsed.data.after } : undefined;
    },
    /** Whole or not at all, also where the process is killed. */
    async keep(place: Place): Promise<void> {
      await mkdir(folder, { recursive: true });
      await writeFile(`${path}.new`, JSON.stringify(place));
      await rename(`${path}.new`, path);
    },
    forget: () => rm(path, { force: true }),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

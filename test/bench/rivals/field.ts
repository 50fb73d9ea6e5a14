import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProcess } from '../cold/start-process.ts';
import { buildRivals, type Rival, type RivalId, rivalIds } from './build-rivals.ts';
import { type Job, startJob } from './job.ts';
import { assertSameAnswers } from './same-answers.ts';

/** Rivals that are known to do one and the same job, and the job. */
export interface Field {
  readonly job: Job;
  readonly rivals: Readonly<Record<RivalId, Rival>>;
  readonly eventFile: string;
  /** Temporary, and gone with `use`. */
  readonly folder: string;
}

/**
 * Builds the rivals, makes sure that they answer alike, and takes all of it away in the end.
 * @throws Error where one answers another thing
 */
export async function withField<Result>(
  log: (line: string) => void,
  use: (field: Field) => Promise<Result>,
): Promise<Result> {
  // Outside the repository: a bundle that does not stand alone finds no package there.
  const folder = await mkdtemp(join(tmpdir(), 'learning-mate-bench-'));
  const job = await startJob();
  try {
    log('building the rivals');
    const rivals = await buildRivals(folder);
    const eventFile = join(folder, 'event.json');
    await writeFile(eventFile, JSON.stringify(job.event));
    const { environment } = job;
    const first = (id: RivalId) =>
      startProcess({ bundle: rivals[id].path, eventFile, environment });
    assertSameAnswers(await ofEach(first));
    return await use({ job, rivals, eventFile, folder });
  } finally {
    await job.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function ofEach<Value>(
  make: (id: RivalId) => Promise<Value>,
): Promise<Record<RivalId, Value>> {
  const made: [RivalId, Value][] = [];
  for (const id of rivalIds) made.push([id, await make(id)]);
  return Object.fromEntries(made) as Record<RivalId, Value>;
}

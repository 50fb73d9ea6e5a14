import { randomFrom, shuffled } from '../statistics.ts';
import { type Start, type StartOptions, startProcess } from './start-process.ts';

/**
 * Starts every subject once a round, in another order each time, so that what slows the machine for
 * a while slows all of them. The first round fills the caches of the disk, and is not kept.
 *
 * @returns one start per kept round of each subject, in the order of the rounds
 */
export async function startInRounds<Name extends string>(
  subjects: Readonly<Record<Name, StartOptions>>,
  rounds: number,
  log: (line: string) => void,
): Promise<Readonly<Record<Name, readonly Start[]>>> {
  const names = Object.keys(subjects) as Name[];
  const starts = Object.fromEntries(names.map((name) => [name, [] as Start[]])) as Record<
    Name,
    Start[]
  >;
  const random = randomFrom(rounds);
  for (let round = 0; round <= rounds; round++) {
    for (const name of shuffled(names, random)) {
      const start = await startProcess(subjects[name]);
      if (round > 0) starts[name].push(start);
    }
    if (round % 10 === 0) log(`round ${round} of ${rounds}, ${names.length} starts each`);
  }
  return starts;
}

export const coldMilliseconds = (start: Start): number =>
  start.importMilliseconds + start.firstCallMilliseconds;

import type { RivalId } from '../rivals/build-rivals.ts';
import type { Field } from '../rivals/field.ts';
import { randomFrom, shuffled } from '../statistics.ts';
import { type Batch, startEnvironment, type WarmEnvironment } from './environment.ts';

export interface TurnOptions {
  readonly turns: number;
  readonly callsPerTurn: number;
  /** Calls of each that are not measured: V8 compiles what is hot meanwhile. */
  readonly warmUpCalls: number;
  readonly log: (line: string) => void;
}

/**
 * One process per subject, all kept; they take turns in small batches, in another order each time.
 * @returns a batch per turn of each subject, in the order of the turns
 */
export async function takeTurns<Id extends RivalId>(
  { job, rivals, eventFile }: Field,
  ids: readonly Id[],
  { turns, callsPerTurn, warmUpCalls, log }: TurnOptions,
): Promise<Readonly<Record<Id, readonly Batch[]>>> {
  const batches = Object.fromEntries(ids.map((id) => [id, [] as Batch[]])) as Record<Id, Batch[]>;
  const environments = new Map<Id, WarmEnvironment>();
  try {
    for (const id of ids) {
      const environment = await startEnvironment(rivals[id].path, eventFile, job.environment);
      environments.set(id, environment);
      await environment.call(warmUpCalls);
    }
    log(`${ids.length} environments are warm`);
    const random = randomFrom(turns);
    for (let turn = 0; turn < turns; turn++) {
      for (const [id, environment] of shuffled([...environments], random)) {
        batches[id].push(await environment.call(callsPerTurn));
      }
      if ((turn + 1) % 50 === 0) log(`turn ${turn + 1} of ${turns}`);
    }
    return batches;
  } finally {
    await Promise.all([...environments.values()].map((environment) => environment.stop()));
  }
}

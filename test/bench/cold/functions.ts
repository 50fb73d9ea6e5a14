import { fork } from 'node:child_process';
import { once } from 'node:events';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Cell, Table } from '../report/section.ts';
import { spreadOf } from '../statistics.ts';
import { coldMilliseconds, startInRounds } from './rounds.ts';
import type { Start, StartOptions } from './start-process.ts';

const wholeRounds = 5;

const deployedSchema = z.tuple([
  z.array(
    z.object({
      name: z.string(),
      environment: z.record(z.string(), z.string()),
      event: z.unknown().optional(),
    }),
  ),
]);

export interface FunctionStartOptions {
  /** Holds the bundles in `functions/`, and gets the events. */
  readonly folder: string;
  readonly effort: number;
  readonly log: (line: string) => void;
}

/** Every function as it is deployed, against the local stack in another process. */
export async function functionTables({
  folder,
  effort,
  log,
}: FunctionStartOptions): Promise<readonly Table[]> {
  log('starting the local stack for the functions');
  const stack = fork(fileURLToPath(new URL('./deployed.ts', import.meta.url)), [], {
    execArgv: [],
    // Its own log does not belong into this table.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = once(stack, 'exit');
  try {
    const [functions] = deployedSchema.parse(
      (await Promise.race([once(stack, 'message'), gone])).slice(0, 1),
    );
    const subjects: Record<string, StartOptions> = {};
    for (const { name, environment, event } of functions) {
      const bundle = join(folder, 'functions', name, 'index.mjs');
      const eventFile = join(folder, `${name}.json`);
      if (event !== undefined) await writeFile(eventFile, JSON.stringify(event));
      subjects[name] = { bundle, environment, ...(event !== undefined && { eventFile }) };
    }
    const rounds = Math.max(3, Math.round(wholeRounds * effort));
    const starts = await startInRounds(subjects, rounds, log);
    assertAnswered(starts);
    return [await tableOf(subjects, starts)];
  } finally {
    if (stack.connected) stack.disconnect();
    await gone;
  }
}

/** What an example names may not exist, or be in another state: the function has looked by then. */
const lookedFirst = new Set([404, 409]);

/** @throws Error for a call that failed: it would be quicker than one that does its work */
function assertAnswered(starts: Readonly<Record<string, readonly Start[]>>): void {
  for (const [name, ofName] of Object.entries(starts)) {
    const wrong = ofName.find(
      ({ status }) => status !== undefined && status >= 300 && !lookedFirst.has(status),
    );
    if (wrong) throw new Error(`${name} answers ${wrong.status} ${wrong.body}`);
  }
}

async function tableOf(
  subjects: Readonly<Record<string, StartOptions>>,
  starts: Readonly<Record<string, readonly Start[]>>,
): Promise<Table> {
  const rows = await Promise.all(
    Object.entries(subjects).map(async ([name, { bundle, eventFile }]): Promise<Cell[]> => {
      const of = (figure: (start: Start) => number) => spreadOf((starts[name] ?? []).map(figure));
      const isCalled = eventFile !== undefined;
      return [
        name,
        String(starts[name]?.[0]?.status ?? ''),
        (await stat(bundle)).size / 1000,
        of((start) => start.importMilliseconds),
        isCalled ? of((start) => start.firstCallMilliseconds) : Number.NaN,
        isCalled ? of(coldMilliseconds) : Number.NaN,
        of((start) => start.rssMegabytes),
        starts[name]?.[0]?.modulesCalled ?? Number.NaN,
      ];
    }),
  );
  return {
    title: 'Each function',
    columns: [
      { title: 'Function' },
      { title: 'Answer' },
      { title: 'Size', unit: 'KB' },
      { title: 'Import', unit: 'ms' },
      { title: 'First call', unit: 'ms' },
      { title: 'Cold', unit: 'ms' },
      { title: 'RSS', unit: 'MB' },
      { title: 'Modules' },
    ],
    rows,
    note: 'The first call goes to the local stack, which is slower than the stub above: it checks each call’s signature and policy. Functions without one would take away what the others need, or wait for a message. RSS and modules are those after the first call.',
  };
}

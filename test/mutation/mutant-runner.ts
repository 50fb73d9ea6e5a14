/**
 * Runs inside vitest's worker, as its `runner`. A test is run once with the code as it is, again to see
 * that it can be repeated, and then with each mutant that it reaches and that nothing has noticed yet; no
 * module is loaded again in between. After a failure it is run without a mutant, so that no mutant counts
 * as noticed because of what an earlier one has left behind.
 */
import { openSync, writeSync } from 'node:fs';
import { type RunnerTestCase, TestRunner, type TestRunnerConfig } from 'vitest';
import type { JournalLine } from './journal.ts';

declare global {
  var mutantIsOn: ((index: number) => boolean) | undefined;
}

/** What the process outside wants from a run. */
export interface Trial {
  /** Where lines of JSON go, one for each thing that is known. */
  readonly journal: string;
  /** Mutants that nothing has noticed yet. */
  readonly pending: readonly number[];
  /** A mutant that is on from the first import on; none of the others is then tried. */
  readonly fromStart?: number;
}

declare module 'vitest' {
  interface ProvidedContext {
    trial: Trial;
  }
}

const none = -1;
/** A loop that a mutant has made endless passes here often. */
const mostCalls = 3_000_000;

const now = { index: none, calls: 0, met: new Set<number>() };
globalThis.mutantIsOn = (index) => {
  now.met.add(index);
  if (now.index !== none && ++now.calls > mostCalls) throw new Error('This mutant has no end.');
  return index === now.index;
};

// biome-ignore lint/style/noDefaultExport: vitest takes a runner by its default export.
export default class MutantRunner extends TestRunner {
  readonly #trial: Trial = this.injectValue('trial');
  readonly #file = openSync(this.#trial.journal, 'a');
  readonly #pending = new Set(this.#trial.pending);
  /** Reached outside any test, or only once: a repeat does not reach them. */
  readonly #left = new Set<number>();
  #queue: number[] = [];
  #step: 'first' | 'again' | 'mutant' | 'without' = 'first';
  #metAtFirst: ReadonlySet<number> = new Set();

  constructor(config: TestRunnerConfig) {
    super(config);
    now.index = this.#trial.fromStart ?? none;
    now.calls = 0;
  }

  get #isWholeRun(): boolean {
    return this.#trial.fromStart !== undefined;
  }

  #write(line: JournalLine): void {
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
  }

  /**
   * Everything reached until now was reached by an import, or by code that runs once before several tests.
   */
  #leave(met: Iterable<number>): void {
    for (const index of met) {
      if (this.#left.has(index)) continue;
      this.#left.add(index);
      this.#write({ kind: 'left', index });
    }
  }

  /** If nothing is pending a file need not even be loaded. */
  override importFile(...args: Parameters<TestRunner['importFile']>): unknown {
    const isIdle = !this.#isWholeRun && this.#pending.size === 0;
    return isIdle ? undefined : super.importFile(...args);
  }

  override async onBeforeRunTask(test: RunnerTestCase): Promise<void> {
    await super.onBeforeRunTask(test);
    if (this.#isWholeRun) return;
    this.#leave(now.met);
    this.#step = 'first';
    // Only this hook's caller counts; the run ends when a try is said to have passed.
    test.retry = Number.POSITIVE_INFINITY;
  }

  override onBeforeTryTask(...args: Parameters<TestRunner['onBeforeTryTask']>): void {
    if (!this.#isWholeRun) {
      now.met = new Set();
      now.calls = 0;
      now.index = this.#step === 'mutant' ? (this.#queue[0] ?? none) : none;
      if (now.index !== none) this.#write({ kind: 'trying', index: now.index });
    }
    super.onBeforeTryTask(...args);
  }

  override async onAfterRetryTask(
    test: RunnerTestCase,
    options: Parameters<TestRunner['onAfterRetryTask']>[1],
  ): Promise<void> {
    await super.onAfterRetryTask(test, options);
    const { result } = test;
    if (this.#isWholeRun || !result) return;
    now.index = none;
    const goesOn = result.state !== 'skip' && this.#next(result.state === 'pass', test.name);
    // Only a failure with its error makes the caller try once more.
    result.state = goesOn ? 'fail' : 'pass';
    result.errors = goesOn ? [{ message: 'once more' }] : [];
    result.attempts = [];
    now.met = new Set();
  }

  #next(hasPassed: boolean, test: string): boolean {
    switch (this.#step) {
      case 'first':
        this.#metAtFirst = now.met;
        this.#step = 'again';
        if (hasPassed) return [...now.met].some((index) => this.#pending.has(index));
        // It fails as it is, or fails because tests before it were repeated.
        this.#write({ kind: 'unrepeatable', test });
        this.#leave(now.met);
        return false;
      case 'again':
        if (!hasPassed) {
          this.#write({ kind: 'unrepeatable', test });
          this.#leave(this.#metAtFirst);
          return false;
        }
        this.#leave([...this.#metAtFirst].filter((index) => !now.met.has(index)));
        this.#queue = [...now.met].filter((index) => this.#pending.has(index));
        this.#step = 'mutant';
        return this.#queue.length > 0;
      case 'mutant':
        if (!hasPassed) {
          this.#step = 'without';
          return true;
        }
        this.#queue.shift();
        return this.#queue.length > 0;
      case 'without': {
        const index = this.#queue.shift() ?? none;
        if (!hasPassed) {
          this.#write({ kind: 'unrepeatable', test });
          this.#leave([index, ...this.#queue]);
          return false;
        }
        this.#pending.delete(index);
        this.#write({ kind: 'noticed', index });
        this.#step = 'mutant';
        return this.#queue.length > 0;
      }
    }
  }
}

import type { ManualClock } from '../../support/manual-clock.ts';

/** Time that passes only when everybody waits: minutes of a journey take milliseconds, and all runs are alike. */
export interface VirtualTime {
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  sleep(milliseconds: number): Promise<void>;
  /** Lets time pass until the work is done. @throws Error where all wait and nobody sleeps */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
}

export function virtualTime(clock: ManualClock): VirtualTime {
  const sleepers: { readonly wakesAt: number; readonly wake: () => void }[] = [];

  /** Whoever may go on has gone on. */
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

  const wakeNext = (): void => {
    const [next] = sleepers.toSorted((one, other) => one.wakesAt - other.wakesAt);
    if (!next) throw new Error('everybody waits, and nobody for a time');
    sleepers.splice(sleepers.indexOf(next), 1);
    clock.advanceSeconds(Math.max(0, next.wakesAt - clock.now()) / 1_000);
    next.wake();
  };

  return {
    now: clock.now,
    sleep: (milliseconds) =>
      new Promise((wake) =>
        sleepers.push({ wakesAt: clock.now() + Math.round(milliseconds), wake }),
      ),
    async run(work) {
      const state = { isDone: false };
      const result = work().finally(() => {
        state.isDone = true;
      });
      // Heard of by whoever awaits the result; until then it is nobody's error.
      result.catch(() => undefined);
      for (;;) {
        await settled();
        if (state.isDone) return result;
        wakeNext();
      }
    },
  };
}

/** A clock that stands still until it is told to move. */
export interface ManualClock {
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  advanceSeconds(seconds: number): void;
}

export const testStart = Date.UTC(2026, 10, 22, 3, 0, 0);

export function manualClock(start: number = testStart): ManualClock {
  let milliseconds = start;
  return {
    now: () => milliseconds,
    advanceSeconds: (seconds) => {
      milliseconds += Math.round(seconds * 1000);
    },
  };
}

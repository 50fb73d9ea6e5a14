/** A calendar that a test turns over while its stack runs. Its clock goes on in between, as clocks do. */
export interface SimulatedCalendar {
  /** Milliseconds since the epoch, by the calendar. */
  readonly now: () => number;
  /** Sets it to a moment, e.g. `2026-12-01T09:00+09:00`, backwards as well. */
  turnTo(moment: string): void;
  turnOnMinutes(minutes: number): void;
  /** To be run in a browser's page before its own scripts: the page's `Date` follows from there on. */
  pageScript(): string;
}

export function simulatedCalendar(moment: string): SimulatedCalendar {
  let offsetMilliseconds = 0;
  const turnTo = (to: string): void => {
    const milliseconds = Date.parse(to);
    if (Number.isNaN(milliseconds)) throw new Error(`${to} is no moment`);
    offsetMilliseconds = milliseconds - Date.now();
  };
  turnTo(moment);
  return {
    now: () => Date.now() + offsetMilliseconds,
    turnTo,
    turnOnMinutes: (minutes) => {
      offsetMilliseconds += minutes * 60_000;
    },
    pageScript: () => `{
      const machineDate = Date, machineNow = Date.now;
      Date.now = () => machineNow() + ${offsetMilliseconds};
      globalThis.Date = new Proxy(machineDate, {
        construct: (target, given, made) =>
          Reflect.construct(target, given.length === 0 ? [machineDate.now()] : given, made),
      });
    }`,
  };
}

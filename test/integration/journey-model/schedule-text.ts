import type { Schedule, Step } from './steps.ts';

/** A schedule to be read: its limits, and a line for each step. */
export function scheduleText({ limits, startsBeforeMidnightSeconds, steps }: Schedule): string {
  return [
    `${JSON.stringify(limits)}; midnight in ${startsBeforeMidnightSeconds} s`,
    ...steps.map((each, index) => `${String(index + 1).padStart(3)}. ${stepText(each)}`),
  ].join('\n');
}

export function stepText(given: Step): string {
  const { do: what, ...rest } = given;
  const parts = Object.entries(rest).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return [what, ...parts].join(', ');
}

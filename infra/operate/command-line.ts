import * as z from 'zod';
import { CommandTrouble } from '../command-line/command-trouble.ts';
import { type Stage, stages } from '../stack/settings.ts';

/** A deployed stage, or the stack that `npm start` runs on this machine. */
export type Target = Stage | 'local';

const isStage = (text: string): text is Stage => stages.some((stage) => stage === text);

/** @throws CommandTrouble with exit code 2, naming the stages there are */
export function readTarget(text: string | undefined): Target {
  if (text !== undefined && (text === 'local' || isStage(text))) return text;
  throw wrongStage(text, [...stages, 'local']);
}

/** @throws CommandTrouble with exit code 2, naming the stages there are */
export function readStage(text: string | undefined): Stage {
  if (text !== undefined && isStage(text)) return text;
  throw wrongStage(text, stages);
}

/** A key that was given by mistake is longer, and is not to be repeated. */
const longestShown = 16;

function wrongStage(text: string | undefined, known: readonly string[]): CommandTrouble {
  const problem =
    text === undefined
      ? 'Which stage?'
      : `${text.length > longestShown ? 'That' : JSON.stringify(text)} is no stage.`;
  return new CommandTrouble(`${problem} Say ${known.map((s) => `--stage ${s}`).join(' or ')}.`, 2);
}

const secondSchema = z.iso.datetime({ offset: true, precision: 0 });

const unitMilliseconds = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * `90m`, `12h` or `3d` in milliseconds.
 * @throws CommandTrouble with exit code 2
 */
export function readPeriod(option: string, text: string): number {
  const [, count, unit] = /^([1-9]\d{0,4})([mhd])$/.exec(text) ?? [];
  if (count && (unit === 'm' || unit === 'h' || unit === 'd')) {
    return Number(count) * unitMilliseconds[unit];
  }
  throw new CommandTrouble(`${option} takes a period like 90m, 12h or 3d, not "${text}".`, 2);
}

/**
 * `2026-11-22T03:00:00Z` or with `+09:00`, in milliseconds since the epoch.
 * @throws CommandTrouble with exit code 2, also for a second that is not yet over
 */
export function readSecond(option: string, text: string, now: number): number {
  if (!secondSchema.safeParse(text).success) {
    throw new CommandTrouble(
      `${option} takes a second like 2026-11-22T03:00:00Z or 2026-11-22T12:00:00+09:00, not "${text}".`,
      2,
    );
  }
  const second = Date.parse(text);
  if (second < now) return second;
  throw new CommandTrouble(`${option} is ${text}, which is not over yet.`, 2);
}

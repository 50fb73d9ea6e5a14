import { keepStored, readStored } from './stored.ts';

/** What this device has told of itself last, for the learner who uses it. */
export interface ToldReminders {
  readonly daily: boolean;
  readonly zone: string;
  readonly language: string;
  readonly endpoint: string;
  /** ISO 8601 */
  readonly at: string;
}

export function readToldReminders(): ToldReminders | undefined {
  try {
    const kept: unknown = JSON.parse(readStored('reminders') ?? 'null');
    return isTold(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

const isTold = (value: unknown): value is ToldReminders =>
  typeof value === 'object' &&
  value !== null &&
  'daily' in value &&
  typeof value.daily === 'boolean' &&
  ['zone', 'language', 'endpoint', 'at'].every((name) => typeof Object(value)[name] === 'string');

export const keepToldReminders = (told: ToldReminders | undefined) =>
  keepStored('reminders', told && JSON.stringify(told));

/** Of a login that is new to this device nothing was told. */
export const forgetReminders = () => keepToldReminders(undefined);

/** Whether this device shows that a lecture has ended. */
export const isToldOfEnds = (): boolean => readToldReminders() !== undefined;

import { keepStored, readStoredJson } from './stored.ts';

/** What this device last told the server about itself, for the learner who uses it. */
export interface ToldReminders {
  readonly daily: boolean;
  readonly zone: string;
  readonly language: string;
  readonly endpoint: string;
  /** ISO 8601 */
  readonly at: string;
}

export function readToldReminders(): ToldReminders | undefined {
  const kept = readStoredJson('reminders');
  return isTold(kept) ? kept : undefined;
}

const isTold = (value: unknown): value is ToldReminders =>
  typeof value === 'object' &&
  value !== null &&
  'daily' in value &&
  typeof value.daily === 'boolean' &&
  ['zone', 'language', 'endpoint', 'at'].every((name) => typeof Object(value)[name] === 'string');

export const keepToldReminders = (told: ToldReminders | undefined) =>
  keepStored('reminders', told && JSON.stringify(told));

/** Nothing was told yet for a login that is new to this device. */
export const forgetReminders = () => keepToldReminders(undefined);

/** Whether this device is notified when a lecture has ended. */
export const isToldOfEnds = (): boolean => readToldReminders() !== undefined;

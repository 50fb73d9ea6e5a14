import {
  type ChangedReminders,
  type KeptRemindersBody,
  type RemindersBody,
  reminderLimits,
} from '../contracts/reminders.ts';
import { DomainError } from '../domain-error.ts';
import { nextReminderAt, type Plan } from './plan.ts';
import type { Device, LastTaught, PushKeyStore, ReminderStore, Reminders } from './ports.ts';

export interface ReadRemindersPorts {
  readonly reminders: Pick<ReminderStore, 'find'>;
  readonly pushKey: Pick<PushKeyStore, 'find'>;
}

export interface ChangeRemindersPorts extends ReadRemindersPorts {
  readonly reminders: Pick<ReminderStore, 'find' | 'replace'>;
  readonly lastTaught: LastTaught;
  /** Whether an endpoint belongs to a push service that we may write to. */
  readonly isPushService: (endpoint: string) => boolean;
  readonly clock: () => number;
}

export async function readReminders(
  { reminders, pushKey }: ReadRemindersPorts,
  userId: number,
): Promise<RemindersBody> {
  const [{ value }, publicKey] = await Promise.all([reminders.find(userId), pushKey.find()]);
  return remindersBody(value, publicKey);
}

const tries = 5;

/**
 * Stores what a device says about itself and which reminders it wants. A request that changes nothing
 * writes nothing.
 *
 * @throws DomainError PUSH_SERVICE_UNKNOWN; BUSY where other devices keep changing the reminders at the
 *   same time
 */
export async function changeReminders(
  ports: ChangeRemindersPorts,
  userId: number,
  wanted: ChangedReminders,
): Promise<RemindersBody> {
  const { device } = wanted;
  if (device && !ports.isPushService(device.endpoint)) {
    throw new DomainError(
      'PUSH_SERVICE_UNKNOWN',
      "device.endpoint must be an address at a browser's push service.",
      'device.endpoint',
    );
  }
  const [publicKey, taughtLast] = await Promise.all([
    ports.pushKey.find(),
    wanted.daily ? ports.lastTaught(userId) : undefined,
  ]);
  const now = ports.clock();
  for (let attempt = 0; attempt < tries; attempt++) {
    const { value, revision } = await ports.reminders.find(userId);
    const next = wantedReminders(
      value ?? noReminders(userId, wanted.zone, now),
      wanted,
      taughtLast,
      now,
    );
    const isNothing = !value && !next.daily && next.devices.length === 0;
    if (isNothing || isSame(value, next)) return remindersBody(value, publicKey);
    if (await ports.reminders.replace(next, revision)) return remindersBody(next, publicKey);
  }
  throw new DomainError('BUSY', 'The reminders are being changed by another request. Try again.');
}

const noReminders = (userId: number, zone: string, now: number): Reminders => ({
  ...{ userId, zone, daily: false, language: 'ko', devices: [] },
  ...{ taughtAt: now, unanswered: 0 },
});

function wantedReminders(
  kept: Reminders,
  { daily, zone, language, device, without }: ChangedReminders,
  taughtLast: number | undefined,
  now: number,
): Reminders {
  const devices = devicesWith(kept.devices, device, without, now);
  const next = { ...kept, daily, zone, language, devices };
  if (!daily || devices.length === 0) return { ...next, remindAt: undefined };
  if (kept.remindAt !== undefined && kept.zone === zone) return next;
  const plan = planFrom(next, kept.remindAt === undefined, taughtLast, now);
  return { ...next, ...plan, remindAt: nextReminderAt(plan) };
}

/**
 * A learner who asks for reminders gets the first one a day after the last lecture, or a day from now
 * if that is over.
 */
function planFrom(
  kept: Reminders,
  isAnew: boolean,
  taughtLast: number | undefined,
  now: number,
): Plan {
  const { userId, zone, sentAt, unanswered } = kept;
  if (!isAnew) return { userId, zone, sentAt, unanswered, taughtAt: kept.taughtAt };
  const from = (taughtAt: number): Plan => ({ userId, zone, sentAt, unanswered: 0, taughtAt });
  const byLecture = from(taughtLast ?? now);
  return (nextReminderAt(byLecture) ?? 0) > now ? byLecture : from(now);
}

function devicesWith(
  kept: readonly Device[],
  device: ChangedReminders['device'],
  without: string | undefined,
  now: number,
): readonly Device[] {
  const rest = kept.filter(({ endpoint }) => endpoint !== without);
  if (!device) return rest;
  const before = rest.find(({ endpoint }) => endpoint === device.endpoint);
  const others = rest.filter((one) => one !== before);
  if (before) return rest.map((one) => (one === before ? { ...device, since: one.since } : one));
  return [...others, { ...device, since: now }].slice(-reminderLimits.devices);
}

/** Compares the values as JSON, whatever the order of their fields. */
const isSame = (one: Reminders | undefined, other: Reminders): boolean =>
  one !== undefined && plain(one) === plain(other);
const plain = (reminders: Reminders): string =>
  JSON.stringify(reminders, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

function remindersBody(kept: Reminders | undefined, publicKey: string | undefined): RemindersBody {
  return {
    publicKey: publicKey ?? null,
    daily: kept?.daily ?? false,
    zone: kept?.zone ?? null,
    language: kept?.language ?? 'ko',
    devices: kept?.devices.length ?? 0,
    nextAt: kept?.remindAt === undefined ? null : new Date(kept.remindAt).toISOString(),
  };
}

/** All reminders that are kept, for the learner's export. It is null where nothing is kept. */
export function keptRemindersBody(kept: Reminders | undefined): KeptRemindersBody | null {
  if (!kept) return null;
  const { daily, zone, language, devices, sentAt, unanswered } = kept;
  return {
    ...{ daily, zone, language, unanswered },
    devices: devices.map(({ endpoint, since }) => ({
      endpoint,
      since: new Date(since).toISOString(),
    })),
    lastSentAt: sentAt === undefined ? null : new Date(sentAt).toISOString(),
  };
}

import { secondsToNight } from './night.ts';
import { notificationText } from './notifications.ts';
import { decideTurn, nextReminderAt } from './plan.ts';
import type {
  Device,
  Due,
  EndedLecture,
  LastTaught,
  NotificationKind,
  PushOutcome,
  ReminderMessage,
  ReminderQueue,
  ReminderStore,
  Reminders,
  SendPush,
  SentAgain,
} from './ports.ts';

export interface TellPorts {
  readonly reminders: Pick<ReminderStore, 'find' | 'replace' | 'leaveForRetry'>;
  readonly push: SendPush;
  readonly queue: Pick<ReminderQueue, 'send'>;
  readonly clock: () => number;
  /** Makes a unique name. */
  readonly newName: () => string;
  /** Counts the outcome of one message to one device. */
  readonly count: (outcome: PushOutcome['kind']) => void;
}

export interface SendPorts extends TellPorts {
  readonly reminders: ReminderStore;
  readonly lastTaught: LastTaught;
}

const hourSeconds = 3_600;
/** An evening reminder is useless at night, and a result is after a day. */
const reminderSeconds = 4 * hourSeconds;
const endedSeconds = 24 * hourSeconds;
/** After three refusals a notification is given up: tomorrow brings another one. */
const mostAttempts = 3;
/** The longest that SQS delays a message. */
const longestDelaySeconds = 900;

/**
 * Sends what a message asks for. Every notification is claimed before it is sent. So a message that
 * arrives twice, or again after a crash, is sent at most once, and a crash between the claim and the
 * sending may lose it.
 */
export async function sendMessage(ports: SendPorts, message: ReminderMessage): Promise<void> {
  switch (message.kind) {
    case 'due':
      await settleAll(message.due.map((due) => remind(ports, due)));
      return;
    case 'ended':
      return tellOnce(ports, message);
    case 'again':
      return sendAgain(ports, message);
  }
}

/**
 * Finishes everybody's work before it reports a failure, so that one learner's trouble does not hold up
 * the others.
 */
async function settleAll(work: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(work);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

async function remind(ports: SendPorts, due: Due): Promise<void> {
  const taughtLast = await ports.lastTaught(due.userId);
  const turn = decideTurn(due, due.remindAt, taughtLast, ports.clock());
  const taken = await ports.reminders.takeTurn(due, turn.plan, turn.nextAt);
  if (!taken || turn.kind === 'later') return;
  await deliver(ports, taken, {
    kind: turn.isLast ? 'LAST_REMINDER' : 'REMINDER',
    seconds: Math.min(reminderSeconds, secondsToNight(ports.clock(), due.zone)),
  });
}

/**
 * Notifies a learner's devices that a lecture has ended. Only the worker that wrote the end calls this,
 * so that this write is the claim. A crash between the two loses the notification.
 */
export async function tellOfEnd(ports: TellPorts, ended: EndedLecture): Promise<void> {
  const { value } = await ports.reminders.find(ended.userId, 'eventual');
  if (value && value.devices.length > 0) await deliverEnd(ports, value, ended);
}

/** Workers of the previous release put this message on the queue instead, and may do so twice. */
async function tellOnce(ports: SendPorts, ended: EndedLecture): Promise<void> {
  const told = await ports.reminders.noteTold(ended.userId, ended.lectureId);
  if (told) await deliverEnd(ports, told, ended);
}

/**
 * Delivers the notification, and starts reminders again where they had run out: a lecture answers the
 * reminders before it.
 */
async function deliverEnd(
  ports: TellPorts,
  told: Reminders,
  { userId, lectureId, isGraded }: EndedLecture,
): Promise<void> {
  await deliver(ports, told, {
    kind: isGraded ? 'READY' : 'ENDED',
    lectureId,
    seconds: endedSeconds,
  });
  if (told.daily && told.remindAt === undefined) {
    const plan = { taughtAt: ports.clock(), unanswered: 0 };
    await applyChange(ports, userId, (kept) =>
      kept.remindAt === undefined && kept.daily && kept.devices.length > 0
        ? { ...kept, ...plan, remindAt: nextReminderAt({ ...kept, ...plan }) }
        : undefined,
    );
  }
}

async function sendAgain(ports: SendPorts, message: SentAgain): Promise<void> {
  const { userId, id, notification, lectureId, endpoints, notBefore, until, attempt } = message;
  const now = ports.clock();
  if (now < notBefore) {
    await ports.queue.send({ ...message, kind: 'again' }, delayUntil(notBefore, now));
    return;
  }
  const taken = await ports.reminders.takeForRetry(userId, id);
  if (!taken) return;
  const devices = taken.devices.filter(({ endpoint }) => endpoints.includes(endpoint));
  const seconds = Math.floor((until - now) / 1000);
  await deliver(ports, { ...taken, devices }, { kind: notification, lectureId, seconds, attempt });
}

interface Notification {
  readonly kind: NotificationKind;
  readonly lectureId?: number | undefined;
  /** The notification is of no use after this time. */
  readonly seconds: number;
  readonly attempt?: number;
}

async function deliver(
  ports: TellPorts,
  { userId, language, devices }: Reminders,
  { kind, lectureId, seconds, attempt = 1 }: Notification,
): Promise<void> {
  if (seconds <= 0) return;
  const message = {
    text: notificationText(kind, language, lectureId),
    timeToLiveSeconds: seconds,
    topic: lectureId === undefined ? 'reminder' : 'lecture',
  };
  const sent = await Promise.all(
    devices.map(async (device) => ({ device, outcome: await ports.push(device, message) })),
  );
  for (const { outcome } of sent) ports.count(outcome.kind);
  const gone = sent.filter(({ outcome }) => outcome.kind === 'gone');
  if (gone.length > 0)
    await forget(
      ports,
      userId,
      gone.map(({ device }) => device),
    );
  const waits = sent.flatMap(({ device, outcome }) =>
    outcome.kind === 'wait' ? [{ device, seconds: outcome.seconds }] : [],
  );
  if (waits.length === 0 || attempt >= mostAttempts) return;
  const now = ports.clock();
  const until = now + seconds * 1000;
  const notBefore = now + Math.max(...waits.map((wait) => wait.seconds)) * 1000;
  if (notBefore >= until) return;
  const id = ports.newName();
  if (!(await ports.reminders.leaveForRetry(userId, id))) return;
  const again: SentAgain = {
    ...{ userId, id, notification: kind, lectureId, notBefore, until, attempt: attempt + 1 },
    endpoints: waits.map(({ device }) => device.endpoint),
  };
  await ports.queue.send({ kind: 'again', ...again }, delayUntil(notBefore, now));
}

const delayUntil = (at: number, now: number) =>
  Math.min(longestDelaySeconds, Math.ceil((at - now) / 1000));

/** Removes devices that are gone. Without any device left, no reminder is due. */
async function forget(ports: TellPorts, userId: number, gone: readonly Device[]): Promise<void> {
  const endpoints = new Set(gone.map(({ endpoint }) => endpoint));
  await applyChange(ports, userId, (kept) => {
    const devices = kept.devices.filter(({ endpoint }) => !endpoints.has(endpoint));
    if (devices.length === kept.devices.length) return undefined;
    return { ...kept, devices, remindAt: devices.length === 0 ? undefined : kept.remindAt };
  });
}

const tries = 5;

/**
 * Applies a change, and gives up where other writers keep changing the reminders: the next message
 * leads here again.
 */
async function applyChange(
  { reminders }: Pick<TellPorts, 'reminders'>,
  userId: number,
  change: (kept: Reminders) => Reminders | undefined,
): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const { value, revision } = await reminders.find(userId);
    const next = value && change(value);
    if (!next || (await reminders.replace(next, revision))) return;
  }
}

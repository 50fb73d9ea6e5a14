import type { reminderLanguages } from '../contracts/reminders.ts';
import type { Plan } from './plan.ts';

export type ReminderLanguage = (typeof reminderLanguages)[number];

/** A device that gets notifications, as its browser has subscribed it. */
export interface Device {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  /** When the device was registered. */
  readonly since: number;
}

/** A learner's wishes about notifications, and the plan of the reminders. */
export interface Reminders extends Plan {
  /** Whether the learner wants a reminder each day. */
  readonly daily: boolean;
  readonly language: ReminderLanguage;
  /** Oldest first. */
  readonly devices: readonly Device[];
  /** When the next reminder is due. It is undefined where none is. */
  readonly remindAt?: number | undefined;
  /** The newest lecture about whose end the devices were notified. */
  readonly toldOf?: number | undefined;
  /** The id of a notification that waits to be sent again. Whoever takes it out sends it. */
  readonly again?: string | undefined;
}

/** A learner whose reminder is due, with all facts needed to decide on it. */
export interface Due extends Plan {
  readonly remindAt: number;
}

export interface ReminderStore {
  /** @param read @default consistent */
  find(
    userId: number,
    read?: 'eventual',
  ): Promise<{ readonly value: Reminders | undefined; readonly revision: number }>;
  /** Replaces revision `after` with the next one. It returns false where another writer was faster. */
  replace(reminders: Reminders, after: number): Promise<boolean>;
  /**
   * Lists the reminders that were due by that moment; within each shard, those due longest come first.
   */
  listDue(by: number): AsyncIterable<readonly Due[]>;
  /**
   * Claims a due reminder, once, by putting the next one in its place.
   * @returns the reminders as they then are; undefined where another worker has claimed it, or the
   *   learner no longer wants it
   */
  takeTurn(due: Due, next: Plan, remindAt: number | undefined): Promise<Reminders | undefined>;
  /**
   * Notes, once, that the end of a lecture is announced. It returns undefined where that was noted
   * before, or where there is nobody to notify.
   */
  noteTold(userId: number, lectureId: number): Promise<Reminders | undefined>;
  /** Leaves a notification to be sent again, replacing one that was left before. */
  leaveForRetry(userId: number, id: string): Promise<boolean>;
  /** Takes the notification out again, once. */
  takeForRetry(userId: number, id: string): Promise<Reminders | undefined>;
}

/** The public key by which push services recognise who may write to a device. */
export interface PushKeyStore {
  find(): Promise<string | undefined>;
  keep(publicKey: string): Promise<void>;
}

/** Reads when the newest lecture of a learner was submitted, including answers to a pupil. */
export type LastTaught = (userId: number) => Promise<number | undefined>;

export const notificationKinds = ['REMINDER', 'LAST_REMINDER', 'READY', 'ENDED'] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** How a push service answered a message. */
export type PushOutcome =
  | { readonly kind: 'sent' }
  /** The subscription is over, or nothing can be written to it. */
  | { readonly kind: 'gone' }
  /**
   * The push service did not take the message, and asks not to be tried again before this time is over.
   */
  | { readonly kind: 'wait'; readonly seconds: number }
  /** The message will never arrive, or nobody knows whether it did. */
  | { readonly kind: 'failed' };

export interface PushMessage {
  /** The text that only the device can read; it is encrypted on the way. */
  readonly text: string;
  /** How long the push service keeps it for a device that is away. */
  readonly timeToLiveSeconds: number;
  /** A later message with the same topic replaces this one at the push service. */
  readonly topic: string;
}

export type SendPush = (device: Device, message: PushMessage) => Promise<PushOutcome>;

/** The messages of the reminder queue. */
export type ReminderMessage =
  | { readonly kind: 'due'; readonly due: readonly Due[] }
  | ({ readonly kind: 'ended' } & EndedLecture)
  | ({ readonly kind: 'again' } & SentAgain);

export interface EndedLecture {
  readonly userId: number;
  readonly lectureId: number;
  readonly isGraded: boolean;
}

/** A notification that a push service did not take. */
export interface SentAgain {
  readonly userId: number;
  /** The id under which it was left. */
  readonly id: string;
  readonly notification: NotificationKind;
  readonly lectureId?: number | undefined;
  /** The endpoints of the devices that it is meant for. */
  readonly endpoints: readonly string[];
  /** It must not be sent before this moment. */
  readonly notBefore: number;
  /** It is of no use after this moment. */
  readonly until: number;
  /** The number of this attempt, counted from 2. */
  readonly attempt: number;
}

export interface ReminderQueue {
  /** The queue delivers the message after `delaySeconds`, at most 900. */
  send(message: ReminderMessage, delaySeconds?: number): Promise<void>;
  sendAll(messages: readonly ReminderMessage[]): Promise<void>;
  /** The approximate number of waiting messages. */
  waiting(): Promise<number>;
}

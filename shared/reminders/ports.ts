import type { reminderLanguages } from '../contracts/reminders.ts';
import type { Plan } from './plan.ts';

export type ReminderLanguage = (typeof reminderLanguages)[number];

/** A device that is written to, as its browser has subscribed it. */
export interface Device {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  /** When it was told. */
  readonly since: number;
}

/** What a learner is told and reminded of. */
export interface Reminders extends Plan {
  /** To be reminded once a day. */
  readonly daily: boolean;
  readonly language: ReminderLanguage;
  /** Oldest first. */
  readonly devices: readonly Device[];
  /** When the next one is due; undefined where none is. */
  readonly remindAt?: number | undefined;
  /** The newest lecture whose end was told of. */
  readonly toldOf?: number | undefined;
  /** What is to be sent once more, later: whoever takes it out sends it. */
  readonly again?: string | undefined;
}

/** A learner whose reminder is due, with all that its turn is decided by. */
export interface Due extends Plan {
  readonly remindAt: number;
}

export interface ReminderStore {
  /** @param read @default consistently */
  find(
    userId: number,
    read?: 'eventual',
  ): Promise<{ readonly value: Reminders | undefined; readonly revision: number }>;
  /** Replaces revision `after` by the next one; false where somebody else did. */
  replace(reminders: Reminders, after: number): Promise<boolean>;
  /** What was due by that moment, the longest first within each shard. */
  listDue(by: number): AsyncIterable<readonly Due[]>;
  /**
   * Takes a turn, once: plans the next one in the place of this.
   * @returns as it then is; undefined where somebody else has taken it, or it is wanted no longer
   */
  takeTurn(due: Due, next: Plan, remindAt: number | undefined): Promise<Reminders | undefined>;
  /** Notes that an end is told of, once. Undefined where it was, or nobody wants to be told. */
  noteTold(userId: number, lectureId: number): Promise<Reminders | undefined>;
  /** Leaves something to be sent once more, in the place of what was left before. */
  leaveAgain(userId: number, id: string): Promise<boolean>;
  /** Takes it out, once. */
  takeAgain(userId: number, id: string): Promise<Reminders | undefined>;
}

/** The public key by which devices know who may write to them. */
export interface PushKeyStore {
  find(): Promise<string | undefined>;
  keep(publicKey: string): Promise<void>;
}

/** When the newest lecture of a learner was submitted, an answer to a pupil included. */
export type LastTaught = (userId: number) => Promise<number | undefined>;

export const notificationKinds = ['REMINDER', 'LAST_REMINDER', 'READY', 'ENDED'] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** What a push service made of a message. */
export type PushOutcome =
  | { readonly kind: 'sent' }
  /** The device has no such subscription any more, or one that nothing can be written to. */
  | { readonly kind: 'gone' }
  /** Was not taken; it asks not to come back before that. */
  | { readonly kind: 'wait'; readonly seconds: number }
  /** Whether it arrived is not known, or it never will. */
  | { readonly kind: 'failed' };

export interface PushMessage {
  /** Bytes for the device alone. */
  readonly text: string;
  /** How long its push service keeps it for a device that is away. */
  readonly timeToLiveSeconds: number;
  /** A later message of the same topic takes its place there. */
  readonly topic: string;
}

export type SendPush = (device: Device, message: PushMessage) => Promise<PushOutcome>;

/** What the queue carries. */
export type ReminderMessage =
  | { readonly kind: 'due'; readonly due: readonly Due[] }
  | ({ readonly kind: 'ended' } & EndedLecture)
  | ({ readonly kind: 'again' } & SentAgain);

export interface EndedLecture {
  readonly userId: number;
  readonly lectureId: number;
  readonly isGraded: boolean;
}

/** What a push service did not take. */
export interface SentAgain {
  readonly userId: number;
  /** As it was left. */
  readonly id: string;
  readonly notification: NotificationKind;
  readonly lectureId?: number | undefined;
  /** Endpoints of the devices that it is for. */
  readonly endpoints: readonly string[];
  /** Not before that moment. */
  readonly notBefore: number;
  /** Of no use after that moment. */
  readonly until: number;
  /** Which time it is, from 2. */
  readonly attempt: number;
}

export interface ReminderQueue {
  /** Not delivered before `delaySeconds`, 900 at most. */
  send(message: ReminderMessage, delaySeconds?: number): Promise<void>;
  sendAll(messages: readonly ReminderMessage[]): Promise<void>;
  /** About how many messages wait. */
  waiting(): Promise<number>;
}

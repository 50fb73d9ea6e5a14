import { seoulDay } from '../calendar/seoul-day.ts';
import {
  type ChangedConsents,
  type ConsentGiver,
  type ConsentPurpose,
  type Consents,
  consentLimits,
} from '../contracts/consents.ts';
import { DomainError } from '../domain-error.ts';

/** Somebody agreed to a version of a purpose, or withdrew that. It never changes once it is stored. */
export interface ConsentChange {
  readonly purpose: ConsentPurpose;
  readonly version: number;
  /** False for a withdrawal. */
  readonly given: boolean;
  readonly by: ConsentGiver;
  /** When it happened, which orders the changes. */
  readonly at: number;
  /** When the device reported it. */
  readonly recordedAt: number;
}

export interface ConsentStore {
  /** Lists every change of a user in the order of `at`. */
  list(userId: number, read?: 'consistent' | 'eventual'): Promise<readonly ConsentChange[]>;
  /** Returns false where the purpose already has a change at that moment. */
  add(userId: number, change: ConsentChange): Promise<boolean>;
}

export interface ChangeConsentsPorts {
  readonly consents: ConsentStore;
  /** It may be repeated. */
  readonly leaveLeague: (userId: number) => Promise<void>;
  readonly clock: () => number;
}

type Wanted = ChangedConsents['consents'][number];
type History = readonly ConsentChange[];

/** The last change of each purpose. */
const lastOfEach = (history: History): readonly ConsentChange[] => [
  ...new Map(history.map((change) => [change.purpose, change])).values(),
];

/** Whether the last change on a purpose is an agreement. */
export const hasAgreed = (history: History, purpose: ConsentPurpose): boolean =>
  lastOn(history, purpose)?.given === true;

/**
 * Whether a purpose was agreed to once and no longer is. Who never said anything has withdrawn nothing.
 */
export const hasWithdrawn = (history: History, purpose: ConsentPurpose): boolean =>
  lastOn(history, purpose)?.given === false;

const lastOn = (history: History, purpose: ConsentPurpose): ConsentChange | undefined =>
  history.findLast((change) => change.purpose === purpose);

/**
 * Whether a guardian answers for the learner. A withdrawal says nothing about age, so the last
 * agreement on each purpose decides. A learner who has turned 14 agrees to each purpose anew.
 */
export const isUnder14 = (history: History): boolean =>
  lastOfEach(history.filter(({ given }) => given)).some(({ by }) => by === 'GUARDIAN');

/**
 * Whether a learner may share, be in a league or see ads: all three are closed to learners under 14. A
 * learner who never said anything may, because the published app asks for no consent and is for people
 * of 14 or older.
 */
export const mayShare = (history: History): boolean => !isUnder14(history);

/**
 * Stores what has changed and returns the history including it. A statement that already holds changes
 * nothing, so a device may send again what it is not sure of. A learner for whom a guardian answers is
 * taken out of the league.
 *
 * @throws DomainError TOO_MANY_CONSENTS where there were more agreements today than anybody can mean
 */
export async function changeConsents(
  { consents, leaveLeague, clock }: ChangeConsentsPorts,
  userId: number,
  wanted: readonly Wanted[],
): Promise<History> {
  const now = clock();
  let history = await consents.list(userId);
  for (const each of wanted) {
    let change = changeOf(history, each, now);
    while (change !== undefined && !(await consents.add(userId, change))) {
      // Another device was faster by less than a millisecond.
      history = await consents.list(userId);
      change = changeOf(history, each, now);
    }
    if (change) history = [...history, change].sort((one, other) => one.at - other.at);
  }
  if (!mayShare(history)) await leaveLeague(userId);
  return history;
}

/**
 * Turns an agreement or a withdrawal into a change. A withdrawal always overrides what is known when it
 * arrives, while an agreement overrides only what happened before it: one that a device has kept since
 * before a withdrawal does not bring back what was withdrawn on another device.
 */
function changeOf(
  history: History,
  { secondsAgo, ...wanted }: Wanted,
  now: number,
): ConsentChange | undefined {
  const { purpose, version, given, by } = wanted;
  const ofPurpose = history.filter((change) => change.purpose === purpose);
  const last = ofPurpose.at(-1);
  if (!given && !last?.given) return undefined;
  if (given && last?.given && last.version === version && last.by === by) return undefined;
  if (given) checkAllowance(history, now);
  const happenedAt = now - secondsAgo * 1000;
  let at = given ? happenedAt : Math.max(happenedAt, (last?.at ?? 0) + 1);
  while (ofPurpose.some((change) => change.at === at)) at += 1;
  return { ...wanted, at, recordedAt: now };
}

/** A history is kept for good, so its growth in a day is limited. */
function checkAllowance(history: History, now: number): void {
  const today = seoulDay(now);
  const givenToday = history.filter(
    ({ given, recordedAt }) => given && seoulDay(recordedAt) === today,
  );
  if (givenToday.length < consentLimits.givenPerDay) return;
  throw new DomainError(
    'TOO_MANY_CONSENTS',
    'Consent was given too often today. Try again tomorrow.',
    'consents',
  );
}

export function consentsBody(history: History): Consents {
  const shown = ({ purpose, version, given, by, at }: ConsentChange) => ({
    purpose,
    version,
    given,
    by,
    at: new Date(at).toISOString(),
  });
  return {
    consents: lastOfEach(history).map(shown),
    under14: isUnder14(history),
    history: history.map(shown).reverse(),
  };
}

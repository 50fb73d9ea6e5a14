import { seoulDay } from '../calendar/seoul-day.ts';
import {
  type ChangedConsents,
  type ConsentGiver,
  type ConsentPurpose,
  type Consents,
  consentLimits,
} from '../contracts/consents.ts';
import { DomainError } from '../domain-error.ts';

/** Somebody agreed to a version of a purpose, or withdrew that. Never changed once it is kept. */
export interface ConsentChange {
  readonly purpose: ConsentPurpose;
  readonly version: number;
  /** False: withdrawn. */
  readonly given: boolean;
  readonly by: ConsentGiver;
  /** When it happened, which orders the changes. */
  readonly at: number;
  /** When the device got to tell. */
  readonly recordedAt: number;
}

export interface ConsentStore {
  /** Every change of a user, in the order of `at`. */
  list(userId: number, read?: 'consistent' | 'eventual'): Promise<readonly ConsentChange[]>;
  /** False where that purpose has a change of that moment already. */
  add(userId: number, change: ConsentChange): Promise<boolean>;
}

export interface ChangeConsentsPorts {
  readonly consents: ConsentStore;
  /** Asked again it changes nothing. */
  readonly leaveLeague: (userId: number) => Promise<void>;
  readonly clock: () => number;
}

type Wanted = ChangedConsents['consents'][number];
type History = readonly ConsentChange[];

/** The last word on each purpose. */
const lastOfEach = (history: History): readonly ConsentChange[] => [
  ...new Map(history.map((change) => [change.purpose, change])).values(),
];

/** Whether that is agreed to, by the last word on it. */
export const hasAgreed = (history: History, purpose: ConsentPurpose): boolean =>
  lastOn(history, purpose)?.given === true;

/** Whether it was agreed to once and is no longer. Who never said anything has withdrawn nothing. */
export const hasWithdrawn = (history: History, purpose: ConsentPurpose): boolean =>
  lastOn(history, purpose)?.given === false;

const lastOn = (history: History, purpose: ConsentPurpose): ConsentChange | undefined =>
  history.findLast((change) => change.purpose === purpose);

/**
 * Whether a guardian answers for the learner. Who withdraws tells nothing of an age, so for each
 * purpose it counts who agreed last; a learner who has turned 14 agrees to each anew.
 */
export const isUnder14 = (history: History): boolean =>
  lastOfEach(history.filter(({ given }) => given)).some(({ by }) => by === 'GUARDIAN');

/**
 * Whether a learner may share, be in a league or see ads: all three are closed to learners under 14.
 * Who never said anything may: the published app asks for no consent, and is for people of 14 or older.
 */
export const mayShare = (history: History): boolean => !isUnder14(history);

/**
 * Keeps what has changed, and answers the history with it. What already holds changes nothing, so
 * that a device may send again what it is not sure of. Whom a guardian answers for is in no league from
 * then on.
 *
 * @throws DomainError TOO_MANY_CONSENTS where so much was agreed to today that it cannot be meant
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
      // Another device was quicker by less than a millisecond.
      history = await consents.list(userId);
      change = changeOf(history, each, now);
    }
    if (change) history = [...history, change].sort((one, other) => one.at - other.at);
  }
  if (!mayShare(history)) await leaveLeague(userId);
  return history;
}

/**
 * What an agreement or a withdrawal becomes. A withdrawal always has the last word on what is known
 * when it arrives, while an agreement has it only over what happened before: one that a device has
 * kept since before the withdrawal does not bring back what was withdrawn on another.
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

/** A history is kept for good, so nobody makes it long without end. */
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

/** As the API shows it. */
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

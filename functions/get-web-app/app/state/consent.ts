import { type Signal, signal } from '@preact/signals';
import type { HeldConsent } from '../../../../shared/client/answers.ts';
import type { ConsentPurpose, GivenConsents } from '../../../../shared/contracts/consents.ts';
import { byOneTab } from '../device/one-tab.ts';
import { keepStored, readStoredJson } from './stored.ts';

/** The version of each consent text. Whoever agreed to an earlier version is asked again. */
const versions = { PROCESSING_ABROAD: 1, DISPUTE_STUDIES: 1 } as const satisfies Record<
  ConsentPurpose,
  number
>;
/** The name under which this browser keeps each consent. */
const storedNames = { PROCESSING_ABROAD: 'consent', DISPUTE_STUDIES: 'consent-studies' } as const;

const purposes = ['PROCESSING_ABROAD', 'DISPUTE_STUDIES'] as const;
const isPurpose = (name: unknown): name is ConsentPurpose =>
  purposes.some((purpose) => purpose === name);

/** Who agreed to what and when. Learners under 14 need a guardian. */
export interface Consent {
  readonly version: number;
  readonly by: 'learner' | 'guardian';
  /** ISO 8601 */
  readonly at: string;
}

/** One purpose that was agreed to or withdrawn at a moment. */
interface ConsentChange extends Consent {
  readonly purpose: ConsentPurpose;
  readonly given: boolean;
}

function readConsent(purpose: ConsentPurpose): Consent | undefined {
  const kept = readStoredJson(storedNames[purpose]);
  return isConsent(kept) && kept.version === versions[purpose] ? kept : undefined;
}

const isConsent = (value: unknown): value is Consent =>
  typeof value === 'object' &&
  value !== null &&
  'version' in value &&
  typeof value.version === 'number' &&
  'at' in value &&
  typeof value.at === 'string' &&
  'by' in value &&
  (value.by === 'learner' || value.by === 'guardian');

function readChange(kept: unknown): readonly ConsentChange[] {
  if (!isConsent(kept) || !('given' in kept) || typeof kept.given !== 'boolean') return [];
  // Earlier versions of the app asked for one purpose, and did not name it.
  const purpose = 'purpose' in kept ? kept.purpose : 'PROCESSING_ABROAD';
  return isPurpose(purpose) ? [{ ...kept, given: kept.given, purpose }] : [];
}

/** What the learner agrees to now, for each purpose. */
export const consents: Readonly<Record<ConsentPurpose, Signal<Consent | undefined>>> = {
  PROCESSING_ABROAD: signal(readConsent('PROCESSING_ABROAD')),
  DISPUTE_STUDIES: signal(readConsent('DISPUTE_STUDIES')),
};
/** Nothing is sent without this consent. */
export const consent = consents.PROCESSING_ABROAD;

/** What waits for the learner's consent; while something does, its screen is shown. */
export const awaitingConsent = signal<(() => void) | undefined>(undefined);

/** Acts now, or once the learner has agreed to how their speech is processed. */
export function withConsent(action: () => void): void {
  if (consent.value) action();
  else awaitingConsent.value = action;
}

/** Records the consent, then does what {@link withConsent} was waiting to do. */
export function giveConsent(by: Consent['by']): void {
  agreeTo('PROCESSING_ABROAD', by);
  const action = awaitingConsent.value;
  awaitingConsent.value = undefined;
  action?.();
}

export function agreeTo(purpose: ConsentPurpose, by: Consent['by']): void {
  const given: Consent = { version: versions[purpose], by, at: new Date().toISOString() };
  keepUntold([...readUntold(), { ...given, purpose, given: true }]);
  remember(purpose, given);
}

/** Withdraws a consent. What was sent before stays sent. */
export function withdraw(purpose: ConsentPurpose): void {
  const withdrawn = consents[purpose].value;
  if (withdrawn) {
    const at = new Date().toISOString();
    keepUntold([...readUntold(), { ...withdrawn, at, purpose, given: false }]);
  }
  remember(purpose, undefined);
}

function remember(purpose: ConsentPurpose, held: Consent | undefined): void {
  keepStored(storedNames[purpose], held && JSON.stringify(held));
  consents[purpose].value = held;
}

/**
 * The server refused a lecture because the consent was withdrawn on another device. This device then
 * asks again as well.
 * @param sentAt when the lecture was sent; a consent that was given after that still holds
 */
export function heardOfWithdrawal(sentAt: string | undefined): void {
  const given = consent.value;
  if (given && sentAt !== undefined && given.at < sentAt) remember('PROCESSING_ABROAD', undefined);
}

/**
 * The changes that the server has not heard of, in the order in which they happened. If nothing was ever
 * told for this login, as earlier versions of the app did, they are the consents that hold now.
 */
function readUntold(): readonly ConsentChange[] {
  const kept = readStoredJson('consents-untold');
  if (Array.isArray(kept)) return kept.flatMap(readChange);
  return purposes.flatMap((purpose) => {
    const given = readConsent(purpose);
    return given ? [{ ...given, purpose, given: true }] : [];
  });
}

const keepUntold = (changes: readonly ConsentChange[]) =>
  keepStored('consents-untold', JSON.stringify(changes));

/** After a new login on this device, the server does not know what was agreed to here. */
export const tellConsentsAnew = () => keepStored('consents-untold', undefined);

const changesPerCall = 10;

/** Tells the server what it has not heard of, one tab at a time, and takes over what the server holds. */
export const tellConsents = (
  tell: (changes: GivenConsents['consents']) => Promise<readonly HeldConsent[]>,
): Promise<void> =>
  byOneTab('consents', {}, async () => {
    for (;;) {
      const told = readUntold().slice(0, changesPerCall);
      if (told.length === 0) return;
      const held = await tell(told.map(asToldNow));
      // Something may have been agreed to in the meantime.
      const untold = readUntold().slice(told.length);
      keepUntold(untold);
      if (untold.length === 0) held.forEach(takeOver);
    }
  });

/**
 * Takes over what another device changed. What it withdrew is asked again here; what it agreed to is
 * shown here.
 */
function takeOver({ purpose, given, by, at }: HeldConsent): void {
  if (!isPurpose(purpose)) return;
  // The person who holds this device is asked before anything is sent from it.
  const mayBeShown = purpose !== 'PROCESSING_ABROAD' && !consents[purpose].value;
  const giver = by === 'GUARDIAN' ? 'guardian' : 'learner';
  if (given === false) remember(purpose, undefined);
  else if (mayBeShown && at) remember(purpose, { version: versions[purpose], by: giver, at });
}

const asToldNow = ({
  purpose,
  version,
  given,
  by,
  at,
}: ConsentChange): GivenConsents['consents'][number] => ({
  purpose,
  version,
  given,
  by: by === 'guardian' ? 'GUARDIAN' : 'LEARNER',
  // The age is rounded down, so that no change seems older than the one before it.
  secondsAgo: Math.floor((Date.now() - Date.parse(at)) / 1000),
});

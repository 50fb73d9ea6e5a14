import { type Signal, signal } from '@preact/signals';
import type { HeldConsent } from '../../../../shared/client/answers.ts';
import type { ConsentPurpose, GivenConsents } from '../../../../shared/contracts/consents.ts';
import { byOneTab } from '../device/one-tab.ts';
import { keepStored, readStored } from './stored.ts';

/** The version of each text that is agreed to: whoever agreed to an earlier one is asked again. */
const versions = { PROCESSING_ABROAD: 1, DISPUTE_STUDIES: 1 } as const satisfies Record<
  ConsentPurpose,
  number
>;
/** Under which name each lies in this browser. */
const storedNames = { PROCESSING_ABROAD: 'consent', DISPUTE_STUDIES: 'consent-studies' } as const;

const purposes = ['PROCESSING_ABROAD', 'DISPUTE_STUDIES'] as const;
const isPurpose = (name: unknown): name is ConsentPurpose =>
  purposes.some((purpose) => purpose === name);

/** Who agreed to what and when: learners under 14 only with a guardian. */
export interface Consent {
  readonly version: number;
  readonly by: 'learner' | 'guardian';
  /** ISO 8601 */
  readonly at: string;
}

/** Agreed to, or withdrawn, at that moment. */
interface ConsentChange extends Consent {
  readonly purpose: ConsentPurpose;
  readonly given: boolean;
}

function readJson(name: string): unknown {
  try {
    return JSON.parse(readStored(name) ?? 'null');
  } catch {
    return undefined;
  }
}

function readConsent(purpose: ConsentPurpose): Consent | undefined {
  const kept = readJson(storedNames[purpose]);
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

/** What is agreed to now, each purpose by itself. */
export const consents: Readonly<Record<ConsentPurpose, Signal<Consent | undefined>>> = {
  PROCESSING_ABROAD: signal(readConsent('PROCESSING_ABROAD')),
  DISPUTE_STUDIES: signal(readConsent('DISPUTE_STUDIES')),
};
/** Without this one nothing is sent. */
export const consent = consents.PROCESSING_ABROAD;

/** What waits for the learner's consent; while something does, its screen is shown. */
export const awaitingConsent = signal<(() => void) | undefined>(undefined);

/** Does it now, or once the learner has agreed to what happens with what is said. */
export function withConsent(action: () => void): void {
  if (consent.value) action();
  else awaitingConsent.value = action;
}

/** What {@link withConsent} waited for then happens. */
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

/** What was sent before is not taken back by this. */
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
 * What the server refused since it was withdrawn on another device: this one asks again as well.
 * @param sentAt when it was sent; what was agreed to after that stands
 */
export function heardOfWithdrawal(sentAt: string | undefined): void {
  const given = consent.value;
  if (given && sentAt !== undefined && given.at < sentAt) remember('PROCESSING_ABROAD', undefined);
}

/**
 * What the server has not heard of, in the order in which it happened. As long as nothing at all was
 * told for this login, as by an earlier version of the app, that is what is agreed to now.
 */
function readUntold(): readonly ConsentChange[] {
  const kept = readJson('consents-untold');
  if (Array.isArray(kept)) return kept.flatMap(readChange);
  return purposes.flatMap((purpose) => {
    const given = readConsent(purpose);
    return given ? [{ ...given, purpose, given: true }] : [];
  });
}

const keepUntold = (changes: readonly ConsentChange[]) =>
  keepStored('consents-untold', JSON.stringify(changes));

/** Of a login that is new to this device the server does not know what was agreed to here. */
export const tellConsentsAnew = () => keepStored('consents-untold', undefined);

const changesPerCall = 10;

/** Tells the server what it has not heard of, one tab at a time, and learns what holds. */
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

/** Another device has had a say: what it withdrew is asked anew here, what it agreed to is shown. */
function takeOver({ purpose, given, by, at }: HeldConsent): void {
  if (!isPurpose(purpose)) return;
  // Whoever holds this device is asked before anything is sent from it.
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
  // Rounded down, so that nothing seems to have happened before what came before it.
  secondsAgo: Math.floor((Date.now() - Date.parse(at)) / 1000),
});

import { signal } from '@preact/signals';
import type { GivenConsents } from '../../../../shared/contracts/consents.ts';
import { byOneTab } from '../device/one-tab.ts';
import { keepStored, readStored } from './stored.ts';

/** The version of the text that is agreed to: whoever agreed to an earlier one is asked again. */
export const consentVersion = 1;

/** What the text asks for, by its name in the API. */
const purpose = 'PROCESSING_ABROAD';

/** Who agreed to what and when: learners under 14 only with a guardian. */
export interface Consent {
  readonly version: number;
  readonly by: 'learner' | 'guardian';
  /** ISO 8601 */
  readonly at: string;
}

/** Agreed to, or withdrawn, at that moment. */
interface ConsentChange extends Consent {
  readonly given: boolean;
}

function readJson(name: string): unknown {
  try {
    return JSON.parse(readStored(name) ?? 'null');
  } catch {
    return undefined;
  }
}

function readConsent(): Consent | undefined {
  const kept = readJson('consent');
  return isConsent(kept) && kept.version === consentVersion ? kept : undefined;
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

const isChange = (value: unknown): value is ConsentChange =>
  isConsent(value) && 'given' in value && typeof value.given === 'boolean';

export const consent = signal(readConsent());

/** What waits for the learner's consent; while something does, its screen is shown. */
export const awaitingConsent = signal<(() => void) | undefined>(undefined);

/** Does it now, or once the learner has agreed to what happens with what is said. */
export function withConsent(action: () => void): void {
  if (consent.value) action();
  else awaitingConsent.value = action;
}

export function giveConsent(by: Consent['by']): void {
  const given: Consent = { version: consentVersion, by, at: new Date().toISOString() };
  keepUntold([...readUntold(), { ...given, given: true }]);
  keepStored('consent', JSON.stringify(given));
  consent.value = given;
  const action = awaitingConsent.value;
  awaitingConsent.value = undefined;
  action?.();
}

/** The next recording asks again; what was sent before is not taken back by this. */
export function withdrawConsent(): void {
  const withdrawn = consent.value;
  if (withdrawn) {
    const at = new Date().toISOString();
    keepUntold([...readUntold(), { ...withdrawn, at, given: false }]);
  }
  forgetConsent();
}

function forgetConsent(): void {
  keepStored('consent', undefined);
  consent.value = undefined;
}

/**
 * What the server has not heard of, in the order in which it happened. As long as nothing at all was
 * told for this login, as by an earlier version of the app, that is what is agreed to now.
 */
function readUntold(): readonly ConsentChange[] {
  const kept = readJson('consents-untold');
  if (Array.isArray(kept)) return kept.filter(isChange);
  const given = readConsent();
  return given ? [{ ...given, given: true }] : [];
}

const keepUntold = (changes: readonly ConsentChange[]) =>
  keepStored('consents-untold', JSON.stringify(changes));

/** Of a login that is new to this device the server does not know what was agreed to here. */
export const tellConsentsAnew = () => keepStored('consents-untold', undefined);

const changesPerCall = 10;

/** What the server holds of a purpose. */
interface HeldConsent {
  readonly purpose: string;
  readonly given: boolean | undefined;
}

/**
 * Tells the server what it has not heard of, one tab at a time. Where that was withdrawn on another
 * device meanwhile, this one asks again as well.
 */
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
      const ours = held.find((each) => each.purpose === purpose);
      if (untold.length === 0 && ours?.given === false) forgetConsent();
    }
  });

const asToldNow = ({
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

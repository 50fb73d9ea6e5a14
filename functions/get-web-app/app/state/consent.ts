import { signal } from '@preact/signals';
import { keepStored, readStored } from './stored.ts';

/** Of the text that is agreed to: whoever agreed to an earlier one is asked again. */
export const consentVersion = 1;

/** Who agreed to what and when: learners under 14 only with a guardian. */
export interface Consent {
  readonly version: number;
  readonly by: 'learner' | 'guardian';
  /** ISO 8601 */
  readonly at: string;
}

function readConsent(): Consent | undefined {
  try {
    const kept: unknown = JSON.parse(readStored('consent') ?? 'null');
    return isConsent(kept) && kept.version === consentVersion ? kept : undefined;
  } catch {
    return undefined;
  }
}

const isConsent = (value: unknown): value is Consent =>
  typeof value === 'object' &&
  value !== null &&
  'version' in value &&
  'at' in value &&
  typeof value.at === 'string' &&
  'by' in value &&
  (value.by === 'learner' || value.by === 'guardian');

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
  keepStored('consent', JSON.stringify(given));
  consent.value = given;
  const action = awaitingConsent.value;
  awaitingConsent.value = undefined;
  action?.();
}

/** The next recording asks again; what was sent before is not taken back by this. */
export function withdrawConsent(): void {
  keepStored('consent', undefined);
  consent.value = undefined;
}

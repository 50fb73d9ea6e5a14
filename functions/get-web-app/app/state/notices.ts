import { signal } from '@preact/signals';
import { troubleOf } from '../../../../shared/client/trouble.ts';
import { troubleText } from '../../../../shared/client/wording.ts';
import { messages } from './language.ts';

/** What screen readers announce without moving the focus. */
export const announcement = signal('');

export function announce(text: string): void {
  announcement.value = text;
}

/** Why something did not work, in words for people and in the current language. */
export function errorText(error: unknown): string {
  const trouble = troubleOf(error);
  if (trouble) return troubleText(trouble, messages.value);
  console.error(error);
  return messages.value.failureReasons.UNKNOWN;
}

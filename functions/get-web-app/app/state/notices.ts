import { signal } from '@preact/signals';
import { troubleOf } from '../../../../shared/client/trouble.ts';
import { troubleText } from '../../../../shared/client/wording.ts';
import { messages } from './language.ts';

/** What those who listen to the page are told, without moving what they are at. */
export const announcement = signal('');

export function announce(text: string): void {
  announcement.value = text;
}

/** Why something did not work, for people, in the language of the moment. */
export function errorText(error: unknown): string {
  const trouble = troubleOf(error);
  if (trouble) return troubleText(trouble, messages.value);
  console.error(error);
  return messages.value.failureReasons.UNKNOWN;
}

import { computed, effect, signal } from '@preact/signals';
import { messagesIn } from '../../../../shared/client/language.ts';
import type { Language } from '../../../../shared/client/messages.ts';
import { english } from '../texts/en.ts';
import { korean } from '../texts/ko.ts';
import { keepStored, readStored } from './stored.ts';

function firstLanguage(): Language {
  const kept = readStored('language');
  if (kept === 'ko' || kept === 'en') return kept;
  return navigator.language.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}

export const language = signal<Language>(firstLanguage());

/** What this app alone says, in the language of the moment. */
export const texts = computed(() => (language.value === 'ko' ? korean : english));

/** What every client of ours says. */
export const messages = computed(() => messagesIn(language.value));

export function changeLanguage(next: Language): void {
  language.value = next;
  keepStored('language', next);
}

effect(() => {
  document.documentElement.lang = language.value;
  document.title = texts.value.documentTitle;
});

import { computed, effect, signal } from '@preact/signals';
import type { Language } from '../../../../shared/client/messages.ts';
import { messagesIn } from '../../../../shared/client/wording.ts';
import { english } from '../texts/en.ts';
import { korean } from '../texts/ko.ts';
import { keepStored, readStored } from './stored.ts';

function firstLanguage(): Language {
  const kept = readStored('language');
  if (kept === 'ko' || kept === 'en') return kept;
  return navigator.language.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}

export const language = signal<Language>(firstLanguage());

/** The texts that only this app has, in the current language. */
export const texts = computed(() => (language.value === 'ko' ? korean : english));

/** The texts that all our clients share, in the current language. */
export const messages = computed(() => messagesIn(language.value));

export function changeLanguage(next: Language): void {
  language.value = next;
  keepStored('language', next);
}

effect(() => {
  document.documentElement.lang = language.value;
  document.title = texts.value.documentTitle;
});

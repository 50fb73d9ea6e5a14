import { computed } from '@preact/signals';
import { loopMessagesIn } from '../../../../shared/client/loop-wording.ts';
import { englishLoopTexts } from '../texts/loop-en.ts';
import { koreanLoopTexts } from '../texts/loop-ko.ts';
import { language } from './language.ts';

/**
 * Texts that the first screen does not need, in the current language: those of all clients and this app's
 * own.
 */
export const loopMessages = computed(() => loopMessagesIn(language.value));
export const loopTexts = computed(() =>
  language.value === 'ko' ? koreanLoopTexts : englishLoopTexts,
);

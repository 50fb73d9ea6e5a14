import { computed } from '@preact/signals';
import { loopMessagesIn } from '../../../../shared/client/loop-wording.ts';
import { englishLoopTexts } from '../texts/loop-en.ts';
import { koreanLoopTexts } from '../texts/loop-ko.ts';
import { language } from './language.ts';

/** Texts that no first screen needs, in the language of the moment: both clients', and this one's. */
export const loopMessages = computed(() => loopMessagesIn(language.value));
export const loopTexts = computed(() =>
  language.value === 'ko' ? koreanLoopTexts : englishLoopTexts,
);

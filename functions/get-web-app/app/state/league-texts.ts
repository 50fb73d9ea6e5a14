import { computed } from '@preact/signals';
import { englishLeagueTexts } from '../texts/league-en.ts';
import { koreanLeagueTexts } from '../texts/league-ko.ts';
import { language } from './language.ts';

/** Of the weekly league, in the language of the moment. */
export const leagueTexts = computed(() =>
  language.value === 'ko' ? koreanLeagueTexts : englishLeagueTexts,
);

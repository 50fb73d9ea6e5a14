import { computed } from '@preact/signals';
import { englishLeagueTexts } from '../texts/league-en.ts';
import { koreanLeagueTexts } from '../texts/league-ko.ts';
import { language } from './language.ts';

/** The texts of the weekly league, in the current language. */
export const leagueTexts = computed(() =>
  language.value === 'ko' ? koreanLeagueTexts : englishLeagueTexts,
);

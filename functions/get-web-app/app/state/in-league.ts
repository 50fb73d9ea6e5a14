import { signal } from '@preact/signals';
import { keepStored, readStored } from './stored.ts';

/**
 * Whether this learner is in the weekly league, as far as this browser knows. The first screen makes no
 * call for it.
 */
export const isInLeague = signal(readStored('league') === 'in');

export function noteLeague(isIn: boolean): void {
  isInLeague.value = isIn;
  keepStored('league', isIn ? 'in' : undefined);
}

import { isHangul } from './spoken-text.ts';

/** Consonants that a recogniser takes for one another, in Unicode's order of initials. */
const initialGroups = 'g g n d d r m b b s s _ j j j g d b h'.split(' ');
/** Vowels likewise, ㅏ to ㅣ. */
const vowelGroups = 'a e a e eo e eo e o wa e e o u u e i u eu i i'.split(' ');

const nearest = { sameGroup: 0.5, otherVowel: 0.75, otherFinal: 0.5 } as const;

/** Whether one syllable is easily heard or spelled for another: 덱 and 댁, 충 and 총, 것 and 걸. */
export function soundsNear(a: string, b: string): boolean {
  if (!isHangul(a) || !isHangul(b)) return false;
  const [one, other] = [jamo(a), jamo(b)];
  if (initialGroups[one.initial] !== initialGroups[other.initial]) return false;
  const isVowelNear = vowelGroups[one.vowel] === vowelGroups[other.vowel];
  // A syllable that opens with its vowel has nothing else to be told by.
  if (!isVowelNear && initialGroups[one.initial] === '_') return false;
  const difference =
    (one.initial === other.initial ? 0 : nearest.sameGroup) +
    (one.vowel === other.vowel ? 0 : isVowelNear ? nearest.sameGroup : nearest.otherVowel) +
    (one.final === other.final ? 0 : nearest.otherFinal);
  return difference < 1;
}

function jamo(syllable: string): { initial: number; vowel: number; final: number } {
  const index = syllable.charCodeAt(0) - 0xac00;
  return {
    initial: Math.floor(index / 588),
    vowel: Math.floor((index % 588) / 28),
    final: index % 28,
  };
}

/** Edits between two words, up to `limit`; more is told as limit + 1. */
export function editDistance(a: string, b: string, limit: number): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const added = (current[column - 1] ?? 0) + 1;
      const dropped = (previous[column] ?? 0) + 1;
      current.push(Math.min(replaced, added, dropped));
    }
    previous = current;
  }
  return Math.min(previous[b.length] ?? 0, limit + 1);
}

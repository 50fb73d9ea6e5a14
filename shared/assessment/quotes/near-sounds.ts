const firstSyllable = 0xac00;
const lastSyllable = 0xd7a3;

/**
 * Groups of consonants that a recogniser confuses with one another (among them ㅎ and no consonant), in
 * Unicode's order of initials.
 */
const initialGroups = grouped('g g n d d n m b b s s _ j j j g d b _');
const silent = 11;
/** Groups of vowels, likewise, from ㅏ to ㅣ. */
const vowelGroups = grouped('a e a e eo e eo e o wa e e o u u e i u eu i i');

/** A number for each name, so that comparing groups costs nothing. */
function grouped(names: string): Uint8Array {
  const list = names.split(' ');
  return Uint8Array.from(list, (name) => list.indexOf(name));
}

/** Distances in quarters of a letter. Two syllables are near below a distance of four. */
const difference = { sameGroup: 2, otherVowel: 3, otherFinal: 2, tooFar: 4 } as const;

/** Whether one syllable is easily heard or spelled as the other: 덱 and 댁, 충 and 총, 것 and 걸. */
export function soundsNear(a: string, b: string): boolean {
  return codesSoundNear(a.charCodeAt(0), b.charCodeAt(0));
}

/** The same comparison by UTF-16 codes, because an alignment asks it for every pair of letters. */
export function codesSoundNear(a: number, b: number): boolean {
  if (a < firstSyllable || a > lastSyllable || b < firstSyllable || b > lastSyllable) return false;
  const one = a - firstSyllable;
  const other = b - firstSyllable;
  const initial = Math.floor(one / 588);
  const otherInitial = Math.floor(other / 588);
  if (initialGroups[initial] !== initialGroups[otherInitial]) return false;
  const vowel = Math.floor((one % 588) / 28);
  const otherVowel = Math.floor((other % 588) / 28);
  const isVowelNear = vowelGroups[vowel] === vowelGroups[otherVowel];
  // A syllable that opens with its vowel has nothing else to be recognised by.
  if (!isVowelNear && initial === silent) return false;
  const isFinalSame = one % 28 === other % 28;
  const found =
    (initial === otherInitial ? 0 : difference.sameGroup) +
    (vowel === otherVowel ? 0 : isVowelNear ? difference.sameGroup : difference.otherVowel) +
    (isFinalSame ? 0 : difference.otherFinal);
  return found < difference.tooFar;
}

/** Whether two texts have the same sounds, divided into syllables differently: 체인잉 and 체이닝. */
export function areSameSounds(a: string, b: string): boolean {
  return sounds(a) === sounds(b);
}

/**
 * Writes a text as separate jamo without the silent ㅇ, and final consonants as the initials they sound
 * like.
 */
function sounds(letters: string): string {
  return letters
    .normalize('NFD')
    .replaceAll('\u110b', '')
    .replace(
      /[\u11a8\u11ab\u11ae\u11af\u11b7\u11b8\u11ba\u11bd-\u11c1]/g,
      (final) => initialOf[final] ?? final,
    );
}

const initialOf: Readonly<Record<string, string>> = {
  '\u11a8': '\u1100',
  '\u11ab': '\u1102',
  '\u11ae': '\u1103',
  '\u11af': '\u1105',
  '\u11b7': '\u1106',
  '\u11b8': '\u1107',
  '\u11ba': '\u1109',
  '\u11bd': '\u110c',
  '\u11be': '\u110e',
  '\u11bf': '\u110f',
  '\u11c0': '\u1110',
  '\u11c1': '\u1111',
};

/** The number of edits between two words, up to `limit`; more are returned as limit + 1. */
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

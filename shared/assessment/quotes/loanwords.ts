import { isHangul, type Span } from './spoken-text.ts';

/**
 * A loanword looks different in two scripts: its vowels differ everywhere (array, 어레이), its consonants
 * hardly. So both are reduced to a skeleton of six coarse classes of consonants, which are compared: K
 * (ㄱㅋ, c, k), T, P (also f, v), S (also ㅈㅊ, j, z, sh, ch), and N, M, R, H. This is a table instead of
 * a library, because libraries that romanize Hangul give 'eorei' for 어레이, which is no nearer to
 * 'array'.
 */
const initialClasses = 'K K N T T R M P P S S _ S S S K T P H'.split(' ');
const finalClasses = '_ K K K N N N T R K M P R R P R M P P T T N T T K T P T'.split(' ');
const silentInitial = 11;
const noFinal = 0;

const names =
  '에이 비 씨 디 이 에프 지 에이치 아이 제이 케이 엘 엠 엔 오 피 큐 알 에스 티 유 브이 더블유 엑스 와이 제트'.split(
    ' ',
  );

/** Acronyms and formulas are spelled out: GDP 지디피, ma 엠에이. */
const spelledMaximumLetters = 6;

export function spelledInHangul(word: string): string | undefined {
  if (word.length > spelledMaximumLetters) return undefined;
  return Array.from(word, (letter) => names[letter.charCodeAt(0) - 97]).join('');
}

/**
 * Maps spelling to classes of consonants, the way Korean adopts English words. The first rule that fits
 * is taken.
 */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/cc(?=[eiy])/y, 'K?S'],
  [/ssion|[tsc]ion/y, 'SN'],
  [/c(?=tion)/y, 'K?'],
  [/tch|dge|sh|ture\b/y, 'S'],
  [/sch/y, 'SK?'],
  [/ch/y, '[SK]'],
  [/ph/y, 'P'],
  [/th/y, '[TS]'],
  [/gh/y, '[KP]?'],
  [/ck|qu/y, 'K'],
  [/\b[kg](?=n)|\bw(?=r)|\bp(?=s)/y, ''],
  [/\bx/y, 'S'],
  [/x/y, 'KS'],
  [/ng/y, 'NK?'],
  [/n(?=[kcq])/y, 'N'],
  [/c(?=[eiy])/y, 'S'],
  [/g(?=[eiy])/y, '[KS]'],
  [/mb\b/y, 'M'],
  [/r\b|g(?=n\b)/y, ''],
  [/r(?![aeiouy])/y, 'R?'],
  [/l(?=[kmf])/y, 'R?'],
  [/h(?![aeiouy])/y, ''],
  [/[aeiouwy]/y, ''],
  [/[gckq]/y, 'K'],
  [/[td](?=u)/y, '[TS]'],
  [/[td]/y, 'T'],
  [/[pbfv]/y, 'P'],
  [/[szj]/y, 'S'],
  [/n/y, 'N'],
  [/m/y, 'M'],
  [/\bl|r/y, 'R'],
  [/l(?=e?\b)/y, 'R'],
  [/l/y, 'RR?'],
  [/h/y, 'H'],
];

/** The consonants that may open the first syllable, which are less of a guess than the rest. */
const openings: Readonly<Record<string, string>> = {
  a: 'ㅇ',
  b: 'ㅂㅃ',
  c: 'ㅋㅅㅆㅊ',
  d: 'ㄷ',
  e: 'ㅇ',
  f: 'ㅍ',
  g: 'ㄱㅈㄴ',
  h: 'ㅎ',
  i: 'ㅇ',
  j: 'ㅈ',
  k: 'ㅋㄴ',
  l: 'ㄹ',
  m: 'ㅁ',
  n: 'ㄴ',
  o: 'ㅇ',
  p: 'ㅍㅅ',
  q: 'ㅋ',
  r: 'ㄹ',
  s: 'ㅅㅆ',
  t: 'ㅌㅅㄷㅊ',
  u: 'ㅇ',
  v: 'ㅂ',
  w: 'ㅇㄹ',
  x: 'ㅅㅈ',
  y: 'ㅇ',
  z: 'ㅈㅅ',
};
const initials = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';

export interface Loanword {
  /** Undefined for a word that has only vowels: way, 웨이. */
  readonly skeleton: RegExp | undefined;
  readonly opensWith: string;
}

/**
 * More optional sounds than this match no further words, but take long, since each may be there or not.
 */
const optionalMaximum = 5;

/** No loanword is longer than this. */
const loanwordMaximumLetters = 24;

/** @param word lower-case Latin letters */
export function loanword(word: string): Loanword {
  if (word.length > loanwordMaximumLetters) return notHeard;
  const spelling = word.replace(/(?!ssion|cc[eiy])([a-z])\1/g, '$1');
  let skeleton = '';
  for (let at = 0; at < spelling.length; ) {
    const length = at;
    for (const [pattern, classes] of spellings) {
      pattern.lastIndex = at;
      if (!pattern.test(spelling)) continue;
      skeleton += classes;
      at = Math.max(pattern.lastIndex, at + 1);
      break;
    }
    if (at === length) at++;
  }
  const optional = skeleton.split('?').length - 1;
  const isTold = /[A-Z](?!\?)/.test(skeleton) && optional <= optionalMaximum;
  return {
    skeleton: isTold ? new RegExp(skeleton, 'g') : undefined,
    opensWith: openings[word[0] ?? ''] ?? '',
  };
}

const notHeard: Loanword = { skeleton: undefined, opensWith: '' };

/** The consonants of a text's Hangul, each with its syllable. */
export interface HangulSkeleton {
  readonly letters: string;
  readonly classes: string;
  readonly syllables: readonly number[];
  readonly areFinal: readonly boolean[];
}

const firstSyllable = 0xac00;
const vowelsTimesFinals = 21 * 28;

function jamoOf(letter: string | undefined): { initial: number; final: number } | undefined {
  if (!isHangul(letter) || letter === undefined) return undefined;
  const index = letter.charCodeAt(0) - firstSyllable;
  return { initial: Math.floor(index / vowelsTimesFinals), final: index % 28 };
}

export function hangulSkeleton(letters: string): HangulSkeleton {
  let classes = '';
  const syllables: number[] = [];
  const areFinal: boolean[] = [];
  const push = (consonant: string, syllable: number, isFinal: boolean) => {
    if (consonant === '_') return;
    classes += consonant;
    syllables.push(syllable);
    areFinal.push(isFinal);
  };
  for (let index = 0; index < letters.length; index++) {
    const jamo = jamoOf(letters[index]);
    if (!jamo) {
      push('|', index, false);
      continue;
    }
    push(initialClasses[jamo.initial] ?? '_', index, false);
    push(finalClasses[jamo.final] ?? '_', index, true);
  }
  return { letters, classes, syllables, areFinal };
}

/**
 * Finds the stretches of Hangul that sound like the word. Where its vowels may reach further, each
 * possibility is listed.
 */
export function soundsLike(word: Loanword, hangul: HangulSkeleton): Span[] {
  if (!word.skeleton) return word.opensWith.includes('ㅇ') ? vowelsAlone(hangul) : [];
  const spans: Span[] = [];
  word.skeleton.lastIndex = 0;
  for (
    let match = word.skeleton.exec(hangul.classes);
    match;
    match = word.skeleton.exec(hangul.classes)
  ) {
    const last = match.index + match[0].length - 1;
    const starts = startsOf(word, hangul, match.index);
    const ends = endsOf(hangul, last);
    for (const start of starts) for (const end of ends) spans.push({ start, end });
    word.skeleton.lastIndex = match.index + 1;
  }
  return spans;
}

/** One or two syllables without a consonant. */
function vowelsAlone(hangul: HangulSkeleton): Span[] {
  return Array.from(hangul.letters).flatMap((_, start) => {
    if (!isVowelAlone(hangul, start)) return [];
    const one = { start, end: start + 1 };
    return isVowelAlone(hangul, start + 1) ? [one, { start, end: start + 2 }] : [one];
  });
}

function startsOf(word: Loanword, hangul: HangulSkeleton, first: number): number[] {
  const syllable = hangul.syllables[first] ?? 0;
  const isFinal = hangul.areFinal[first] === true;
  if (!word.opensWith.includes('ㅇ') && isFinal) return [];
  const isOpening = (index: number) => {
    const jamo = jamoOf(hangul.letters[index]);
    return jamo !== undefined && word.opensWith.includes(initials[jamo.initial] ?? '');
  };
  const candidates = isFinal
    ? [syllable, ...(isVowelAlone(hangul, syllable - 1) ? [syllable - 1] : [])]
    : [syllable, ...vowelsBefore(hangul, syllable)];
  return candidates.filter(isOpening);
}

function vowelsBefore(hangul: HangulSkeleton, syllable: number): number[] {
  if (!isVowelAlone(hangul, syllable - 1)) return [];
  return isVowelAlone(hangul, syllable - 2) ? [syllable - 1, syllable - 2] : [syllable - 1];
}

function endsOf(hangul: HangulSkeleton, last: number): number[] {
  const syllable = hangul.syllables[last] ?? 0;
  // The word lacks this final consonant: the match would end within a syllable.
  if (hangul.syllables[last + 1] === syllable) return [];
  const ends = [...(isSecondL(hangul, last) ? [syllable] : []), syllable + 1];
  for (let end = syllable + 1; isVowelAlone(hangul, end) && end <= syllable + 2; end++) {
    ends.push(end + 1);
  }
  return ends;
}

/** The second ㄹ of 밸류 belongs to the first; that of 셀 라 does not. */
function isSecondL(hangul: HangulSkeleton, last: number): boolean {
  return (
    hangul.classes.slice(last - 1, last + 1) === 'RR' &&
    hangul.areFinal[last - 1] === true &&
    hangul.areFinal[last] === false
  );
}

function isVowelAlone(hangul: HangulSkeleton, index: number): boolean {
  const jamo = jamoOf(hangul.letters[index]);
  return jamo?.initial === silentInitial && jamo.final === noFinal;
}

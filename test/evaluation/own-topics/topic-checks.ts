import type { TopicContent } from '../../../shared/own-topics/own-topic.ts';

/**
 * Words that carry meaning, by their beginnings: two syllables of Korean, four letters of other languages.
 * Endings and particles come after those; a shorter word is a particle or says little.
 */
function beginningsOf(text: string): Set<string> {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words.flatMap((word) => {
      if (/^\p{N}+$/u.test(word)) return [word];
      const isHangul = /\p{Script=Hangul}/u.test(word);
      const length = isHangul ? 2 : 4;
      return word.length >= length && !emptyWords.has(word.slice(0, length))
        ? [word.slice(0, length)]
        : [];
    }),
  );
}

/** Beginnings of words that occur in most sentences. */
const emptyWords = new Set(
  '있다 없다 않는 않다 하는 하다 한다 된다 되는 것이 것은 모두 서로 다른 이다 that this with from have does when more'.split(
    ' ',
  ),
);

function shareOf(words: ReadonlySet<string>, of: ReadonlySet<string>): number {
  if (words.size === 0) return 0;
  return [...words].filter((word) => of.has(word)).length / words.size;
}

/** How many of a key point's words must be in the notes. */
const followsShare = 0.6;

/** Whether a statement follows from the notes, as far as its words tell. */
export function followsFrom(statement: string, notes: string): boolean {
  return shareOf(beginningsOf(statement), beginningsOf(notes)) >= followsShare;
}

const negation = /않|아니|아닙|없|못하|못한|틀리|\bnot\b|n['’]t\b|\bcannot\b|\bnever\b|\bno\b/giu;
const negationsIn = (text: string) => text.match(negation)?.length ?? 0;
const numbersIn = (text: string) => (text.match(/\p{N}+/gu) ?? []).join();
const opposites: readonly (readonly [RegExp, RegExp])[] = [
  [/늘|증가|커지|오르|높/u, /줄|감소|작아|내리|낮|떨어/u],
  [/빠르/u, /느리|느려/u],
  [/같/u, /다르|반대/u],
  [/비례/u, /반비례/u],
  [/유리/u, /불리/u],
  [/\b(?:more|increase|rise)/iu, /\b(?:less|fewer|decrease|fall)/iu],
];

/** Whether both speak of the same things. */
const sameThingShare = 0.5;

/**
 * Whether a wrong belief contradicts a statement: it speaks of the same things, and says the contrary
 * by a denial more or less, another number, an opposite word, or another word in the place of one.
 */
export function contradicts(belief: string, statement: string): boolean {
  const [of, to] = [beginningsOf(belief), beginningsOf(statement)];
  if (Math.max(shareOf(of, to), shareOf(to, of)) < sameThingShare) return false;
  if (negationsIn(belief) % 2 !== negationsIn(statement) % 2) return true;
  if (numbersIn(belief) !== numbersIn(statement)) return true;
  const isOpposite = opposites.some(
    ([one, other]) =>
      (one.test(belief) && other.test(statement)) || (other.test(belief) && one.test(statement)),
  );
  return isOpposite || (shareOf(of, to) < 1 && shareOf(to, of) < 1);
}

export interface CheckedTopic {
  readonly keyPoints: number;
  readonly following: number;
  readonly misconceptions: number;
  readonly contradicting: number;
}

/** Key points that follow from these notes, and misconceptions that contradict one of them. */
export function checkTopic(
  { keyPoints, misconceptions }: TopicContent,
  notes: string,
): CheckedTopic {
  return {
    keyPoints: keyPoints.length,
    following: keyPoints.filter(({ statement }) => followsFrom(statement, notes)).length,
    misconceptions: misconceptions.length,
    contradicting: misconceptions.filter((belief) =>
      keyPoints.some(({ statement }) => contradicts(belief.statement, statement)),
    ).length,
  };
}

import { sentencesOf } from './sentences.ts';
import { signOf } from './talk-criteria.ts';
import { occursIn, wordsOf } from './word-stems.ts';

/** The shares of a statement's words from which it counts as said, and as partly said. */
const coveredShare = 0.55;
const partialShare = 0.25;
/** A misconception counts as said only when most of its words are. */
const voicedShare = 0.65;

const keyPointsASentence = 2;

export interface KeyPoint {
  readonly id: string;
  readonly statement: string;
}

export interface Misconception {
  readonly statement: string;
  readonly correction: string;
}

export interface KeyPointMatch {
  readonly keyPoint: KeyPoint;
  readonly label: 'covered' | 'partial' | 'missing' | 'wrong';
  /** A sentence of the transcript, or empty where nothing was found. */
  readonly quote: string;
  /** The neighbouring sentence that says more of the statement; empty where neither does. */
  readonly beside: string;
  /** The statement's words that were found there. */
  readonly found: readonly string[];
  readonly notFound: readonly string[];
}

export interface VoicedMisconception {
  readonly quote: string;
  readonly correction: string;
}

interface Overlap {
  readonly share: number;
  readonly found: readonly string[];
  readonly notFound: readonly string[];
}

export interface TalkMatch {
  readonly keyPoints: readonly KeyPointMatch[];
  readonly misconceptions: readonly VoicedMisconception[];
  readonly namesTopic: boolean;
}

/**
 * Looks for each key point's words in the transcript's sentences. A sentence serves at most two key points,
 * those that match it best.
 */
export function matchTalk(
  transcript: string,
  topicName: string,
  keyPoints: readonly KeyPoint[],
  misconceptions: readonly Misconception[],
): TalkMatch {
  const sentences = sentencesOf(transcript);
  const stems = sentences.map(wordsOf);
  const nameWords = wordsOf(topicName);
  const namesTopic =
    nameWords.length > 0 && nameWords.every((word) => stems.some((said) => occursIn(word, said)));
  const overlaps = keyPoints.map(({ statement }) => {
    const words = wordsOf(statement);
    return sentences.map((sentence, index) => {
      const sign = namesTopic ? signOf(statement, sentence) : undefined;
      return sign === undefined ? overlapAt(words, stems, index) : signOverlap(sign, sentence);
    });
  });
  const chosen = assignSentences(overlaps);

  const voicedAt = new Map<number, Misconception>();
  for (const misconception of misconceptions) {
    const at = whereVoiced(misconception, sentences, stems, overlaps);
    if (at !== undefined && !voicedAt.has(at)) voicedAt.set(at, misconception);
  }

  const matches = keyPoints.map((keyPoint, row): KeyPointMatch => {
    const at = chosen.get(row);
    const overlap = at === undefined ? undefined : overlaps[row]?.[at];
    if (at === undefined || overlap === undefined) {
      return { keyPoint, label: 'missing', quote: '', beside: '', found: [], notFound: [] };
    }
    const label = overlap.share >= coveredShare ? 'covered' : 'partial';
    const { found, notFound } = overlap;
    return {
      keyPoint,
      label: voicedAt.has(at) ? 'wrong' : label,
      quote: sentences[at] ?? '',
      beside: sentences[whereMore(notFound, stems, at)] ?? '',
      found,
      notFound,
    };
  });
  const voiced = [...voicedAt].map(([at, { correction }]) => ({
    quote: sentences[at] ?? '',
    correction,
  }));
  return { keyPoints: matches, misconceptions: voiced, namesTopic };
}

/** Labels one key point by the words of its passages alone. */
export function matchPassages(keyPoint: KeyPoint, passages: readonly string[]): KeyPointMatch {
  const quote = passages.join(' ');
  const sign = signOf(keyPoint.statement, quote);
  const overlap =
    sign === undefined
      ? overlapAt(wordsOf(keyPoint.statement), [wordsOf(quote)], 0)
      : signOverlap(sign, quote);
  const { share, found, notFound } = overlap;
  if (share < partialShare)
    return { keyPoint, label: 'missing', quote: '', beside: '', found, notFound };
  // The passage rules out what the statement leaves open.
  const isContrary = absolute.test(quote) && !absolute.test(keyPoint.statement);
  const label = isContrary ? 'wrong' : share >= coveredShare ? 'covered' : 'partial';
  return { keyPoint, label, quote, beside: '', found, notFound };
}

const absolute = /절대|항상|언제나|무조건|결코|\balways\b|\bnever\b/i;

/** Finds the neighbour that has most of the missing words; -1 where neither has any. */
function whereMore(
  notFound: readonly string[],
  sentences: readonly (readonly string[])[],
  at: number,
): number {
  const saidAt = (index: number) =>
    notFound.filter((word) => occursIn(word, sentences[index] ?? [])).length;
  const [before, after] = [saidAt(at - 1), saidAt(at + 1)];
  if (Math.max(before, after) === 0) return -1;
  return after >= before ? at + 1 : at - 1;
}

/** Assigns a sentence to each key point, the best shares first. */
function assignSentences(overlaps: readonly (readonly Overlap[])[]): Map<number, number> {
  const candidates = overlaps
    .flatMap((row, keyPoint) => row.map(({ share }, sentence) => ({ keyPoint, sentence, share })))
    .filter(({ share }) => share >= partialShare)
    .sort((a, b) => b.share - a.share || a.keyPoint - b.keyPoint || a.sentence - b.sentence);
  const chosen = new Map<number, number>();
  for (const { keyPoint, sentence } of candidates) {
    const served = [...chosen.values()].filter((other) => other === sentence).length;
    if (chosen.has(keyPoint) || served >= keyPointsASentence) continue;
    chosen.set(keyPoint, sentence);
  }
  return chosen;
}

/** Words in the sentence count fully, and words only in its neighbours count half. */
function overlapAt(
  words: readonly string[],
  sentences: readonly (readonly string[])[],
  index: number,
): Overlap {
  const said = sentences[index] ?? [];
  const found = words.filter((word) => occursIn(word, said));
  // One shared word is a coincidence: most talks share one with most statements.
  if (found.length < Math.min(2, words.length) || words.length === 0) {
    return { share: 0, found: [], notFound: words };
  }
  const notFound = words.filter((word) => !found.includes(word));
  const around = [...(sentences[index - 1] ?? []), ...(sentences[index + 1] ?? [])];
  const nearby = notFound.filter((word) => occursIn(word, around));
  return { share: (found.length + nearby.length / 2) / words.length, found, notFound };
}

/** A sign in a short sentence shows that something was mentioned, not that it was explained. */
function signOverlap(sign: string, sentence: string): Overlap {
  const share = sentence.length >= 25 ? coveredShare : partialShare;
  return { share, found: [sign], notFound: [] };
}

function whereVoiced(
  misconception: Misconception,
  sentences: readonly string[],
  stems: readonly (readonly string[])[],
  keyPointOverlaps: readonly (readonly Overlap[])[],
): number | undefined {
  const words = wordsOf(misconception.statement);
  let best: { at: number; share: number } | undefined;
  for (const [at, sentence] of sentences.entries()) {
    const said = stems[at] ?? [];
    const share = words.filter((word) => occursIn(word, said)).length / Math.max(1, words.length);
    const keyPointShare = Math.max(0, ...keyPointOverlaps.map((row) => row[at]?.share ?? 0));
    // "It is not always …" shares its words with "it is always …".
    const isDenied = negationsIn(sentence) !== negationsIn(misconception.statement);
    if (share < voicedShare || share <= keyPointShare || isDenied) continue;
    if (best === undefined || share > best.share) best = { at, share };
  }
  return best?.at;
}

const negationsIn = (sentence: string): number =>
  sentence.match(/아니|아닙|아닌|않|못하|못합|오해|\bnot\b|n['’]t\b|\bnever\b|\bmyth\b/gi)
    ?.length ?? 0;

import { type Alignment, type AlignmentCosts, letterCost, type Step } from './alignment.ts';
import { hasLostItsSpaces, isHesitationSyllable } from './fillers.ts';
import { areSameSounds, codesSoundNear, editDistance, soundsNear } from './near-sounds.ts';
import {
  isHangul,
  isLatin,
  numberSeparator,
  type Span,
  type SpokenText,
  wordEnd,
  wordStart,
} from './spoken-text.ts';

/** The share of a quote's letters that noise or a model's repairs may have changed. */
const toleratedShare = 0.15;

/** Particles and endings. A model that writes them differently says the same. */
const functionSyllables =
  /^[은는이가을를의에도로와과만요다죠지고서며면나게데라랑까야아어여해하니습네것거들기예]+$/;
const functionSyllablesMaximum = 3;
const endingSyllable = /^[요다죠니까고며면서데게네습라야]$/;
/** Words that may be added or dropped without changing a statement. */
const lightWords =
  /^(?:바로|그런|이런|그래서|그리고|그러면|그럼|근데|그런데|또|때|수|등|음|어|그)$/;
const englishFunctionWords =
  /^(?:a|an|the|of|is|are|was|were|be|it|its|to|in|on|at|that|this|as|by|for|so|just|which|then|s|es|d|ed|ing|ly)$/;
const englishSuffix = /^(?:s|es|d|ed|ing|ly|er|n)$/;

const negation = /[안못않없]|아니|아닌|아닙|모르/;
const negatingPrefix = /^[비불미무반역부]$/;
const numeralSyllable = /^[영공일이삼사오육륙칠팔구십백천만억조점한두세네셋넷열첫]$/;
const numeralSyllables =
  /[영공일이삼사오육륙칠팔구십백천만억조]{2}|하나|다섯|여섯|일곱|여덟|아홉|열|스물/;

/** A recogniser may write these or leave them out. */
const freeSymbols: ReadonlySet<string> = new Set(['=', '+', '×', '÷', numberSeparator]);

/** A recogniser that writes no punctuation does not write decimal points either. */
const freeWithoutPunctuation: ReadonlySet<string> = new Set([...freeSymbols, '.', '%']);

export function repairCosts(quote: SpokenText, transcript: SpokenText): AlignmentCosts {
  const free = transcript.hasPunctuation ? freeSymbols : freeWithoutPunctuation;
  const isFree = (letter: string | undefined) => letter !== undefined && free.has(letter);
  return {
    replaced(quoteIndex, transcriptIndex) {
      const a = quote.letters.charCodeAt(quoteIndex);
      const b = transcript.letters.charCodeAt(transcriptIndex);
      if (a === b) return 0;
      if (codesSoundNear(a, b)) return letterCost / 2;
      return isOneScript(a, b) ? letterCost + 1 : 2 * letterCost + 1;
    },
    added: (quoteIndex) => (isFree(quote.letters[quoteIndex]) ? 0 : letterCost),
    skipped(transcriptIndex) {
      const letter = transcript.letters[transcriptIndex];
      if (isFree(letter)) return 0;
      return isHesitationSyllable(letter) && hasLostItsSpaces(transcript, transcriptIndex)
        ? letterCost / 4
        : letterCost;
    },
  };
}

const isHangulCode = (code: number): boolean => code >= 0xac00 && code <= 0xd7a3;
const isLatinCode = (code: number): boolean => code >= 0x61 && code <= 0x7a;

function isOneScript(a: number, b: number): boolean {
  return (isHangulCode(a) && isHangulCode(b)) || (isLatinCode(a) && isLatinCode(b));
}

/** Whether all differences are noise or a model's repairs, and none of them changes what is said. */
export function isSmallRepair(
  alignment: Alignment,
  quote: SpokenText,
  transcript: SpokenText,
): boolean {
  if (alignment.cost > toleratedShare * letterCost * quote.letters.length) return false;
  const edits = runsOfEdits(alignment.steps);
  return (
    edits.every((edit) => isHarmless(edit, quote, transcript)) &&
    latinWordsAreNear(alignment.steps, quote, transcript)
  );
}

type Edit = Pick<Step, 'quote' | 'transcript'>;

/** Lists replaced letters one by one, and added or skipped ones as runs. */
function runsOfEdits(steps: readonly Step[]): Edit[] {
  const edits: Edit[] = [];
  let previous: { kind: string; step: Step } | undefined;
  for (const step of steps) {
    if (step.cost === 0) {
      previous = undefined;
      continue;
    }
    const kind = kindOf(step);
    const last = edits.at(-1);
    if (last && previous?.kind === kind && kind !== 'replaced') {
      edits[edits.length - 1] = {
        quote: { start: last.quote.start, end: step.quote.end },
        transcript: { start: last.transcript.start, end: step.transcript.end },
      };
    } else edits.push(step);
    previous = { kind, step };
  }
  return edits;
}

function kindOf({ quote, transcript }: Edit): 'added' | 'skipped' | 'replaced' {
  if (transcript.start === transcript.end) return 'added';
  return quote.start === quote.end ? 'skipped' : 'replaced';
}

function isHarmless(edit: Edit, quote: SpokenText, transcript: SpokenText): boolean {
  const added = lettersOf(quote, edit.quote);
  const skipped = lettersOf(transcript, edit.transcript);
  if (/[\d.%]/.test(added + skipped)) return false;
  if (negation.test(added) || negation.test(skipped)) return false;
  const kind = kindOf(edit);
  if (kind === 'replaced') return isReplacementHarmless(edit, quote, transcript);
  return kind === 'skipped'
    ? isRunHarmless(transcript, edit.transcript, { isOfTranscript: true })
    : isRunHarmless(quote, edit.quote, { isOfTranscript: false });
}

function isReplacementHarmless(edit: Edit, quote: SpokenText, transcript: SpokenText): boolean {
  const [a, b] = [lettersOf(quote, edit.quote), lettersOf(transcript, edit.transcript)];
  // Latin words are compared as wholes below.
  if (isLatin(a) && isLatin(b)) return true;
  if (!isHangul(a) || !isHangul(b)) return false;
  if (numeralSyllable.test(a) && numeralSyllable.test(b)) return false;
  if (soundsNear(a, b) || isCutElsewhere(edit, quote, transcript)) return true;
  return endingSyllable.test(a) && endingSyllable.test(b) && !quote.opensWord[edit.quote.start];
}

function isCutElsewhere(edit: Edit, quote: SpokenText, transcript: SpokenText): boolean {
  const withSyllableBefore = (text: SpokenText, { start, end }: Span) =>
    text.letters.slice(Math.max(0, start - 1), end);
  return areSameSounds(
    withSyllableBefore(quote, edit.quote),
    withSyllableBefore(transcript, edit.transcript),
  );
}

function isRunHarmless(
  text: SpokenText,
  run: Span,
  { isOfTranscript }: { isOfTranscript: boolean },
): boolean {
  const letters = lettersOf(text, run);
  if (Array.from(letters).some(isLatin)) return isLatinRunHarmless(text, run);
  if (lightWords.test(letters) || Array.from(letters).every(isHesitationSyllable)) return true;
  if (isNumeral(text, run)) return false;
  if (functionSyllables.test(letters) && letters.length <= functionSyllablesMaximum) return true;
  const length = run.end - run.start;
  if (isOfTranscript && isSaidAgain(text, run)) return true;
  const isInsideWord = !text.opensWord[run.start];
  return length === 1 && isInsideWord && !negatingPrefix.test(letters);
}

/**
 * Whether a number was added or dropped: 이십 instead of 이, or 다섯. A single 이 or 일 is a particle or a
 * syllable.
 */
function isNumeral(text: SpokenText, { start, end }: Span): boolean {
  const withNeighbours = text.letters.slice(Math.max(0, start - 1), end + 1);
  const letters = text.letters.slice(start, end);
  if (numeralSyllables.test(letters)) return true;
  const isWhole = text.opensWord[start] && text.opensWord[end];
  return numeralSyllable.test(letters) && (isWhole || numeralSyllables.test(withNeighbours));
}

/** Whether a word was begun twice: 체이 체이닝. */
function isSaidAgain(text: SpokenText, { start, end }: Span): boolean {
  const letters = text.letters.slice(start, end);
  return (
    text.letters.startsWith(letters, end) ||
    (start >= letters.length && text.letters.startsWith(letters, start - letters.length))
  );
}

function isLatinRunHarmless(text: SpokenText, { start, end }: Span): boolean {
  // The run lies inside a word; words are compared as wholes.
  const letters = text.letters.slice(start, end);
  const opens = text.opensWord[start] === true;
  const closes = text.opensWord[end] === true;
  if (!opens && !closes) return true;
  if (hasLostItsSpaces(text, start)) return englishFunctionWords.test(letters);
  if (!opens) return closes && englishSuffix.test(letters);
  for (let from = start; from < end; from = wordEnd(text, from)) {
    const to = wordEnd(text, from);
    // The edit is only a part of this word; words are compared as wholes.
    if (to > end) return true;
    if (!englishFunctionWords.test(text.letters.slice(from, to))) return false;
  }
  return true;
}

/** Whether each changed Latin word of the quote is still close to the one that was said. */
function latinWordsAreNear(
  steps: readonly Step[],
  quote: SpokenText,
  transcript: SpokenText,
): boolean {
  for (let start = 0; start < quote.letters.length; start = wordEnd(quote, start)) {
    if (!isLatin(quote.letters[start])) continue;
    let end = start;
    while (end < wordEnd(quote, start) && isLatin(quote.letters[end])) end++;
    const ofWord = steps.filter(
      (step) =>
        (step.quote.start >= start && step.quote.end <= end && step.quote.start < step.quote.end) ||
        (step.quote.start === step.quote.end && step.quote.start > start && step.quote.start < end),
    );
    if (ofWord.every(({ cost }) => cost === 0)) continue;
    const first = ofWord.find(({ transcript: said }) => said.start < said.end)?.transcript.start;
    const last = ofWord.findLast(({ transcript: said }) => said.start < said.end)?.transcript.end;
    const written = quote.letters.slice(start, end);
    const said =
      first === undefined ? '' : wholeLatin(transcript, { start: first, end: last ?? first });
    if (!isSameWord(written, said)) return false;
  }
  return true;
}

function wholeLatin(text: SpokenText, { start, end }: Span): string {
  if (hasLostItsSpaces(text, start)) return text.letters.slice(start, end);
  const wholeStart = wordStart(text, start);
  const wholeEnd = wordEnd(text, Math.max(start, end - 1));
  return text.letters.slice(wholeStart, wholeEnd).replace(/[^a-z].*$/, '');
}

function isSameWord(a: string, b: string): boolean {
  if (a === b) return true;
  if (englishFunctionWords.test(a)) return b === '' || englishFunctionWords.test(b);
  if (a[0] !== b[0]) return false;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.startsWith(short) && englishSuffix.test(long.slice(short.length))) return true;
  const limit = Math.floor(short.length / 4);
  return limit > 0 && editDistance(a, b, limit) <= limit;
}

function lettersOf(text: SpokenText, { start, end }: Span): string {
  return text.letters.slice(start, end);
}

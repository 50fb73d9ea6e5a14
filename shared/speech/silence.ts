import { isCourtesy, isInvention, withoutSoundDescriptions } from './invented-phrases.ts';
import { loopShare } from './repeated-passages.ts';
import type { HeardSpeech } from './speech-to-text.ts';

/** What is known about a recording apart from what was heard in it. */
export interface ListenedTo {
  readonly durationSeconds?: number | undefined;
  /**
   * The words that the recogniser was told to expect. Some recognisers repeat them when they hear
   * silence.
   */
  readonly terms?: readonly string[] | undefined;
}

/** One syllable takes a fifth of a second, and a word needs two. */
const shortestSpeechSeconds = 0.4;
/**
 * Nobody says more letters than this in such a short time: then the stated length is wrong, not the
 * text.
 */
const fewLetters = 12;
/**
 * A courtesy takes this long, with a breath before and after. In a recording no longer than this it may
 * be all that was said.
 */
const courtesySeconds = 4;
/** The rest may be a word at the beginning or the end of a loop. */
const loopShareOfSilence = 0.9;
const fewestEchoedTerms = 3;
/** A sound between the terms may be heard as a word of any language. */
const echoShare = 0.8;

/**
 * Whether nothing was said. This is decided by what was heard and by the recording together, never by
 * one figure: inventions, loops, echoes of our own words, or a courtesy with nothing around it. When in
 * doubt, somebody spoke: a talk is never thrown away.
 */
export function heardNothing(heard: HeardSpeech, listenedTo: ListenedTo = {}): boolean {
  const seconds = listenedTo.durationSeconds ?? heard.durationSeconds;
  const letters = heard.text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (seconds !== undefined && seconds < shortestSpeechSeconds && letters <= fewLetters) {
    return true;
  }
  const text = withoutSoundDescriptions(soundedText(heard));
  if (isInvention(bare(text))) return true;
  const sentences = sentencesOf(text);
  if (sentences.every((sentence) => isCourtesy(sentence) || isInvention(sentence))) {
    const isGreeting = sentences.some((sentence) => !isInvention(sentence));
    return !isGreeting || seconds === undefined || seconds > courtesySeconds;
  }
  return loopShare(text) >= loopShareOfSilence || isEcho(text, listenedTo.terms ?? []);
}

/**
 * The text of those segments that Whisper itself took for speech. Its rule for silence combines two of
 * its figures. A text that compresses well is its sign to listen again, not a sign of silence.
 */
function soundedText({ text, segments = [] }: HeardSpeech): string {
  const sounded = segments.filter(
    ({ noSpeechProbability = 0, averageLogProbability = 0 }) =>
      !(noSpeechProbability > 0.6 && averageLogProbability < -1),
  );
  // Some servers return times without words.
  const isTold = segments.every((segment) => segment.text !== '');
  if (sounded.length === segments.length || (sounded.length > 0 && !isTold)) return text;
  return sounded.map((segment) => segment.text).join(' ');
}

/**
 * Whether the text is an echo of our own list of terms and next to nothing else, in any order, word by
 * word or as a list of names. A real Whisper did that with three seconds of near silence. A learner who
 * talks about the terms says more than their bare names.
 */
function isEcho(text: string, terms: readonly string[]): boolean {
  const names = terms.map(bare);
  const words = bare(text)
    .split(' ')
    .filter((word) => !isCourtesy(word));
  const listed = text
    .split(/[,，、]/u)
    .map(bare)
    .filter(Boolean);
  return (
    isMostlyOf(words, new Set(names.flatMap((name) => name.split(' ')))) ||
    isMostlyOf(listed, new Set(names))
  );
}

function isMostlyOf(said: readonly string[], hinted: ReadonlySet<string>): boolean {
  const echoed = said.filter((part) => hinted.has(part));
  return new Set(echoed).size >= fewestEchoedTerms && echoed.length >= said.length * echoShare;
}

/** A full stop within an address does not end a sentence. */
function sentencesOf(text: string): string[] {
  return text
    .split(/[.!?…]+(?![a-z])|[。！？\n]+/iu)
    .map(bare)
    .filter((sentence) => sentence !== '');
}

/** Letters and digits in lower case, one space between the words. */
function bare(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

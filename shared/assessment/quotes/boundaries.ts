import { splitsNumber } from './equivalents.ts';
import { hasLostItsSpaces } from './fillers.ts';
import {
  isDigit,
  isHangul,
  isLatin,
  type Span,
  type SpokenText,
  wordStart,
} from './spoken-text.ts';

const negatingPrefix = /^(?:[비불미무안못부반]|un|in|im|ir|dis|non|mis)$/;
const negatingWordBefore = /^(?:안|못|not|never|no|cannot|dont|doesnt|isnt|arent|cant|wont|didnt)$/;
/** 쓰지 + 않아요, 필요가 + 없어요, 키가 + 아니라. A bare 아니 is only a pause for breath. */
const negationAfter = /^(?:(?:지[는도를]?|질|진)?(?:않|못)|없|아니[에라고며어야었]|아닙|아닌|아녜)/;
const negatingRestOfWord = /^(?:nt|not|less)/;
/** The patterns above look at no more than this many letters. */
const negationLetters = 8;

/** Signs that join what follows into one formula: O(n^2), a*b. */
const formulaSign = /^[^\s,.;:!?)\]}…]+$/;

/** The letters of a spoken text and the text itself, whose punctuation marks some boundaries. */
export interface SaidText {
  readonly text: SpokenText;
  readonly source: string;
}

/** Whether a stretch is complete: neither of its ends cuts a number, a formula or a negation. */
export function isUncut({ text, source }: SaidText, span: Span): boolean {
  return (
    !splitsNumber(text.letters, span) &&
    !cutsFormula({ text, source }, span) &&
    !cutsNegationBefore(text, span.start) &&
    !cutsNegationAfter({ text, source }, span.end)
  );
}

/** Whether a short quote consists of whole words; a Korean particle may follow. */
export function standsAsWords(text: SpokenText, { start, end }: Span): boolean {
  const opens =
    text.opensWord[start] || hasLostItsSpaces(text, start) || changesScript(text, start);
  if (!opens) return false;
  return (
    text.opensWord[end] === true ||
    hasLostItsSpaces(text, end - 1) ||
    changesScript(text, end) ||
    isHangul(text.letters[end - 1])
  );
}

function changesScript(text: SpokenText, index: number): boolean {
  const [before, after] = [text.letters[index - 1], text.letters[index]];
  return isHangul(before) !== isHangul(after);
}

function cutsFormula({ text, source }: SaidText, { start, end }: Span): boolean {
  const next = text.letters[end];
  if (next === undefined || isHangul(next)) return false;
  const last = text.letters[end - 1];
  const isFormula = isLatin(last) || isDigit(last);
  if (!isFormula) return false;
  if (isDigit(next) && !text.opensWord[end]) return true;
  const sourceEnd = text.ends[end - 1] ?? source.length;
  const between = source.slice(sourceEnd, text.starts[end]);
  if (formulaSign.test(between) && !/^[-–—'’"”]+$/.test(between)) return true;
  const said = source.slice(text.starts[start], sourceEnd);
  if (said.lastIndexOf('(') <= said.lastIndexOf(')')) return false;
  // This is O(n) quoted from O(n log n): the bracket goes on.
  const closing = source.indexOf(')', sourceEnd);
  return closing > (text.starts[end] ?? source.length) && closing - sourceEnd <= 24;
}

function cutsNegationBefore(text: SpokenText, start: number): boolean {
  if (start === 0 || hasLostItsSpaces(text, start)) return false;
  const from = wordStart(text, text.opensWord[start] ? start - 1 : start);
  const before = text.letters.slice(from, start);
  return text.opensWord[start] ? negatingWordBefore.test(before) : negatingPrefix.test(before);
}

function cutsNegationAfter({ text, source }: SaidText, end: number): boolean {
  const next = text.letters[end];
  if (next === undefined) return false;
  const rest = text.letters.slice(end, end + negationLetters);
  if (isLatin(next)) return !text.opensWord[end] && negatingRestOfWord.test(rest);
  const between = source.slice(text.ends[end - 1], text.starts[end]);
  return !/[.!?,…\n]/.test(between) && negationAfter.test(rest);
}

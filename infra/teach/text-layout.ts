import { styleText } from 'node:util';

const graphemes = new Intl.Segmenter('ko', { granularity: 'grapheme' });
/** East Asian Wide and Fullwidth, as far as Korean text and emoji need it. */
const wide =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\p{Emoji}\ufe0f)/u;
const withoutWidth = /^[\p{Mn}\p{Me}\p{Cf}]/u;

const graphemeWidth = (grapheme: string): number => {
  if (withoutWidth.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
};

const graphemesOf = (text: string) =>
  Array.from(graphemes.segment(text), ({ segment }) => ({
    segment,
    width: graphemeWidth(segment),
  }));

/** Terminal columns that `text` takes: Hangul takes two each, decomposed Hangul too. */
export const displayWidth = (text: string): number =>
  graphemesOf(text).reduce((sum, { width }) => sum + width, 0);

/**
 * Text from elsewhere (a model, a learner, a file's name) made safe to print: no control
 * characters, which a terminal would obey, and none that reverse the direction of what follows.
 */
export const plainText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .normalize('NFC');

/** The beginning of `text` that fits into `columns`, with an ellipsis where something was cut. */
export const shorten = (text: string, columns: number): string => {
  if (displayWidth(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const grapheme of graphemesOf(text)) {
    if (width + grapheme.width > columns - 1) break;
    kept += grapheme.segment;
    width += grapheme.width;
  }
  return `${kept.trimEnd()}…`;
};

/** Cuts a word that is longer than a line; all pieces but the last are full lines. */
const pieces = (word: string, columns: number): string[] => {
  const cut: string[] = [];
  let piece = '';
  let width = 0;
  for (const grapheme of graphemesOf(word)) {
    if (width + grapheme.width > columns && piece !== '') {
      cut.push(piece);
      piece = '';
      width = 0;
    }
    piece += grapheme.segment;
    width += grapheme.width;
  }
  return [...cut, piece];
};

const wrapParagraph = (paragraph: string, columns: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ').filter((part) => part !== '')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= columns) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const cut = pieces(word, columns);
    lines.push(...cut.slice(0, -1));
    line = cut.at(-1) ?? '';
  }
  return [...lines, line];
};

/** Lines of at most `columns` columns, broken at spaces where there are any. */
export const wrap = (text: string, columns: number): string[] =>
  text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, Math.max(columns, 2)));

/** `prefix` before the first line, and the lines after it set in by as much. */
export const hang = (prefix: string, text: string, columns: number): string[] => {
  const indent = displayWidth(prefix);
  return wrap(text, columns - indent).map((line, index) =>
    `${index === 0 ? prefix : ' '.repeat(indent)}${line}`.trimEnd(),
  );
};

/** `text` followed by spaces up to `columns`. */
export const pad = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - displayWidth(text)));

/** A bar of `columns` columns, `share` (0–1) of it full. */
export const bar = (share: number, columns: number): string => {
  const full = Math.round(Math.min(Math.max(share, 0), 1) * columns);
  return '█'.repeat(full) + '░'.repeat(columns - full);
};

export type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan';
export type Paint = (style: Style, text: string) => string;

/** Colours or, where they are not wanted, nothing. Paint after wrapping: it adds no columns. */
export const painter =
  (wanted: boolean): Paint =>
  (style, text) =>
    wanted && text !== '' ? styleText(style, text, { validateStream: false }) : text;

/** `4.2 MiB`, `830 KiB`, `12 B`. */
export const sizeText = (bytes: number): string => {
  if (bytes < 1024) return `${Math.round(bytes)} B`;
  const kibibytes = bytes / 1024;
  if (kibibytes < 1024)
    return `${kibibytes < 10 ? kibibytes.toFixed(1) : Math.round(kibibytes)} KiB`;
  return `${(kibibytes / 1024).toFixed(1)} MiB`;
};

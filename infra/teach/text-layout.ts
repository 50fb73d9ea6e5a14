import { styleText } from 'node:util';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** The terminal columns that a text takes. A Hangul syllable takes two, also in decomposed form. */
export const displayWidth = (text: string): number => stringWidth(text);

/**
 * Makes text from elsewhere (a model, a learner, a file's name) safe to print. It removes control characters,
 * which a terminal would obey, and characters that reverse the direction of text.
 */
export const plainText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .normalize('NFC');

/** Lines of at most `columns` columns, broken at spaces where there are any. */
export const wrap = (text: string, columns: number): string[] =>
  wrapAnsi(text, Math.max(columns, 2), { hard: true }).split('\n');

/** Puts `prefix` before the first line and indents the following lines by its width. */
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

/**
 * Adds colours, or nothing where they are not wanted. Text is painted after wrapping, since colours add no
 * columns.
 */
export const painter =
  (wanted: boolean): Paint =>
  (style, text) =>
    wanted && text !== '' ? styleText(style, text, { validateStream: false }) : text;

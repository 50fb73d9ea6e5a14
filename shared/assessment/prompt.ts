/**
 * Version of the words of find.ts, judge.ts and pupil.ts, stored with every result: change it whenever they
 * change.
 */
export const promptVersion = '2026-11-27';

/** Longer talks are assessed by their first part; five minutes of speech stay far below. */
export const transcriptMaximumCharacters = 12_000;

/** A topic in a prompt. It may be a learner's own: nothing in it can close the tags around it. */
export function asJsonData(value: unknown): string {
  return JSON.stringify(value).replace(/[<>]/g, (sign) => (sign === '<' ? '\\u003c' : '\\u003e'));
}

/** What a learner said, between tags: without angle brackets nothing in it can close them. */
export function asData(said: string): string {
  return said.slice(0, transcriptMaximumCharacters).replace(/[<>]/g, ' ').toWellFormed();
}

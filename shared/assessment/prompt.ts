/**
 * The version of the prompts in find-passages.ts, judge-key-point.ts and pupil-questions.ts, stored
 * with every result. Change it whenever they change.
 */
export const promptVersion = '2026-11-27';

/** Longer talks are assessed by their first part; five minutes of speech stay far below this. */
export const transcriptMaximumCharacters = 12_000;

/**
 * Writes a topic into a prompt. It may be a learner's own, so nothing in it can close the tags around
 * it.
 */
export function asJsonData(value: unknown): string {
  return JSON.stringify(value).replace(/[<>]/g, (sign) => (sign === '<' ? '\\u003c' : '\\u003e'));
}

/**
 * Writes a learner's words into a prompt, between tags: without angle brackets, nothing in them can
 * close the tags.
 */
export function asData(said: string): string {
  return said.slice(0, transcriptMaximumCharacters).replace(/[<>]/g, ' ').toWellFormed();
}

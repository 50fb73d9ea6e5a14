import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteFinder, widened } from '../../../shared/assessment/quote-finder.ts';
import { loadAssessedTopics } from '../../evaluation/assessed-topics.ts';
import { loadLabelledLectures } from '../../evaluation/labelled-lectures.ts';

const lectures = loadLabelledLectures(loadAssessedTopics()).filter(
  ({ transcript }) => transcript.split(/\s+/).length >= 12,
);
const talks = lectures.map(({ transcript }) => transcript);
const negation = /안|못|않|없|아니|아닌|아닙|not|never|n['’]t|^no$/;

const lettersOf = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

describe('words of a talk', () => {
  it('are found wherever they are taken from, and the span contains them', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...talks),
        fc.nat(),
        fc.integer({ min: 5, max: 20 }),
        (talk, from, length) => {
          const words = talk.split(/\s+/);
          const start = from % (words.length - 4);
          // If they were cut right beside a negation, they would say the opposite.
          fc.pre(!negation.test(words[start - 1] ?? ''));
          fc.pre(!negation.test(words[start + length] ?? ''));
          const quote = words.slice(start, start + length).join(' ');
          // O(log within O(log n) is another formula.
          fc.pre(quote.lastIndexOf('(') <= quote.lastIndexOf(')'));
          const span = quoteFinder(talk).find(quote);

          expect(span && lettersOf(talk.slice(span.start, span.end))).toBe(lettersOf(quote));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of one talk are not found in another one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...lectures), fc.constantFrom(...lectures), (talk, other) => {
        // Some talks on one topic are the same talk as another recogniser heard it.
        fc.pre(talk.topicId !== other.topicId);
        fc.pre(!lettersOf(other.transcript).includes(lettersOf(talk.transcript).slice(0, 20)));
        const quote = talk.transcript.split(/\s+/).slice(2, 12).join(' ');

        expect(quoteFinder(other.transcript).find(quote)).toBe(undefined);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('for any answer of a model', () => {
  const anything = fc.string({
    unit: fc.constantFrom(
      ...'가나다음어그안 .,…:()=%/0123456789점백두세abcnot\u0301\u200b\u1112\u1161\u11ab\ud83d\udc4d\n',
    ),
    maxLength: 60,
  });

  it('a span lies within the transcript, and so does its shown context', () => {
    fc.assert(
      fc.property(anything, anything, (talk, quote) => {
        const span = quoteFinder(talk).find(quote);
        if (!span) return;

        expect(span.start).toBeLessThan(span.end);
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBeLessThanOrEqual(talk.length);
        expect(talk).toContain(widened(talk, span));
      }),
      { numRuns: 2_000 },
    );
  });
});

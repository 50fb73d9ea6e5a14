import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  lectureOf,
  lecturesOf,
  loginOf,
  majorsOf,
  ownTopicOf,
  ownTopicsOf,
  problemOf,
  rankingOf,
  uploadOf,
} from '../../../shared/client/answers.ts';
import { homeOf, questOf, reviewsOf } from '../../../shared/client/habit-calls.ts';
import type { Answer } from '../../../shared/client/lines.ts';
import { NotTheContract, needed, number, object, text } from '../../../shared/client/reading.ts';
import type { LectureBody } from '../../../shared/contracts/lecture-body.ts';
import { assessedLecture } from '../../../shared/contracts/lecture-examples.ts';

const readers = {
  ...{ lectureOf, lecturesOf, loginOf, majorsOf, ownTopicOf, ownTopicsOf },
  ...{ problemOf, rankingOf, uploadOf, homeOf, questOf, reviewsOf },
};

/** The example with one of its values, however deep, replaced by anything at all. */
const damagedLecture = fc.tuple(fc.nat(), fc.jsonValue()).map(([place, value]) => {
  const paths: (readonly string[])[] = [];
  const walk = (node: unknown, path: readonly string[]) => {
    paths.push(path);
    if (typeof node !== 'object' || node === null) return;
    for (const [name, child] of Object.entries(node)) walk(child, [...path, name]);
  };
  walk(assessedLecture, []);
  const path = paths[place % paths.length] ?? [];
  const at = path.join('.');
  const replaced = (node: unknown, here: readonly string[]): unknown => {
    if (here.join('.') === at) return value;
    if (Array.isArray(node)) return node.map((each, i) => replaced(each, [...here, String(i)]));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node).map(([name, child]) => [name, replaced(child, [...here, name])]),
    );
  };
  return replaced(assessedLecture, []);
});

const readOr = <Value>(read: () => Value): Value | undefined => {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotTheContract) return undefined;
    throw error;
  }
};

describe('an answer', () => {
  it.each(Object.entries(readers))('of any shape is read or refused as not ours: %s', (_, read) => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void readOr(() => read(value))));
  });

  it('that is damaged anywhere still has the types that its readers name', () => {
    fc.assert(
      fc.property(damagedLecture, (value) => {
        const lecture = readOr(() => lectureOf(value));
        if (lecture === undefined) return;
        expect(typeof lecture.id).toBe('number');
        expect(typeof lecture.status).toBe('string');
        for (const { statement, label, quote } of lecture.feedback?.keyPoints ?? []) {
          expect([typeof statement, typeof label]).toEqual(['string', 'string']);
          expect(['string', 'undefined']).toContain(typeof quote);
        }
        for (const strength of lecture.feedback?.delivery?.strengths ?? []) {
          expect(typeof strength).toBe('string');
        }
      }),
    );
  });

  it('loses a part of another shape, and keeps the rest', () => {
    const feedback = { ...assessedLecture.feedback, keyPoints: 'soon', delivery: 5 };
    const read = lectureOf({ ...assessedLecture, score: '62', feedback });
    expect(read.score).toBeUndefined();
    expect(read.feedback?.keyPoints).toEqual([]);
    expect(read.feedback?.delivery).toBeUndefined();
    expect(read.feedback?.corrections).toHaveLength(1);
    expect(read.strength).toBe(assessedLecture.strength);
  });

  it('of the first contract has none of the newer parts', () => {
    const read = lectureOf({ id: 7, status: 'SUCCESS', score: 82 });
    expect(read).toMatchObject({ id: 7, status: 'SUCCESS', score: 82, stage: undefined });
  });

  it('is refused with the name of the missing field, however deep', () => {
    expect(() => lecturesOf([{ id: 1, status: 'SUCCESS' }, { id: 2 }])).toThrow(
      '1.status is not there',
    );
  });

  it.each(['ftp://x.test/a', 'javascript:alert(1)', 'nonsense', '', null])(
    'with an upload URL that is not of the web is refused: %s',
    (uploadPresignedUrl) => {
      expect(() => uploadOf({ uploadPresignedUrl })).toThrow(NotTheContract);
    },
  );
});

/** These lines must not compile without the expected error. */
describe('a reader that does not fit the contract', () => {
  it('does not compile', () => {
    // @ts-expect-error id is a number
    object<LectureBody>()({ id: text });
    // @ts-expect-error no such field
    object<LectureBody>()({ scores: number });
    const name = object<Answer<'GET /api/v1/users/name'>>()({ name: needed(text) });
    expect(name({ name: '라면' })).toEqual({ name: '라면' });
  });
});

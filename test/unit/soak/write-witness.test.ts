import { describe, expect, it } from 'vitest';
import { type Change, changeExpressions } from '../../../shared/adapters/dynamo-change.ts';
import { feedbackKey, lectureKey } from '../../../shared/adapters/dynamo-keys.ts';
import { writtenResult } from '../../soak/write-witness.ts';

const lecture = { userId: 7, lectureId: 246008807814504 };
const { pk, sk } = lectureKey(lecture);
const named = (key: ReturnType<typeof lectureKey>) => ({ pk: { S: key.pk }, sk: { S: key.sk } });

/** The body of the request that the adapters make for a change to this lecture's row. */
function requestOf(change: Omit<Change, 'onlyIf'>): string {
  const expressions = changeExpressions({ ...change, onlyIf: 'attribute_exists(#pk)' });
  return JSON.stringify({ Key: named(lectureKey(lecture)), ...expressions });
}

describe("the soak's witness of writes", () => {
  it('recognises the write that ends a lecture', () => {
    expect(
      writtenResult(requestOf({ set: { status: 'SUCCESS', endedAt: 1_790_000_000_000 } })),
    ).toBe(`${pk} ${sk}`);
  });

  it('takes no other write of the row for its end', () => {
    expect(writtenResult(requestOf({ set: { status: 'PROCESSING' } }))).toBeUndefined();
    expect(writtenResult(requestOf({ remove: ['endedAt'] }))).toBeUndefined();
  });

  it('recognises feedback that is put', () => {
    const key = feedbackKey(lecture);
    const put = JSON.stringify({ Item: { ...named(key), score: { N: '84' } } });
    expect(writtenResult(put)).toBe(`${key.pk} ${key.sk}`);
  });
});

import { describe, expect, it } from 'vitest';
import { listMaximumBytes, pageOfSize } from '../../../shared/lectures/lecture-page.ts';

const items = (count: number, text: string) =>
  Array.from({ length: count }, (_, index) => ({ id: count - index, text }));
/** What Lambda counts: the whole answer as JSON, with its body as a text in it. */
const payloadBytes = (body: unknown) =>
  Buffer.byteLength(JSON.stringify({ statusCode: 200, headers: {}, body: JSON.stringify(body) }));

describe('a page of a list', () => {
  it('that fits is whole, and goes on where the list does', () => {
    const all = items(3, '강의');
    expect(pageOfSize(all, 7)).toEqual({ items: all, next: 7 });
    expect(pageOfSize(all, undefined)).toEqual({ items: all, next: undefined });
    expect(pageOfSize([], undefined)).toEqual({ items: [], next: undefined });
  });

  it.each([
    ['Korean', '가'.repeat(20_000)],
    ['quotes, which the answer escapes', '"'.repeat(30_000)],
    ['line breaks', '\n'.repeat(30_000)],
    ['emoji', '🎓'.repeat(15_000)],
  ])('of %s is cut before it is too large for Lambda', (_what, text) => {
    const page = pageOfSize(items(100, text), undefined);

    expect(payloadBytes(page.items)).toBeLessThan(listMaximumBytes + 2_000);
    expect(page.items.length).toBeGreaterThan(20);
    expect(page.items.length).toBeLessThan(100);
    expect(page.next).toBe(page.items.at(-1)?.id);
  });

  it('brings every item when one page is asked for after the other', () => {
    const all = items(100, '가'.repeat(20_000));
    const seen: number[] = [];
    let next: number | undefined = Number.POSITIVE_INFINITY;
    while (next !== undefined) {
      const before: number = next;
      const page = pageOfSize(
        all.filter(({ id }) => id < before),
        undefined,
      );
      seen.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    expect(seen).toEqual(all.map(({ id }) => id));
  });

  it('has room for five million bytes, and not one more', () => {
    // {"id":2,"text":""} as a text within a text.
    const besideText = 26;
    const exact = [
      { id: 2, text: '' },
      { id: 1, text: 'x'.repeat(5_000_000 - 2 * besideText) },
    ];
    expect(pageOfSize(exact, undefined).items).toHaveLength(2);
    const [first, second] = exact;
    const more = [first, { id: 1, text: `${second?.text}x` }].filter((item) => item !== undefined);
    expect(pageOfSize(more, undefined)).toMatchObject({ items: [{ id: 2 }], next: 2 });
  });

  it('has one item however large it is, so that nobody is stuck before it', () => {
    const page = pageOfSize(items(2, 'x'.repeat(listMaximumBytes)), undefined);
    expect(page).toMatchObject({ items: [{ id: 2 }], next: 2 });
  });
});

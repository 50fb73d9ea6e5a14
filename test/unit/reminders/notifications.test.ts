import { describe, expect, it } from 'vitest';
import { notificationText } from '../../../shared/reminders/notifications.ts';
import { notificationKinds, type ReminderLanguage } from '../../../shared/reminders/ports.ts';

const read = (...args: Parameters<typeof notificationText>): Record<string, string> =>
  JSON.parse(notificationText(...args));

describe('a notification', () => {
  const scripts: readonly [ReminderLanguage, RegExp, RegExp][] = [
    ['ko', /[가-힣]{2}/, /[A-Za-z]/],
    ['en', /[A-Za-z]{2}/, /[가-힣]/],
  ];
  const each = notificationKinds.flatMap((kind) =>
    scripts.map(([language, own, other]) => ({ kind, language, own, other })),
  );

  it.each(each)('$kind has a title and a body in $language', ({ kind, language, own, other }) => {
    const { title, body, ...rest } = read(kind, language);
    for (const text of [title, body]) {
      expect(text).toMatch(own);
      expect(text).not.toMatch(other);
    }
    expect(rest).toEqual({ kind, language, hash: '#/' });
  });

  it('says something else for each kind', () => {
    for (const [language] of scripts) {
      const texts = notificationKinds.map((kind) => read(kind, language));
      expect(new Set(texts.map(({ title }) => title)).size).toBe(notificationKinds.length);
      expect(new Set(texts.map(({ body }) => body)).size).toBe(notificationKinds.length);
    }
  });

  it('leads to its lecture if it is about one', () => {
    expect(read('READY', 'ko', 7_000_001)['hash']).toBe('#/lectures/7000001');
  });

  it('has the same length in each language, even with the longest id', () => {
    const lengths = each.map(({ kind, language }) =>
      Buffer.byteLength(notificationText(kind, language, Number.MAX_SAFE_INTEGER)),
    );
    expect(new Set(lengths)).toEqual(new Set([512]));
  });
});

import { describe, expect, it } from 'vitest';
import {
  bar,
  displayWidth,
  hang,
  painter,
  plainText,
  wrap,
} from '../../../infra/teach/text-layout.ts';

describe('the width of text on a terminal', () => {
  it('counts Hangul as two columns and Latin as one', () => {
    expect(displayWidth('광합성 ATP')).toBe(10);
  });

  it('counts decomposed Hangul, as macOS names its files, like composed Hangul', () => {
    expect(displayWidth('강의'.normalize('NFD'))).toBe(4);
  });

  it('counts a combining accent as nothing and an emoji as two', () => {
    expect(displayWidth('e\u0301')).toBe(1);
    expect(displayWidth('👩‍🏫')).toBe(2);
  });
});

describe('wrapping', () => {
  const korean = '식물은 빛 에너지를 화학 에너지로 바꾸어 포도당에 저장해요.';

  it('never exceeds the columns and loses no word', () => {
    for (const columns of [10, 17, 40, 80]) {
      const lines = wrap(korean, columns);
      expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(columns);
      expect(lines.join(' ')).toBe(korean);
    }
  });

  it('cuts a word that is longer than the line without splitting a syllable', () => {
    expect(wrap('가나다라마', 5)).toEqual(['가나', '다라', '마']);
  });

  it('keeps the paragraphs that the text has', () => {
    expect(wrap('a\n\nb', 10)).toEqual(['a', '', 'b']);
  });

  it('indents the following lines by the width of the prefix', () => {
    expect(hang('말: ', 'aa bb', 6)).toEqual(['말: aa', '    bb']);
  });
});

describe('text from elsewhere', () => {
  it('cannot control the terminal', () => {
    expect(plainText('a\u001b[2Jb\u0007\u009bc\u202ed')).toBe('a [2Jb  cd');
  });

  it('keeps its line feeds, whoever wrote them', () => {
    expect(plainText('a\r\nb\rc')).toBe('a\nb\nc');
  });
});

it('a bar has a constant width, whatever the share', () => {
  expect(bar(0.82, 10)).toBe('████████░░');
  expect(bar(7, 4)).toBe('████');
  expect(bar(-1, 4)).toBe('░░░░');
});

it('colours are used only if they are wanted', () => {
  expect(painter(false)('red', 'x')).toBe('x');
  expect(painter(true)('red', 'x')).toContain('\u001b[31m');
});

import { describe, expect, it } from 'vitest';
import { heardNothing } from '../../../shared/speech/silence.ts';
import { heardOf, saidText } from '../../support/lecture-factory.ts';

const segment = { startSeconds: 0, endSeconds: 3, text: 'x' };
const silent = { ...segment, noSpeechProbability: 0.61, averageLogProbability: -1.01 };
const circling = { ...segment, compressionRatio: 2.41 };

describe('silence', () => {
  it.each([
    '',
    '   \n ',
    '...',
    '♪',
    '시청해주셔서 감사합니다.',
    '시청해 주셔서 감사합니다!',
    '감사합니다. 감사합니다. 감사합니다.',
    'Thank you for watching!',
    'you',
    'MBC 뉴스 이덕영입니다.',
    '구독과 좋아요 부탁드립니다. 다음 영상에서 만나요.',
  ])('is all that is in %j', (text) => {
    expect(heardNothing(heardOf({ text, segments: undefined }))).toBe(true);
  });

  it.each([
    saidText,
    `${saidText} 시청해주셔서 감사합니다.`,
    '감사합니다라는 말의 어원을 설명하겠습니다',
    'Thank you all, today I explain hash tables.',
  ])('is not all that is in %j', (text) => {
    expect(heardNothing(heardOf({ text, segments: undefined }))).toBe(false);
  });

  it('is what all segments are by Whisper’s own rule, whatever their text', () => {
    expect(heardNothing(heardOf({ segments: [silent, silent] }))).toBe(true);
    expect(heardNothing(heardOf({ segments: [silent, circling] }))).toBe(true);
  });

  it('is not where one segment was heard, or only one of the two doubts is there', () => {
    const unsure = { ...silent, averageLogProbability: -1 };
    const quiet = { ...silent, noSpeechProbability: 0.6 };

    expect(heardNothing(heardOf({ segments: [silent, segment] }))).toBe(false);
    expect(heardNothing(heardOf({ segments: [unsure] }))).toBe(false);
    expect(heardNothing(heardOf({ segments: [quiet] }))).toBe(false);
    expect(heardNothing(heardOf({ segments: [{ ...circling, compressionRatio: 2.4 }] }))).toBe(
      false,
    );
    expect(heardNothing(heardOf({ segments: [] }))).toBe(false);
  });
});

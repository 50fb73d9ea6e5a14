import { describe, expect, it } from 'vitest';
import {
  areSameSounds,
  codesSoundNear,
  editDistance,
  soundsNear,
} from '../../../shared/assessment/quotes/near-sounds.ts';

describe('a syllable', () => {
  it.each([
    '덱댁',
    '충총',
    '것걸',
    '가까',
    '다타',
    '바파',
    '사싸',
    '자차',
    '아하',
    '개게',
    '왜외',
    '의이',
    '가각',
    '도두',
    '힣힢',
  ])('is easily mistaken for another: %s', ([a = '', b = '']) => {
    expect(soundsNear(a, b)).toBe(true);
    expect(soundsNear(b, a)).toBe(true);
    expect(soundsNear(a, a)).toBe(true);
  });

  it.each([
    ['another consonant opens it', '가나'],
    ['two of its sounds are others', '까게'],
    ['vowel and end are others', '강겐'],
    ['opening and end are others', '각까'],
    ['it opens with another vowel alone', '아오'],
    ['its vowel is far, and its end another', '가곡'],
    ['one is no syllable', '가a'],
    ['one is a letter by itself', '가ㄱ'],
    ['one comes after the last syllable', '힣\ud7a4'],
    ['one comes before the first syllable', '가\uabff'],
  ])('is not mistaken when %s: %s', (_, [a = '', b = '']) => {
    expect(soundsNear(a, b)).toBe(false);
    expect(codesSoundNear(b.charCodeAt(0), a.charCodeAt(0))).toBe(false);
  });
});

describe('the same sounds', () => {
  it.each([
    ['체인잉', '체이닝'],
    ['학이', '하기'],
    ['만이', '마니'],
    ['닫아', '다다'],
    ['물이', '무리'],
    ['감이', '가미'],
    ['밥이', '바비'],
    ['옷이', '오시'],
    ['낮이', '나지'],
    ['꽃이', '꼬치'],
    ['부엌이', '부어키'],
    ['밭에', '바테'],
    ['앞이', '아피'],
  ])('may be cut into other syllables: %s and %s', (one, other) => {
    expect(areSameSounds(one, other)).toBe(true);
  });

  it.each([
    ['학이', '하지'],
    ['강아', '가아'],
    ['학이', '항이'],
  ])('are not those of %s and %s', (one, other) => {
    expect(areSameSounds(one, other)).toBe(false);
  });
});

describe('the edits between two words', () => {
  it.each([
    ['chaining', 'chaining', 3, 0],
    ['chaining', 'changing', 3, 2],
    ['bucket', 'buckets', 3, 1],
    ['buckets', 'bucket', 3, 1],
    ['kitten', 'sitting', 3, 3],
    ['', 'abc', 5, 3],
    ['abc', '', 5, 3],
    ['kitten', 'sitting', 2, 3],
    ['kitten', 'sitting', 1, 2],
  ])('between %s and %s, up to %i, are %i', (a, b, limit, edits) => {
    expect(editDistance(a, b, limit)).toBe(edits);
  });
});

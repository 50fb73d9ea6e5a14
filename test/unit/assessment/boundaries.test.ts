import { describe, expect, it } from 'vitest';
import { isUncut, standsAsWords } from '../../../shared/assessment/quotes/boundaries.ts';
import { spokenText } from '../../../shared/assessment/quotes/spoken-text.ts';

/** A talk in which the stretch between bars is meant. */
function marked(talk: string) {
  const [before = '', part = '', after = ''] = talk.split('|');
  const source = before + part + after;
  const start = spokenText(before).letters.length;
  const span = { start, end: start + spokenText(part).letters.length };
  return { said: { text: spokenText(source), source }, span };
}
const uncut = (talk: string) => {
  const { said, span } = marked(talk);
  return isUncut(said, span);
};
const asWords = (talk: string) => {
  const { said, span } = marked(talk);
  return standsAsWords(said.text, span);
};

describe('a stretch is cut from a talk', () => {
  it.each([
    ['in a number', '모두 |14|00원'],
    ['in a decimal', '|0|.75를'],
    ['before the digit of a name', 'the |h|2 tag'],
    ['before a power', '평균 |O(n|^2) 이다'],
    ['before a factor, behind Korean', '값 |n|*m'],
    ['before the rest of a bracket', '평균 |O(n| log n)'],
    ['before the rest of a bracket of 24 characters', `|O(n| ${'x'.repeat(22)}y)`],
    ['behind a negating word', '나는 못 |써요|'],
    ['behind a negating word of English', 'it does not |keep order|'],
    ['behind a negating prefix', '불|가능해요|'],
    ['behind a negating prefix of English', 'un|sorted list|'],
    ['before a negation', '|저장하지| 않아요'],
    ['before a negation that is joined', '|필요가| 없어요'],
    ['before the rest of “doesn’t”', 'it |does|n’t'],
    ['before “-less”', 'it is |use|less'],
  ])('%s: %s', (_, talk) => {
    expect(uncut(talk)).toBe(false);
  });

  it.each([
    ['where Korean follows a formula', '|O(n|이에요'],
    ['where a sign ends the talk', '값은 |n|*'],
    ['where a sign follows Korean', '|값|*a'],
    ['where a number follows as a word of its own', '|step| 2 of it'],
    ['where a word goes on', '|map|ping'],
    ['where a hyphen joins two words', '|run|-time'],
    ['where its bracket closes', '|O(n|) log'],
    ['where a bracket closes that it has not opened', '|sort n| log n)'],
    ['where a bracket goes on for longer than a formula', `|O(n| ${'x'.repeat(23)}y)`],
    ['behind a negation where the spaces are lost', '그래서해시함수로키를안|바꿔저장해요|그리고'],
    ['behind a word that ends like a negation', '편안 |해요|'],
    ['before a negation of another sentence', '|저장하지|. 않아요'],
    ['before a word that begins with “not”', 'we |use| notes'],
    ['at the end', '다 |저장하지|'],
  ])('is not cut from it %s: %s', (_, talk) => {
    expect(uncut(talk)).toBe(true);
  });
});

describe('a short stretch is a word of its own', () => {
  it.each([
    'the |map| here',
    'the |map|',
    '|해시|는',
    '그 |map|을',
    '을|map| 하나',
    '|o가|나',
    'abcdefgh|ij|klmnopqrstuvw',
  ])('in %s', (talk) => {
    expect(asWords(talk)).toBe(true);
  });

  it.each(['the |map|ping', 're|map| it', '해|시함|수', '시|해시|'])('is not in %s', (talk) => {
    expect(asWords(talk)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { listOf, property, propertyOf, textsOf } from '../../shared/loose-json.ts';

describe('a list that a model wrote', () => {
  it.each([
    [undefined, []],
    [null, []],
    [
      ['a', null],
      ['a', null],
    ],
    ['a', ['a']],
    [0, [0]],
  ])('that is %j is read as %j', (value, list) => {
    expect(listOf(value)).toEqual(list);
  });

  it('has the texts that say something, without the spaces around them', () => {
    expect(textsOf([' a ', '', ' \n', 1, null, ['b'], 'c'])).toEqual(['a', 'c']);
  });
});

describe('a property of an answer', () => {
  it('is the one of exactly that name before one of nearly that name', () => {
    expect(property({ NextSteps: 1, nextSteps: 2 }, 'nextSteps')).toBe(2);
    expect(property({ 'next steps': 1 }, 'nextSteps')).toBe(1);
    expect(property({ next_steps_2: 1 }, 'nextSteps')).toBeUndefined();
  });

  it.each([undefined, null, 'text', 7])('is missing in %j', (value) => {
    expect(property(value, 'length')).toBeUndefined();
  });

  it('is that of the first name that has a value', () => {
    expect(propertyOf({ quotes: null, text: 0 }, ['passages', 'quotes', 'text'])).toBe(0);
    expect(propertyOf({}, ['quotes'])).toBeUndefined();
  });
});

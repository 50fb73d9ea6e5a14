import { stripTypeScriptTypes } from 'node:module';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { mutantsOf } from '../../mutation/mutants.ts';
import { withMutants } from '../../mutation/with-mutants.ts';

/** What a source evaluates to with that mutant on, or with none. */
function resultOf(source: string, on?: number): unknown {
  const code = stripTypeScriptTypes(withMutants(source, mutantsOf(source)));
  return runInNewContext(`${code}\nresult;`, { mutantIsOn: (index: number) => index === on });
}

const resultsOf = (source: string) => mutantsOf(source).map((_, index) => resultOf(source, index));
const changesOf = (source: string) => mutantsOf(source).map(({ change }) => change);

describe('a source with its mutants in it', () => {
  it('behaves as itself while none is on', () => {
    const source = `
      const words: string[] = [];
      const add = (word: string) => { words.push(word); };
      for (let at = 0; at < 3; at += 1) if (at !== 1 && !words.includes('x')) add(String(at * 2));
      var result = words.join();
    `;
    expect(resultOf(source)).toBe('0,4');
  });

  it('swaps the operator between the same two sides', () => {
    expect(resultsOf('var result = 9 - 5 - 2;')).toEqual([9 - 5 + 2, 9 + 5 - 2, 3, 1, 1]);
    expect(resultsOf('var a; var b; var c = null; var result = a ?? b ?? c;')).toEqual([
      undefined,
      null,
    ]);
  });

  it('makes a condition true and false, and moves its boundary', () => {
    expect(changesOf('if (a < b) c();')).toEqual([
      'a < b → true',
      'a < b → false',
      'a < b → a <= …',
      'a < b → a >= …',
      'c(); → nothing',
    ]);
  });

  it('changes a number, inverts a boolean, empties a text and fills an empty one', () => {
    expect(resultsOf(`var result = [4, true, 'said', ''];`)).toEqual([
      [5, true, 'said', ''],
      [4, false, 'said', ''],
      [4, true, '', ''],
      [4, true, 'said', 'mutant'],
    ]);
  });

  it('leaves out a call', () => {
    expect(resultsOf('var result = []; result.push(7);')).toEqual([[], [8]]);
  });

  it('changes an expression that has a type beside it, but no type', () => {
    expect(changesOf(`const a = { b: 'c' } as const; type D = 'e'; let f: 'g' = h!;`)).toEqual([
      "'c' → ''",
    ]);
  });
});

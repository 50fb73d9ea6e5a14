import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJson } from '../../../shared/adapters/found-json.ts';
import seen from '../../fixtures/provider-answers.json' with { type: 'json' };

const keys = ['passages', 'nextSteps'];
const answer = {
  passages: { k1: ['키를 "해시"해 {자리}를 찾습니다', 'O(1)\n[평균]'] },
  nextSteps: ['충돌 </think> 처리'],
};
const json = JSON.stringify(answer, undefined, 2);
const found = (text: string) => findJson(text, keys);

describe('right JSON in any wrapper is right JSON', () => {
  it.each([
    'content fenced',
    'content after a thought',
    'content with a byte order mark',
    'content with a line after it',
  ] as const)('as seen: %s', (name) => {
    expect(found(seen.chat[name].replace('{…}', json))).toEqual({ value: answer, isWhole: true });
  });

  it.each([
    ['bare', json],
    ['fenced without a language', `\`\`\`\n${json}\n\`\`\``],
    [
      'fenced between sentences',
      `Sure, here {it} is:\n\`\`\`json\n${json}\n\`\`\`\nAnything else?`,
    ],
    ['after a sentence', `Here is the assessment you asked for:\n${json}`],
    ['after a thought that drafts it', `<think>{"passages": {}}\nno…</think>\n${json}`],
    ['after a thought whose beginning is missing', `hm, {"passages": 1}</think>${json}`],
    ['in a list', `[${json}]`],
    ['in another object', `{"answer": ${json}}`],
    ['as the arguments of a call', `{"name": "find", "parameters": ${json}}`],
    ['encoded twice', JSON.stringify(json)],
    ['encoded twice, in a list', JSON.stringify([json])],
    ['encoded twice, in a fence', `\`\`\`json\n${JSON.stringify({ result: json })}\n\`\`\``],
    ['behind an example of another shape', `{"example": 1}\n\n${json}`],
    ['with a comma too many', json.replace(/\]\n\}$/, '],\n}')],
    ['with a comment', json.replace('{', '{ // as asked')],
    ['in Markdown', `**Answer**\n\n${json}\n\n- [x] done`],
  ])('%s', (_, text) => {
    expect(found(text)).toEqual({ value: answer, isWhole: true });
  });

  it('leaves a stray thought tag in the learner’s words', () => {
    const quoting = JSON.stringify({ passages: { k1: ['a </think> b'] }, nextSteps: [] });
    expect(found(`${quoting}\n\nLet me know!`)?.value).toEqual(JSON.parse(quoting));
  });
});

describe('JSON that was cut off', () => {
  it('is completed and marked as such, with everything that stood whole before the cut', () => {
    const cut = json.slice(0, json.indexOf('충돌') + 1);
    expect(found(cut)).toMatchObject({ isWhole: false, value: { passages: answer.passages } });
    expect(found(`\`\`\`json\n${cut}`)).toMatchObject({
      isWhole: false,
      value: { passages: answer.passages },
    });
  });

  it('keeps what came before an endless list', () => {
    const endless = json.replace(/\]\n\}$/, `,${'"같은 말",'.repeat(20_000)}`);
    expect(found(endless)).toMatchObject({ isWhole: false, value: { passages: answer.passages } });
  });

  it('never throws, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.nat({ max: json.length }), (length) => {
        const cut = found(json.slice(0, length));
        if (length < json.length) expect(cut?.isWhole ?? false).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});

it.each([
  '',
  'I cannot help with that.',
  '{}',
  '[]',
  '{"score": 100}',
  '<think>{"passages": {}',
  '{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{',
])('%j holds no answer', (text) => {
  expect(found(text)).toBeUndefined();
});

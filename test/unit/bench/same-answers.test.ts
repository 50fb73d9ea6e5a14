import { expect, it } from 'vitest';
import { type RivalId, rivalIds } from '../../bench/rivals/build-rivals.ts';
import { assertSameAnswers } from '../../bench/rivals/same-answers.ts';

type Answers = Parameters<typeof assertSameAnswers>[0];

const poll = {
  status: 200,
  headers: { 'retry-after': '3' },
  body: '{"id":1,"status":"IN_PROGRESS"}',
};
const nothing = { status: 200, headers: {}, body: '' };

const answersWith = (parts: Partial<Answers> = {}): Answers =>
  Object.assign(
    Object.fromEntries(rivalIds.map((id): [RivalId, typeof poll] => [id, poll])),
    { empty: nothing, bare: nothing },
    parts,
  ) as Answers;

it('rivals that answer alike may be compared, and so may those that do less on purpose', () => {
  expect(() => assertSameAnswers(answersWith())).not.toThrow();
});

it('headers and the pace of polling may differ', () => {
  const express = { ...poll, headers: { ...poll.headers, 'x-powered-by': 'Express' } };
  expect(() => assertSameAnswers(answersWith({ express }))).not.toThrow();
});

it.each([
  ['status', { ...poll, status: 401 }],
  ['body', { ...poll, body: '{"id":2,"status":"IN_PROGRESS"}' }],
  ['pace of polling', { ...poll, headers: {} }],
])('a rival with another %s may not be compared', (_, floor) => {
  expect(() => assertSameAnswers(answersWith({ floor }))).toThrow(/^floor answers another thing/);
});

it('a bare call that finds nothing may not be compared', () => {
  expect(() => assertSameAnswers(answersWith({ bare: { ...nothing, status: 404 } }))).toThrow(
    /^bare/,
  );
});

it('nothing is compared if all fail alike', () => {
  const failed = { status: 401, headers: {}, body: '{"code":"UNAUTHORIZED"}' };
  const all = Object.fromEntries(rivalIds.map((id): [RivalId, typeof failed] => [id, failed]));
  expect(() => assertSameAnswers(answersWith(all))).toThrow(/^ours answers 401/);
});

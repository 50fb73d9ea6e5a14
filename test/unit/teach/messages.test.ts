import { describe, expect, it } from 'vitest';
import { wordsIn } from '../../../infra/teach/language.ts';
import { exitCodeOf, type Trouble } from '../../../infra/teach/trouble.ts';
import { troubleParagraphs } from '../../../infra/teach/trouble-text.ts';
import { lectureOf } from '../../../shared/client/answers.ts';

const ended = (fields: object): Trouble => ({
  kind: 'lecture-ended',
  lecture: lectureOf({ id: 1, status: 'FAILURE', ...fields }),
});

describe.each(['ko', 'en'] as const)('the command in %s', (language) => {
  const said = (trouble: Trouble) => troubleParagraphs(trouble, wordsIn(language)).join('\n');

  it('names the code of a failure, even one of a newer service', () => {
    for (const failureReason of ['RECORDING_TOO_LONG', 'MOON_PHASE']) {
      expect(said(ended({ failureReason }))).toContain(failureReason);
    }
    expect(said(ended({}))).toContain('FAILURE');
    expect(said(ended({ status: 'STT_EMPTY' }))).toContain('STT_EMPTY');
  });

  it('shows every part of a problem', () => {
    const all = said({
      kind: 'problem',
      line: 'POST /api/v1/lecture',
      status: 404,
      title: 'No such topic',
      detail: 'topic 99',
      code: 'TOPIC_NOT_FOUND',
      requestId: 'req-1',
      fields: [{ field: 'topicId', message: 'is none' }],
    });
    for (const part of ['No such topic', 'topic 99', 'topicId: is none', 'req-1', '--topics']) {
      expect(all).toContain(part);
    }
    expect(all).toContain('HTTP 404 · code TOPIC_NOT_FOUND');
  });

  it('names the address that cannot be reached and suggests npm start', () => {
    const url = 'http://localhost:1/api/v1/major';
    const all = said({ kind: 'unreachable', url, reason: 'ECONNREFUSED' });
    for (const part of [url, 'ECONNREFUSED', 'npm start']) expect(all).toContain(part);
  });
});

it('the command ends with 2 for wrong usage, 130 for Ctrl-C and 1 for anything else', () => {
  expect(exitCodeOf({ kind: 'usage', problem: { kind: 'file-missing' } })).toBe(2);
  expect(exitCodeOf({ kind: 'interrupted' })).toBe(130);
  expect(exitCodeOf(ended({ failureReason: 'QUOTA_EXCEEDED' }))).toBe(1);
  expect(exitCodeOf({ kind: 'waited-too-long', waitSeconds: 1 })).toBe(1);
});

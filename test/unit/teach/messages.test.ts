import { describe, expect, it } from 'vitest';
import { messagesIn } from '../../../infra/teach/language.ts';
import { exitCodeOf, type Trouble } from '../../../infra/teach/trouble.ts';
import { failureReasons } from '../../../shared/contracts/lecture.ts';

const failure = (failureReason: string): Trouble => ({
  kind: 'lecture-ended',
  status: 'FAILURE',
  failureReason,
});

describe.each(['ko', 'en'] as const)('the messages in %s', (language) => {
  const words = messagesIn(language);

  it('explain every known reason of a failure and name its code', () => {
    for (const reason of failureReasons) {
      const [headline, explanation] = words.trouble(failure(reason));
      expect(headline).toContain(reason);
      expect(explanation).toBeTruthy();
    }
  });

  it('explain a reason of a newer service in general words and name its code', () => {
    const [headline, explanation] = words.trouble(failure('MOON_PHASE'));
    expect(headline).toContain('MOON_PHASE');
    expect(explanation).toBe(words.trouble(failure('UNKNOWN'))[1]);
  });

  it('say when the next allowance comes, and keep what is no time as it is', () => {
    const nextAllowanceAt = (text: string) =>
      words.trouble({
        kind: 'lecture-ended',
        status: 'FAILURE',
        failureReason: 'QUOTA_EXCEEDED',
        nextAllowanceAt: text,
      });
    expect(nextAllowanceAt('2031-05-06T12:00:00Z').join('\n')).toContain('2031');
    expect(nextAllowanceAt('tomorrow').join('\n')).toContain('tomorrow');
  });

  it('show every part of a problem', () => {
    const said = words
      .trouble({
        kind: 'problem',
        call: 'submit',
        status: 404,
        title: 'No such topic',
        detail: 'topic 99',
        code: 'TOPIC_NOT_FOUND',
        requestId: 'req-1',
      })
      .join('\n');
    for (const part of ['No such topic', 'topic 99', 'TOPIC_NOT_FOUND', 'req-1', '--topics']) {
      expect(said).toContain(part);
    }
  });

  it('name the address that cannot be reached and suggest npm start', () => {
    const url = 'http://localhost:1/api/v1/major';
    const said = words.trouble({ kind: 'unreachable', url, reason: 'ECONNREFUSED' }).join('\n');
    expect(said).toContain(url);
    expect(said).toContain('npm start');
  });

  it('show a stage of a newer service as work in progress', () => {
    expect(words.stage('TRANSCRIBING')).not.toBe(words.stage(undefined));
    expect(words.stage('DREAMING')).toBe(words.stage(undefined));
    expect(words.stage(undefined)).toBeTruthy();
  });

  it('speak minutes for a long recording, and never sixty seconds', () => {
    expect(words.delivery.duration(119.7)).toContain('2');
    expect(words.delivery.duration(119.7)).not.toContain('60');
  });
});

it('ends with 2 for wrong usage, 130 for Ctrl-C and 1 for anything else', () => {
  expect(exitCodeOf({ kind: 'usage', problem: { kind: 'file-missing' } })).toBe(2);
  expect(exitCodeOf({ kind: 'interrupted' })).toBe(130);
  expect(exitCodeOf(failure('QUOTA_EXCEEDED'))).toBe(1);
  expect(exitCodeOf({ kind: 'waited-too-long', waitSeconds: 1 })).toBe(1);
});

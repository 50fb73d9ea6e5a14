import { describe, expect, it } from 'vitest';
import { backgroundHandler } from '../../../shared/platform/background-handler.ts';
import { beginInvocation, errorFields, log, noteInLog } from '../../../shared/platform/log.ts';
import { lambdaContext } from '../../support/api-event.ts';
import { measuredLogOfEachTest } from '../../support/captured-log.ts';

const captured = measuredLogOfEachTest();

describe('a line of the log', () => {
  it('carries what its invocation is about, and nothing of the one before', () => {
    beginInvocation({ requestId: 'request-1' });
    noteInLog({ lectureId: 12 });
    log('info', 'began', { step: 'find' });
    beginInvocation({ requestId: 'request-2' });
    log('warn', 'began');

    const [first, second] = captured.lines().map(({ time: _, ...line }) => line);
    expect(first).toEqual({
      ...{ level: 'info', message: 'began' },
      ...{ requestId: 'request-1', lectureId: 12, step: 'find' },
    });
    expect(second).toEqual({ level: 'warn', message: 'began', requestId: 'request-2' });
  });

  it('about work without a request names what ran it', async () => {
    beginInvocation({ requestId: 'the one before' });
    const work = backgroundHandler(async () => log('info', 'done'));
    await work({}, { ...lambdaContext(), awsRequestId: 'run-1' });
    expect(captured.lines()).toMatchObject([{ message: 'done', requestId: 'run-1' }]);
  });
});

describe('work without a request', () => {
  it('that fails is reported, with the patience of work that nobody waits for, and thrown on', async () => {
    const reported: unknown[] = [];
    const failure = new Error('table is away');
    const work = backgroundHandler(
      () => Promise.reject(failure),
      async (...report) => void reported.push(report),
    );
    await expect(work({}, lambdaContext())).rejects.toBe(failure);
    expect(reported).toEqual([[failure, {}, 'background']]);
  });
});

describe('in the log of an error', () => {
  it('name, reason and the seven innermost places are given', () => {
    const error = new RangeError('too far');
    error.stack = `RangeError: too far\n${Array.from({ length: 9 }, (_, at) => `place ${at}`).join('\n')}`;
    expect(errorFields(error)).toEqual({
      error: 'RangeError',
      reason: 'too far',
      stack: Array.from({ length: 7 }, (_, at) => `place ${at}`).join('\n'),
    });
  });

  it('the reason is cut to 500 characters', () => {
    expect(errorFields(new Error('x'.repeat(501)))).toMatchObject({ reason: 'x'.repeat(500) });
  });

  it('no JSON is quoted, since it may be a learner’s', () => {
    const parse = () => JSON.parse('{"said": 해시');
    expect(parse).toThrow(SyntaxError);
    try {
      parse();
    } catch (error) {
      expect(errorFields(error)).toMatchObject({ error: 'SyntaxError', reason: 'not parsable' });
    }
  });

  it('only the kind is given for a thrown value that is no error', () => {
    expect(errorFields('said by a learner')).toEqual({ error: 'string' });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerCloudFormation } from '../../../shared/platform/cloudformation-answer.ts';
import { lambdaContext } from '../../support/api-event.ts';
import { type CapturedLog, capturedLog } from '../../support/captured-log.ts';

let captured: CapturedLog;
beforeEach(() => {
  captured = capturedLog();
});
afterEach(() => captured.restore());

describe('work invoked directly, without an answer URL', () => {
  it('answers its caller', async () => {
    await expect(answerCloudFormation({}, lambdaContext(), async () => 'done')).resolves.toBe(
      'done',
    );
  });

  it('that fails is logged and thrown', async () => {
    const work = () => Promise.reject(new Error('no table'));

    await expect(answerCloudFormation({}, lambdaContext(), work)).rejects.toThrow('no table');
    expect(captured.lines()).toMatchObject([
      { level: 'error', message: 'custom resource failed', reason: 'no table' },
    ]);
  });
});

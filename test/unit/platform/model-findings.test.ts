import { describe, expect, it } from 'vitest';
import { beginInvocation } from '../../../shared/platform/log.ts';
import { observeFinding } from '../../../shared/platform/model-findings.ts';
import type { ModelFinding } from '../../../shared/speech/model-lookup.ts';
import { measuredLogOfEachTest } from '../../support/captured-log.ts';

const captured = measuredLogOfEachTest();
const model = { step: 'speech', provider: 'OpenAI', model: 'whisper-1' } as const;

function observed(found: Partial<ModelFinding>) {
  beginInvocation({});
  observeFinding({ ...model, ...found });
  return {
    lines: captured.lines().map(({ time: _, ...line }) => line),
    metrics: captured.metrics().map(({ name, value }) => [name, value]),
  };
}

describe('what was found about a model', () => {
  it('is a line, and no trouble, if the model is there', () => {
    expect(observed({})).toEqual({
      lines: [{ level: 'info', message: 'model', ...model }],
      metrics: [['ModelTroubles', 0]],
    });
  });

  it('is measured in days if its end is announced', () => {
    const { lines, metrics } = observed({ shutdownDate: '2027-01-31', daysLeft: 65 });
    expect(lines).toMatchObject([{ shutdownDate: '2027-01-31', daysLeft: 65 }]);
    expect(metrics).toEqual([
      ['ModelTroubles', 0],
      ['ModelDaysLeft', 65],
    ]);
  });

  it.each(['key refused', 'model missing', 'no money'] as const)(
    'needs somebody if it is %j',
    (trouble) => {
      const { lines, metrics } = observed({ trouble });
      expect(lines).toMatchObject([{ level: 'warn', message: 'model', trouble }]);
      expect(metrics).toEqual([['ModelTroubles', 1]]);
    },
  );

  it('needs nobody if nobody answered just now', () => {
    const { lines, metrics } = observed({ trouble: 'no answer' });
    expect(lines).toMatchObject([{ level: 'warn', trouble: 'no answer' }]);
    expect(metrics).toEqual([['ModelTroubles', 0]]);
  });
});

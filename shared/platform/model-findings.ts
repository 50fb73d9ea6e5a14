import type { ModelFinding } from '../speech/model-lookup.ts';
import { log } from './log.ts';
import { measure } from './metrics.ts';

/** Logs and measures what was found about a model, for the alarms. */
export function observeFinding(finding: ModelFinding): void {
  const { step, provider, model, trouble, shutdownDate, daysLeft } = finding;
  log(trouble ? 'warn' : 'info', 'model', {
    step,
    provider,
    model,
    trouble,
    shutdownDate,
    daysLeft,
  });
  // A provider that is away for a minute is noticed by the calls to it.
  const needsSomebody = trouble !== undefined && trouble !== 'no answer';
  measure({
    values: {
      ModelTroubles: needsSomebody ? 1 : 0,
      ...(daysLeft !== undefined && { ModelDaysLeft: daysLeft }),
    },
  });
}

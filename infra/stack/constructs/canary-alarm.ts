import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Settings } from '../settings.ts';
import { minutes, quietIsFine } from './alarm-metrics.ts';
import type { MakeAlarm } from './runbook-alarm.ts';

/**
 * Goes off with the first run that fails, and where two in a row were not made. It looks at two periods,
 * so that it stays on for as long as they keep failing.
 */
export function watchCanary(
  alarm: MakeAlarm,
  canary: IFunction,
  { periodMinutes, isOn }: Settings['canary'],
): void {
  alarm('canary-failed', 'A lecture of our own got no feedback: learners get none either.', {
    // A good run counts as 0 errors: without any datapoint there was none.
    metric: canary.metricErrors({ statistic: 'Sum', period: minutes(2 * periodMinutes) }),
    is: 'at least',
    threshold: 1,
    missing: isOn ? TreatMissingData.BREACHING : quietIsFine,
  });
}

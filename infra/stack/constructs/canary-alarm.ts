import { TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Settings } from '../settings.ts';
import { minutes, quietIsFine } from './alarm-metrics.ts';
import type { MakeAlarm } from './runbook-alarm.ts';

/**
 * Goes off when a run fails, and when two runs in a row did not take place. It looks at two periods, so that
 * it stays on for as long as runs keep failing.
 */
export function watchCanary(
  alarm: MakeAlarm,
  canary: IFunction,
  { periodMinutes, isOn }: Settings['canary'],
): void {
  alarm('canary-failed', 'A lecture of our own got no feedback: learners get none either.', {
    // A good run gives a datapoint of 0 errors, so that no datapoint at all means that no run took place.
    metric: canary.metricErrors({ statistic: 'Sum', period: minutes(2 * periodMinutes) }),
    missing: isOn ? TreatMissingData.BREACHING : quietIsFine,
  });
}

import { Duration } from 'aws-cdk-lib';
import { MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { minutes, quietIsFine } from './alarm-metrics.ts';
import type { MakeAlarm } from './runbook-alarm.ts';
import type { ServiceMetric } from './service-metric.ts';

/** These functions run by the clock, so that a missing datapoint means a missing run. */
const quietIsTrouble = TreatMissingData.BREACHING;

export interface WatchedSchedules {
  readonly sweep: IFunction;
  readonly ranking: IFunction;
  readonly reminders: IFunction;
  readonly leagues: IFunction;
}

/** The alarms on functions that run by the clock, and on work that they leave undone. */
export function watchSchedules(
  alarm: MakeAlarm,
  metric: ServiceMetric,
  { sweep, ranking, reminders, leagues }: WatchedSchedules,
): void {
  const goodRuns = (lambda: IFunction, period: Duration) =>
    new MathExpression({
      label: 'good runs',
      expression: 'runs - errors',
      usingMetrics: {
        runs: lambda.metricInvocations({ statistic: 'Sum', period }),
        errors: lambda.metricErrors({ statistic: 'Sum', period }),
      },
      period,
    });
  alarm('sweep-stopped', 'Nothing heals lost events and late lectures, or erases deleted users.', {
    metric: goodRuns(sweep, minutes(5)),
    is: 'below',
    threshold: 1,
    missing: quietIsTrouble,
  });
  alarm('erasures-failed', 'Something of a deleted user cannot be erased, time and again.', {
    // An erasure that fails is tried again a quarter of an hour later.
    metric: metric('ErasuresFailed', { statistic: 'Sum', period: minutes(30) }),
    datapoints: [2, 2],
    missing: quietIsFine,
  });
  alarm('reminders-stopped', 'Nobody is reminded, or told that feedback is ready.', {
    metric: goodRuns(reminders, minutes(30)),
    is: 'below',
    threshold: 1,
    missing: quietIsTrouble,
  });
  alarm('retention-late', 'Yesterday is not counted; after a week of that it cannot be any more.', {
    metric: metric('RetentionLate', { statistic: 'Minimum', period: Duration.hours(6) }),
    // The same function folds the ranking, whose alarm tells when it does not run.
    missing: quietIsFine,
  });
  alarm('ranking-stale', 'The ranking shows everybody’s standing of half an hour ago or older.', {
    metric: goodRuns(ranking, minutes(30)),
    is: 'below',
    threshold: 1,
    missing: quietIsTrouble,
  });
  alarm('leagues-not-closed', 'Weeks of the league are not closed: results and new groups wait.', {
    metric: goodRuns(leagues, minutes(60)),
    is: 'below',
    threshold: 1,
    missing: quietIsTrouble,
  });
}

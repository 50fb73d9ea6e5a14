import { Duration } from 'aws-cdk-lib';
import { MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { minutes, quietIsFine } from './alarm-metrics.ts';
import type { MakeAlarm } from './runbook-alarm.ts';
import type { ServiceMetric } from './service-metric.ts';

/** Runs come by the clock: no datapoint means that there was none. */
const quietIsTrouble = TreatMissingData.BREACHING;

export interface WatchedSchedules {
  readonly sweep: IFunction;
  readonly ranking: IFunction;
  readonly reminders: IFunction;
  readonly leagues: IFunction;
}

/** What runs by itself, and what it leaves undone. */
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
    // Whoever fails is tried again a quarter of an hour later.
    metric: metric('ErasuresFailed', { statistic: 'Sum', period: minutes(30) }),
    is: 'at least',
    threshold: 1,
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
    is: 'at least',
    threshold: 1,
    // Runs that do not come are told of by the ranking.
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

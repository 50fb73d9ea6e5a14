import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import {
  openLecturesIndex,
  remindersIndex,
  standingsIndex,
} from '../../../shared/contracts/table.ts';
import type { Settings } from '../settings.ts';
import { minutes, quietIsFine, sumOf } from './alarm-metrics.ts';
import { AlarmTopic } from './alarm-topic.ts';
import { watchCanary } from './canary-alarm.ts';
import type { LectureQueue } from './lecture-queue.ts';
import { MonthlyBudget } from './monthly-budget.ts';
import { watchProviders } from './provider-alarms.ts';
import { alarmFactory, type MakeAlarm } from './runbook-alarm.ts';
import { watchSchedules } from './schedule-alarms.ts';
import { apiMetric, type ServiceMetric } from './service-metric.ts';

/** What the alarms and the dashboard watch, by its role in the journey. */
export interface WatchedResources {
  readonly apiId: string;
  /** The API's functions by their names. */
  readonly apiLambdas: ReadonlyMap<string, IFunction>;
  readonly queue: LectureQueue;
  readonly worker: IFunction;
  readonly sweep: IFunction;
  readonly ranking: IFunction;
  readonly reminders: IFunction;
  readonly leagues: IFunction;
  readonly modelLook: IFunction;
  readonly canary: IFunction;
  readonly tableName: string;
}

export interface AlarmsProps {
  readonly settings: Settings;
  readonly metric: ServiceMetric;
  readonly resources: WatchedResources;
}

/**
 * The alarm goes off at this share of the day's limit, so that time is left to look before learners are
 * turned away.
 */
const alarmingShare = 0.6;

/** CloudWatch's limit on the metrics that one alarm may read. */
const metricsPerAlarm = 10;

/**
 * The alarms that wake an operator, each with an entry in the runbook. Their thresholds leave alone what
 * heals by itself: a retry, a lost event, a single slow answer.
 */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { settings, metric, resources }: AlarmsProps) {
    super(scope, id);
    const { topic } = new AlarmTopic(this, 'Tell', { emailAddress: settings.alarmAddress });
    const alarm = alarmFactory(this, topic, settings.runbook);

    watchJourney(alarm, metric);
    watchProviders(alarm, metric, resources.modelLook);
    watchQueue(alarm, resources.queue);
    watchWorker(alarm, resources.worker, settings.workerMaximumConcurrency);
    watchApi(alarm, resources);
    watchSchedules(alarm, metric, resources);
    watchTable(alarm, resources.tableName);
    watchCanary(alarm, resources.canary, settings.canary);
    alarm('topic-reported', 'A learner reports a shared topic: somebody has to look at it.', {
      metric: metric('TopicsReported', { statistic: 'Sum', period: minutes(60) }),
      missing: quietIsFine,
    });
    alarm('daily-cost', 'Speech and chat have cost most of what they may cost in a day.', {
      metric: metric('CostEstimateDollars', { statistic: 'Sum', period: Duration.days(1) }),
      is: 'above',
      threshold: settings.dailyProviderDollars * alarmingShare,
      missing: quietIsFine,
    });
    const hour = minutes(60);
    alarm('hourly-cost', 'Speech and chat cost more in an hour than they usually do in many.', {
      metric: metric('CostEstimateDollars', { statistic: 'Sum', period: hour }),
      is: 'above',
      threshold: settings.alarmAbove.providerDollarsPerHour,
      missing: quietIsFine,
    });
    alarm('request-flood', 'The API gets more requests in an hour than learners would make.', {
      metric: apiMetric(resources.apiId, 'Count', { statistic: 'Sum', period: hour }),
      is: 'above',
      threshold: settings.alarmAbove.requestsPerHour,
      missing: quietIsFine,
    });
    if (settings.monthlyBudgetDollars !== undefined) {
      new MonthlyBudget(this, 'MonthlyBudget', { dollars: settings.monthlyBudgetDollars, topic });
    }
  }
}

function watchJourney(alarm: MakeAlarm, metric: ServiceMetric): void {
  const perQuarter = { statistic: 'Sum', period: minutes(15) };
  alarm('no-successes', 'Learners submit lectures and none of them gets feedback.', {
    metric: new MathExpression({
      label: 'quarter of an hour without a success',
      expression: 'IF(started >= 2 AND succeeded == 0, 1, 0)',
      usingMetrics: {
        started: metric('LecturesStarted', perQuarter),
        succeeded: metric('LecturesSucceeded', perQuarter),
      },
      period: perQuarter.period,
    }),
    // Two quarters in a row: the first lectures after a quiet hour have had no time to succeed.
    datapoints: [2, 2],
    missing: quietIsFine,
  });
  alarm('deadline-exceeded', 'A lecture was given up after 15 minutes without a result.', {
    metric: metric('LecturesEnded', {
      statistic: 'Sum',
      period: minutes(5),
      by: { Status: 'FAILURE', Reason: 'DEADLINE_EXCEEDED' },
    }),
    missing: quietIsFine,
  });
  alarm('configuration-errors', 'A secret is missing or malformed: what needs it fails at once.', {
    metric: metric('ConfigurationErrors', { statistic: 'Sum', period: minutes(1) }),
    missing: quietIsFine,
  });
}

function watchQueue(alarm: MakeAlarm, { queue, deadLetterQueue }: LectureQueue): void {
  alarm('dead-letters', 'Lectures that kept failing wait for an operator.', {
    metric: deadLetterQueue.metricApproximateNumberOfMessagesVisible({
      statistic: 'Maximum',
      period: minutes(1),
    }),
    missing: quietIsFine,
  });
  alarm('queue-delay', 'A lecture has waited in the queue for more than five minutes.', {
    metric: queue.metricApproximateAgeOfOldestMessage({
      statistic: 'Maximum',
      period: minutes(1),
    }),
    is: 'above',
    threshold: 300,
    datapoints: [3, 3],
    missing: quietIsFine,
  });
}

function watchWorker(alarm: MakeAlarm, worker: IFunction, maximumConcurrency: number): void {
  const perQuarter = { statistic: 'Sum', period: minutes(15) };
  alarm('worker-errors', 'Most work on lectures fails and has to be done again.', {
    metric: new MathExpression({
      label: 'failed runs (%)',
      expression: 'IF(runs >= 5, 100 * errors / runs, 0)',
      usingMetrics: {
        runs: worker.metricInvocations(perQuarter),
        errors: worker.metricErrors(perQuarter),
      },
      period: perQuarter.period,
    }),
    is: 'above',
    threshold: 50,
    missing: quietIsFine,
  });
  const period = minutes(5);
  alarm('worker-saturated', 'More lectures come than can be worked on: learners wait longer.', {
    metric: new MathExpression({
      label: 'at its limit',
      expression: `IF(throttles > 0 OR atOnce >= ${maximumConcurrency}, 1, 0)`,
      usingMetrics: {
        throttles: worker.metricThrottles({ statistic: 'Sum', period }),
        atOnce: worker.metric('ConcurrentExecutions', { statistic: 'Maximum', period }),
      },
      period,
    }),
    datapoints: [3, 3],
    missing: quietIsFine,
  });
}

function watchApi(alarm: MakeAlarm, { apiId, apiLambdas }: WatchedResources): void {
  const period = minutes(5);
  alarm('api-server-errors', 'The API answers requests with 5xx: the app shows errors or hangs.', {
    metric: new MathExpression({
      label: 'answers with 5xx (%)',
      expression: 'IF(failed >= 5, 100 * failed / requests, 0)',
      usingMetrics: {
        failed: apiMetric(apiId, '5xx', { statistic: 'Sum', period }),
        requests: apiMetric(apiId, 'Count', { statistic: 'Sum', period }),
      },
      period,
    }),
    is: 'above',
    threshold: 2,
    datapoints: [2, 3],
    missing: quietIsFine,
  });
  alarm(
    'function-errors',
    'A function of the API crashes or runs out of time: its route is down.',
    inGroups([...apiLambdas.values()], metricsPerAlarm).map((lambdas) => ({
      metric: sumOf(
        'crashes and timeouts',
        lambdas.map((lambda) => lambda.metricErrors({ statistic: 'Sum', period })),
        period,
      ),
      is: 'at least',
      threshold: 3,
      missing: quietIsFine,
    })),
  );
}

function watchTable(alarm: MakeAlarm, tableName: string): void {
  const period = minutes(5);
  const indexes = [undefined, openLecturesIndex.name, standingsIndex.name, remindersIndex.name];
  const throttles = ['ReadThrottleEvents', 'WriteThrottleEvents'].flatMap((metricName) =>
    indexes.map(
      (index) =>
        new Metric({
          namespace: 'AWS/DynamoDB',
          metricName,
          dimensionsMap: {
            TableName: tableName,
            ...(index !== undefined && { GlobalSecondaryIndexName: index }),
          },
          statistic: 'Sum',
          period,
        }),
    ),
  );
  alarm('table-throttled', 'The table turns requests away: the API is slow or answers 503.', {
    metric: sumOf('throttled requests', throttles, period),
    is: 'above',
    // The SDK's retries get over a few.
    threshold: 10,
    datapoints: [2, 3],
    missing: quietIsFine,
  });
}

function inGroups<Item>(items: readonly Item[], size: number): (readonly Item[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

import { Duration, Stack } from 'aws-cdk-lib';
import {
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  MathExpression,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Experiment } from '../../../shared/contracts/experiments.ts';
import type { MetricName } from '../../../shared/contracts/metrics.ts';
import type { WatchedResources } from './alarms.ts';
import { type Graph, search } from './dashboard-graph.ts';
import { labelGraphs } from './label-graphs.ts';
import { experimentGraphs, returnGraphs } from './retention-graphs.ts';
import { apiMetric, type ServiceMetric } from './service-metric.ts';

export interface DashboardProps {
  readonly metric: ServiceMetric;
  /** The namespace of our own metrics. */
  readonly namespace: string;
  readonly resources: WatchedResources;
  readonly experiments: readonly Experiment[];
}

const columns = 24;
const rowHeight = 4;

const fiveMinutes = Duration.minutes(5);
const day = Duration.days(1);

/**
 * One screen that answers six questions, with a row for each: is it working, is it slow, what does it cost,
 * do learners come back, did an experiment help, do learners agree with the assessment. CloudWatch counts
 * days in UTC.
 */
export class Dashboard extends Construct {
  /** The dashboard's address in the AWS console. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);

    const dashboard = new CloudWatchDashboard(this, 'Dashboard', {
      defaultInterval: Duration.hours(12),
      widgets: [
        ...row('Is it working?', isItWorking(props)),
        ...row('Is it slow?', isItSlow(props)),
        ...row('What does it cost?', whatDoesItCost(props)),
        ...row('Do they come back?', returnGraphs(props)),
        ...(props.experiments.length > 0 ? row('Did it help?', experimentGraphs(props)) : []),
        ...row('Do they agree with it?', labelGraphs(props)),
      ],
    });
    const { region } = Stack.of(this);
    this.url = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboard.dashboardName}`;
  }
}

function row(heading: string, graphs: readonly Graph[]) {
  return [
    [new TextWidget({ markdown: `## ${heading}`, width: columns, height: 1 })],
    graphs.map(
      (graph) =>
        new GraphWidget({
          width: columns / graphs.length,
          height: rowHeight,
          leftYAxis: { min: 0 },
          ...graph,
        }),
    ),
  ];
}

function isItWorking({ metric, namespace, resources }: DashboardProps): Graph[] {
  const { queue, apiId } = resources;
  const sum = (name: MetricName, label: string) =>
    metric(name, { statistic: 'Sum', period: fiveMinutes, label });
  const requests = (name: string, label: string) =>
    apiMetric(apiId, name, { statistic: 'Sum', period: fiveMinutes, label });
  return [
    {
      title: 'How do lectures end, and what comes after their results (right)?',
      left: [
        sum('LecturesStarted', 'started'),
        search(namespace, 'LecturesEnded', ['Status', 'Reason'], ['Reason']),
      ],
      right: [search(namespace, 'LatersEnded', ['By', 'Status'], ['By', 'Status'])],
    },
    {
      title: 'How many succeed? (%)',
      left: [
        new MathExpression({
          label: 'of those that ended',
          expression: '100 * succeeded / ended',
          usingMetrics: {
            succeeded: sum('LecturesSucceeded', 'succeeded'),
            ended: sum('LecturesEnded', 'ended'),
          },
          period: fiveMinutes,
        }),
      ],
      leftYAxis: { min: 0, max: 100 },
    },
    {
      title: 'Do lectures wait?',
      left: [
        queue.queue.metricApproximateNumberOfMessagesVisible({
          statistic: 'Maximum',
          label: 'in the queue',
        }),
        queue.deadLetterQueue.metricApproximateNumberOfMessagesVisible({
          statistic: 'Maximum',
          label: 'dead letters',
        }),
      ],
      right: [
        queue.queue.metricApproximateAgeOfOldestMessage({
          statistic: 'Maximum',
          label: 'oldest (s)',
        }),
      ],
    },
    {
      title: 'Does the API answer?',
      left: [requests('Count', 'requests')],
      right: [requests('4xx', '4xx'), requests('5xx', '5xx')],
    },
    {
      title: 'What do the providers refuse, and which of them answer (right)?',
      left: [search(namespace, 'ProviderErrors', ['Step', 'Kind'], ['Step', 'Kind'])],
      right: [search(namespace, 'ProviderAnswers', ['Step', 'Place'], ['Step', 'Place'])],
    },
    {
      title: 'Are we set up and running?',
      left: [
        sum('ConfigurationErrors', 'secrets wrong'),
        sum('ErasuresFailed', 'not erased'),
        resources.worker.metricErrors({ label: 'worker failed' }),
        resources.sweep.metricErrors({ label: 'sweep failed' }),
        resources.ranking.metricErrors({ label: 'ranking failed' }),
        sum('RetentionLate', 'retention late'),
        resources.leagues.metricErrors({ label: 'leagues failed' }),
      ],
    },
  ];
}

function isItSlow({ metric, resources }: DashboardProps): Graph[] {
  const seconds = (name: MetricName, statistic: string, label: string) =>
    metric(name, { statistic, period: fiveMinutes, label });
  return [
    {
      title: 'How long from submission to feedback? (s)',
      left: ['p50', 'p95', 'p99'].map((p) => seconds('SecondsToFeedback', p, p)),
    },
    {
      title: 'Which step takes the time? (s)',
      left: ['p50', 'p95'].flatMap((p) => [
        seconds('TranscriptionSeconds', p, `transcription ${p}`),
        seconds('AssessmentSeconds', p, `assessment ${p}`),
      ]),
    },
    {
      title: 'How long does an API call take, and which route (right, p95)? (ms)',
      left: ['p50', 'p95', 'p99'].map((p) =>
        apiMetric(resources.apiId, 'Latency', { statistic: p, period: fiveMinutes, label: p }),
      ),
      // A function serves one route, or a few that are alike. The gateway's own figures by route would cost
      // $0.30 each.
      right: [...resources.apiLambdas].map(([label, lambda]) =>
        lambda.metricDuration({ statistic: 'p95', period: fiveMinutes, label }),
      ),
    },
    {
      title: 'How busy is the worker?',
      left: [
        resources.worker.metric('ConcurrentExecutions', {
          statistic: 'Maximum',
          label: 'at once',
        }),
        resources.worker.metricThrottles({ label: 'throttled' }),
      ],
    },
  ];
}

function whatDoesItCost({ metric }: DashboardProps): Graph[] {
  const start = '-P28D';
  const perDay = (name: MetricName, label: string) =>
    metric(name, { statistic: 'Sum', period: day, label });
  return [
    {
      title: 'Speech and chat per day, estimated by list prices ($)',
      left: [perDay('CostEstimateDollars', 'dollars')],
      start,
    },
    {
      title: 'Speech and chat per lecture that ended, estimated ($)',
      left: [
        new MathExpression({
          label: 'dollars',
          expression: 'dollars / ended',
          usingMetrics: {
            dollars: perDay('CostEstimateDollars', 'dollars a day'),
            ended: perDay('LecturesEnded', 'ended'),
          },
          period: day,
        }),
      ],
      start,
    },
    {
      title: 'Lectures per day',
      left: [perDay('LecturesStarted', 'started'), perDay('LecturesSucceeded', 'succeeded')],
      start,
    },
  ];
}

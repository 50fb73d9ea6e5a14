import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricName } from '../../../shared/contracts/metrics.ts';
import { type Graph, search } from './dashboard-graph.ts';
import type { ServiceMetric } from './service-metric.ts';

const week = Duration.days(7);
const dimensions = ['Prompts', 'Model'];

/**
 * How many labels learners dispute, and how many of those were changed, by the prompts and the model that
 * gave them first.
 */
export function labelGraphs({
  metric,
  namespace,
}: {
  readonly metric: ServiceMetric;
  readonly namespace: string;
}): Graph[] {
  const start = '-P84D';
  const perWeek = (name: MetricName, label: string) =>
    metric(name, { statistic: 'Sum', period: week, label });
  const byVersion = (name: MetricName) => search(namespace, name, dimensions, dimensions, week);
  const [given, disputed, changed] = [
    perWeek('LabelsGiven', 'given'),
    perWeek('LabelsDisputed', 'disputed'),
    perWeek('LabelsChanged', 'changed'),
  ];
  const share = (label: string, expression: string, usingMetrics: Record<string, typeof given>) =>
    new MathExpression({ label, expression, usingMetrics, period: week });
  return [
    {
      title: 'Labels disputed, and changed of those (right), by week (%)',
      left: [share('disputed', '100 * disputed / given', { disputed, given })],
      right: [share('changed', '100 * changed / disputed', { changed, disputed })],
      start,
    },
    { title: 'Labels given, by prompts and model', left: [byVersion('LabelsGiven')], start },
    {
      title: 'Disputed, and changed (right), by prompts and model',
      left: [byVersion('LabelsDisputed')],
      right: [byVersion('LabelsChanged')],
      start,
    },
  ];
}

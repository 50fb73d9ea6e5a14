import type { Duration } from 'aws-cdk-lib';
import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricDimensions, MetricName } from '../../../shared/contracts/metrics.ts';

export interface ServiceMetricOptions<Name extends MetricName> {
  /** e.g. `Sum`, `Average`, `p95` */
  readonly statistic: string;
  readonly period: Duration;
  readonly label?: string;
  /** @default the metric over all dimensions */
  readonly by?: MetricDimensions<Name>;
}

/** Makes one of the metrics that the functions write; no other name or dimension compiles. */
export type ServiceMetric = <Name extends MetricName>(
  name: Name,
  options: ServiceMetricOptions<Name>,
) => Metric;

/** @param namespace the stage's namespace, which its functions find in their environment */
export function serviceMetrics(namespace: string): ServiceMetric {
  return (metricName, { by, ...options }) =>
    new Metric({ namespace, metricName, ...options, ...(by && { dimensionsMap: { ...by } }) });
}

/** One of API Gateway's own metrics of our API. */
export const apiMetric = (apiId: string, metricName: string, options: MetricOptions): Metric =>
  new Metric({
    namespace: 'AWS/ApiGateway',
    metricName,
    dimensionsMap: { ApiId: apiId },
    ...options,
  });

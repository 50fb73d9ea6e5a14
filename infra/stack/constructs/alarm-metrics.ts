import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';

/** A metric has no datapoints while nothing happens, so that a missing datapoint is good news. */
export const quietIsFine = TreatMissingData.NOT_BREACHING;

export const minutes = (count: number) => Duration.minutes(count);

/**
 * Adds metrics of which some have no datapoint: SUM adds those that have one, where `+` would give nothing.
 */
export function sumOf(
  label: string,
  metrics: readonly IMetric[],
  period: Duration,
): MathExpression {
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
  const names = Object.keys(usingMetrics).join(', ');
  return new MathExpression({ label, expression: `SUM([${names}])`, usingMetrics, period });
}

import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';

/** Nothing is measured where nothing happens: no datapoint is good news. */
export const quietIsFine = TreatMissingData.NOT_BREACHING;

export const minutes = (count: number) => Duration.minutes(count);

/** SUM takes what there is, where `+` gives nothing once a single one has no datapoint. */
export function sumOf(
  label: string,
  metrics: readonly IMetric[],
  period: Duration,
): MathExpression {
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
  const names = Object.keys(usingMetrics).join(', ');
  return new MathExpression({ label, expression: `SUM([${names}])`, usingMetrics, period });
}

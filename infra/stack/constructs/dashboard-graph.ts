import { Duration } from 'aws-cdk-lib';
import { type GraphWidgetProps, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricName } from '../../../shared/contracts/metrics.ts';

export type Graph = Pick<GraphWidgetProps, 'title' | 'left' | 'right' | 'start' | 'leftYAxis'>;

/** Draws one line for each combination of dimension values that occurs. */
export function search(
  namespace: string,
  name: MetricName,
  dimensions: readonly string[],
  namedBy: readonly string[],
  period: Duration = Duration.minutes(5),
): MathExpression {
  const schema = `{"${namespace}",${dimensions.join(',')}}`;
  return new MathExpression({
    label: namedBy.map((dimension) => `\${PROP('Dim.${dimension}')}`).join(' '),
    expression: `SEARCH('${schema} MetricName="${name}"', 'Sum', ${period.toSeconds()})`,
    usingMetrics: {},
    period,
  });
}

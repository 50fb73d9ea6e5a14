import {
  type MetricDimensions,
  type MetricName,
  metrics,
  type PlainMetric,
  type SplitMetric,
} from '../contracts/metrics.ts';

export interface Measurement {
  readonly values: Readonly<Partial<Record<PlainMetric, number>>>;
  /** Milliseconds since the epoch, if not now; CloudWatch takes up to two weeks back. */
  readonly at?: number;
}

/**
 * Measures by one log line in CloudWatch's embedded metric format: no call, no client, no wait.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function measure({ values, at = Date.now() }: Measurement): void {
  write(Object.keys(values).filter(isMetricName), [[]], values, at);
}

/** Counts one or several, in all and by each of the metric's dimension sets. */
export function countBy<Name extends SplitMetric>(
  name: Name,
  dimensions: AllOf<MetricDimensions<Name>>,
  count = 1,
): void {
  const sets = metrics[name].by.map((set) => Object.keys(set));
  write([name], [[], ...sets], Object.assign({ [name]: count }, dimensions), Date.now());
}

function write(
  names: readonly MetricName[],
  dimensionSets: readonly (readonly string[])[],
  members: object,
  at: number,
): void {
  console.log(
    JSON.stringify({
      _aws: {
        Timestamp: at,
        CloudWatchMetrics: [
          {
            // The stage's own. The environment's contract sees to it that it is there.
            Namespace: process.env['METRIC_NAMESPACE'],
            Dimensions: dimensionSets,
            Metrics: names.map((Name) => ({ Name, Unit: metrics[Name].unit })),
          },
        ],
      },
      ...members,
    }),
  );
}

const isMetricName = (name: string): name is MetricName => Object.hasOwn(metrics, name);

/** A union's members, all at once. */
type AllOf<Union> = (Union extends unknown ? (member: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;

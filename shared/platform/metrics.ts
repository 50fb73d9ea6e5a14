import {
  type MetricDimensions,
  type MetricName,
  metrics,
  type PlainMetric,
  type SplitMetric,
} from '../contracts/metrics.ts';

export interface Measurement {
  readonly values: Readonly<Partial<Record<PlainMetric, number>>>;
  /** Milliseconds since the epoch; CloudWatch accepts up to two weeks back. @default now */
  readonly at?: number;
}

/**
 * Measures with one log line in CloudWatch's embedded metric format, without a call, a client or a wait.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function measure({ values, at = Date.now() }: Measurement): void {
  write(Object.keys(values).filter(isMetricName), [[]], values, at);
}

/** Counts in total and by each of the metric's dimension sets. */
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
            // Each stage has its own. The environment's schema makes sure that it is set.
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

/** The intersection of a union's members. */
type AllOf<Union> = (Union extends unknown ? (member: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;

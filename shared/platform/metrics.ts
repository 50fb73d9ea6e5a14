/** Everything this service measures, with CloudWatch's unit. */
export const metricUnits = {
  LecturesStarted: 'Count',
  LecturesEnded: 'Count',
  SecondsToFeedback: 'Seconds',
  TranscriptionSeconds: 'Seconds',
  AssessmentSeconds: 'Seconds',
  ProviderErrors: 'Count',
  CostEstimateDollars: 'None',
  Installs: 'Count',
  DailyActives: 'Count',
  ReturnedAfterWeek: 'Count',
} as const;

export type MetricName = keyof typeof metricUnits;

export const metricNamespace = 'LearningMate';

export interface Measurement {
  readonly values: Partial<Record<MetricName, number>>;
  /** Few and bounded: every combination is a metric of its own. */
  readonly dimensions?: Readonly<Record<string, string>>;
  /** When it counts, if not now; CloudWatch takes up to two weeks back. */
  readonly at?: number;
}

/**
 * Measures by one log line in CloudWatch's embedded metric format: no call, no client, no wait.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function measure({ values, dimensions = {}, at = Date.now() }: Measurement): void {
  const names = Object.keys(values).filter((name): name is MetricName => name in metricUnits);
  console.log(
    JSON.stringify({
      _aws: {
        Timestamp: at,
        CloudWatchMetrics: [
          {
            Namespace: metricNamespace,
            // Once in all, and once by the dimensions.
            Dimensions: [
              [],
              ...(Object.keys(dimensions).length > 0 ? [Object.keys(dimensions)] : []),
            ],
            Metrics: names.map((Name) => ({ Name, Unit: metricUnits[Name] })),
          },
        ],
      },
      ...dimensions,
      ...values,
    }),
  );
}

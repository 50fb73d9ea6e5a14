import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { minutes, quietIsFine, sumOf } from './alarm-metrics.ts';
import type { MakeAlarm } from './runbook-alarm.ts';
import type { ServiceMetric } from './service-metric.ts';

/** This leaves time to choose another model, to evaluate it and to deploy it. */
const modelNoticeDays = 31;

/** The alarms on speech and chat: their money, keys, models and outages. */
export function watchProviders(
  alarm: MakeAlarm,
  metric: ServiceMetric,
  modelLook: IFunction,
): void {
  const errors = (
    Kind: 'quota' | 'unauthorized' | 'model-gone' | 'rejected',
    period = minutes(1),
  ) => ({
    metric: metric('ProviderErrors', { statistic: 'Sum', period, by: { Kind } }),
    missing: quietIsFine,
  });
  alarm('provider-quota', 'The speech or chat provider has no money left: lectures fail.', {
    ...errors('quota'),
  });
  alarm('provider-unauthorized', 'The speech or chat provider refuses our key: lectures wait.', {
    ...errors('unauthorized'),
  });
  alarm('provider-model-gone', 'A speech or chat model that we name is not there any more.', {
    ...errors('model-gone'),
  });
  const day = Duration.days(1);
  alarm('model-trouble', 'The daily look found a model missing or its key refused, or failed.', {
    metric: sumOf(
      'troubles and failed looks',
      [
        metric('ModelTroubles', { statistic: 'Sum', period: day }),
        modelLook.metricErrors({ statistic: 'Sum', period: day }),
      ],
      day,
    ),
    missing: quietIsFine,
  });
  alarm('model-ends-soon', 'A model in use is switched off within 30 days.', {
    metric: metric('ModelDaysLeft', { statistic: 'Minimum', period: day }),
    is: 'below',
    threshold: modelNoticeDays,
    missing: quietIsFine,
  });
  alarm('provider-rejected', 'A provider refuses what we ask for: lectures fail for good.', {
    ...errors('rejected', minutes(60)),
    // A server may refuse a single odd request.
    threshold: 3,
  });
  const period = minutes(15);
  alarm('provider-unavailable', 'A provider answers too few calls: lectures wait or fail.', {
    metric: new MathExpression({
      label: 'calls without an answer (%)',
      // One failed call of two is no outage.
      expression: 'IF(calls >= 4, 100 * share, 0)',
      usingMetrics: {
        calls: metric('ProviderUnavailable', { statistic: 'SampleCount', period }),
        share: metric('ProviderUnavailable', { statistic: 'Average', period }),
      },
      period,
    }),
    is: 'above',
    threshold: 25,
    missing: quietIsFine,
  });
}

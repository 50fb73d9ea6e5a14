import * as z from 'zod';

const metricReferenceSchema = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).default([]),
});

const alarmSchema = z.looseObject({
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.unknown()).default([]),
  OKActions: z.array(z.unknown()).default([]),
  AlarmRule: z.unknown().optional(),
  TreatMissingData: z.string().optional(),
  EvaluationPeriods: z.int().optional(),
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).optional(),
  Period: z.int().optional(),
  Metrics: z
    .array(
      z.looseObject({
        Id: z.string(),
        Expression: z.string().optional(),
        ReturnData: z.boolean().default(true),
        MetricStat: z
          .looseObject({ Metric: metricReferenceSchema, Period: z.int(), Stat: z.string() })
          .optional(),
      }),
    )
    .optional(),
});

/** A metric that an alarm or a graph names, with its dimensions' values as in the template. */
export interface NamedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, unknown>>;
}

export type Alarm = ReturnType<typeof readAlarm>;

/** A metric alarm or a composite one, by its properties in the template. */
export function readAlarm(properties: unknown) {
  const alarm = alarmSchema.parse(properties);
  const [, entry] = /#([a-z-]+)$/.exec(alarm.AlarmDescription) ?? [];
  const stats = alarm.Metrics?.flatMap(({ MetricStat }) => MetricStat ?? []) ?? [];
  const direct =
    alarm.Namespace === undefined ? [] : [{ Metric: alarm, Period: alarm.Period ?? 0 }];
  const metrics = [...stats, ...direct].map(({ Metric, Period }) => ({
    ...namedMetric(metricReferenceSchema.parse(Metric)),
    periodSeconds: Period,
  }));
  return { ...alarm, entry, metrics };
}

function namedMetric(metric: z.infer<typeof metricReferenceSchema>): NamedMetric {
  const dimensions = metric.Dimensions.map(({ Name, Value }) => [Name, Value]);
  return {
    namespace: metric.Namespace,
    name: metric.MetricName,
    dimensions: Object.fromEntries(dimensions),
  };
}

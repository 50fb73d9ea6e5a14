import * as z from 'zod';

const name = z.string().min(1).max(1024);

/** What CloudWatch requires of a line in its embedded metric format; it drops any other line. */
const lineSchema = z
  .looseObject({
    _aws: z.object({
      Timestamp: z.int().min(0),
      CloudWatchMetrics: z
        .array(
          z.object({
            Namespace: name,
            Dimensions: z.array(z.array(name).max(30)).min(1),
            Metrics: z
              .array(z.object({ Name: name, Unit: z.enum(['Count', 'Seconds', 'None']) }))
              .min(1)
              .max(100),
          }),
        )
        .min(1),
    }),
  })
  .superRefine((line, context) => {
    for (const { Dimensions, Metrics } of line._aws.CloudWatchMetrics) {
      for (const dimension of Dimensions.flat()) {
        if (!name.safeParse(line[dimension]).success) {
          context.addIssue(`the dimension ${dimension} is not a text of the line`);
        }
      }
      for (const { Name } of Metrics) {
        if (!z.number().safeParse(line[Name]).success) {
          context.addIssue(`the metric ${Name} is not a number of the line`);
        }
      }
    }
  });

export interface EmbeddedMetric {
  readonly name: string;
  readonly value: number;
  readonly namespace: string;
  readonly timestamp: number;
  readonly dimensionSets: readonly (readonly string[])[];
  /** All other fields of the line. */
  readonly dimensions: Readonly<Record<string, unknown>>;
}

export const isEmbeddedMetrics = (line: string): boolean => line.includes('"_aws":');

/** @throws ZodError for a line that CloudWatch would not accept */
export function readEmbeddedMetrics(line: string): EmbeddedMetric[] {
  const { _aws, ...members } = lineSchema.parse(JSON.parse(line));
  return _aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Metrics.map(({ Name }) => ({
      name: Name,
      value: Number(members[Name]),
      namespace: Namespace,
      timestamp: _aws.Timestamp,
      dimensionSets: Dimensions,
      dimensions: Object.fromEntries(
        Object.entries(members).filter(([member]) => !Metrics.some((m) => m.Name === member)),
      ),
    })),
  );
}

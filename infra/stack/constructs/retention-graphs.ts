import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { type Experiment, experimentArms } from '../../../shared/contracts/experiments.ts';
import type { MetricName } from '../../../shared/contracts/metrics.ts';
import type { Graph } from './dashboard-graph.ts';
import type { ServiceMetric } from './service-metric.ts';

const day = Duration.days(1);
const week = Duration.days(7);
const start = '-P84D';

/** The same number as in shared/retention/statistics.ts. */
const z95 = 1.959964;
const squared = z95 ** 2;

/**
 * Wilson's interval in percent, written in CloudWatch's metric arithmetic.
 * @param count an expression, as `of` is
 */
function wilson(count: string, of: string): { readonly low: string; readonly high: string } {
  const whole = `(${of} + ${squared})`;
  const middle = `(${count} + ${squared / 2}) / ${whole}`;
  const reach = `${z95} / ${whole} * (${count} * (${of} - ${count}) / ${of} + ${squared / 4}) ^ 0.5`;
  return { low: `100 * (${middle} - ${reach})`, high: `100 * (${middle} + ${reach})` };
}

/**
 * Draws a share and the two ends of its 95 % confidence interval.
 * @param id the prefix of this share's metric ids in its graph
 */
function shareLines(
  { id, label }: { readonly id: string; readonly label: string },
  { back, cohort }: { readonly back: IMetric; readonly cohort: IMetric },
  { period, isSoFar }: { readonly period: Duration; readonly isSoFar: boolean },
): MathExpression[] {
  const read = (name: string) => (isSoFar ? `RUNNING_SUM(FILL(${name}, 0))` : name);
  const [count, of] = [read(`${id}Back`), read(`${id}Cohort`)];
  const { low, high } = wilson(count, of);
  const usingMetrics = { [`${id}Back`]: back, [`${id}Cohort`]: cohort };
  const line = (name: string, expression: string) =>
    new MathExpression({ label: name, expression, usingMetrics, period });
  return [
    line(label, `100 * ${count} / ${of}`),
    line(`${label}: at least`, low),
    line(`${label}: at most`, high),
  ];
}

/** A metric's id in a graph has to begin with a small letter. */
const idOf = (name: MetricName) => `${name[0]?.toLowerCase()}${name.slice(1)}`;

interface Measured {
  readonly metric: ServiceMetric;
}

/** Graphs of who uses the app, who comes back, and how far new learners get. */
export function returnGraphs({ metric }: Measured): Graph[] {
  const sum = (name: MetricName, label: string, period: Duration) =>
    metric(name, { statistic: 'Sum', period, label });
  const share = (label: string, count: MetricName, of: MetricName) => {
    const [counted, cohort] = [idOf(count), idOf(of)];
    return new MathExpression({
      label,
      expression: `100 * ${counted} / ${cohort}`,
      usingMetrics: { [counted]: sum(count, label, week), [cohort]: sum(of, 'cohort', week) },
      period: week,
    });
  };
  return [
    {
      title: 'Who is there, day by day, and in the week up to it (right)?',
      left: [sum('DailyActives', 'active users', day), sum('Installs', 'installs', day)],
      right: [sum('WeeklyActives', 'active in the week', day)],
      start,
    },
    {
      title: 'Lectures per active user and day',
      left: [
        new MathExpression({
          label: 'lectures',
          expression: 'started / actives',
          usingMetrics: {
            started: sum('LecturesStarted', 'started', day),
            actives: sum('DailyActives', 'active', day),
          },
          period: day,
        }),
      ],
      start,
    },
    {
      title: 'Back on day 1 and 30, and on day 7 with its interval, by week (%)',
      left: [
        share('day 1', 'Day1Back', 'Day1Cohort'),
        share('day 30', 'Day30Back', 'Day30Cohort'),
        ...shareLines(
          { id: 'day7', label: 'day 7' },
          { back: sum('Day7Back', 'back', week), cohort: sum('Day7Cohort', 'cohort', week) },
          { period: week, isSoFar: false },
        ),
      ],
      start,
    },
    {
      title: 'Of those who opened the app first: a first feedback, and a second day after it (%)',
      left: [
        share('first feedback', 'FirstFeedbacks', 'Day7Cohort'),
        share('second day', 'SecondDays', 'Day7Cohort'),
      ],
      start,
    },
  ];
}

/** Graphs of who came back on day 7, by arm of each experiment, from all days so far. */
export function experimentGraphs({
  metric,
  experiments,
}: Measured & { readonly experiments: readonly Experiment[] }): Graph[] {
  return experiments.flatMap(({ name }): Graph[] => {
    const ofArm = (metricName: 'ArmCohort' | 'ArmBack', Arm: (typeof experimentArms)[number]) =>
      metric(metricName, {
        ...{ statistic: 'Sum', period: day, label: `${Arm}: ${metricName}` },
        by: { Experiment: name, Arm },
      });
    return [
      {
        title: `${name}: back on day 7, by arm, of all so far (%); it helped where the bands part`,
        left: experimentArms.flatMap((arm) =>
          shareLines(
            { id: arm, label: arm },
            { back: ofArm('ArmBack', arm), cohort: ofArm('ArmCohort', arm) },
            { period: day, isSoFar: true },
          ),
        ),
        start,
      },
      {
        title: `${name}: counts by day, of the cohort and of who came back (right)`,
        left: experimentArms.map((arm) => ofArm('ArmCohort', arm)),
        right: experimentArms.map((arm) => ofArm('ArmBack', arm)),
        start,
      },
    ];
  });
}

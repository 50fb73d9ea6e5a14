import { readFileSync } from 'node:fs';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { LogQueries } from '../../infra/stack/constructs/log-queries.ts';
import { shareOf } from '../../shared/retention/statistics.ts';
import type { NamedMetric } from '../support/alarms.ts';
import { whyUnmeasured } from '../support/measured-metrics.ts';
import { render } from '../support/rendered-value.ts';
import { synthesizeStack, temporaryApp } from '../support/synthesized-stack.ts';

const stack = synthesizeStack();
const namespace = 'LearningMate';

const widgetSchema = z.object({
  type: z.enum(['text', 'metric']),
  x: z.int(),
  y: z.int(),
  width: z.int(),
  height: z.int(),
  properties: z.looseObject({
    markdown: z.string().optional(),
    title: z.string().optional(),
    metrics: z.array(z.array(z.unknown())).default([]),
  }),
});

const { widgets } = z
  .looseObject({ widgets: z.array(widgetSchema) })
  .parse(JSON.parse(render(stack.only('AWS::CloudWatch::Dashboard').Properties['DashboardBody'])));

const headings = widgets.filter(({ type }) => type === 'text');
const graphs = widgets.filter(({ type }) => type === 'metric');
const lines = graphs.flatMap(({ properties }) => properties.metrics);

/** `[namespace, name, dimension, value, …, { options }]`, or `[{ expression }]`. */
function metricOf(line: readonly unknown[]): NamedMetric | undefined {
  const texts = line.filter((part) => typeof part === 'string');
  const [asked, name, ...pairs] = texts;
  if (asked === undefined || name === undefined) return undefined;
  const dimensions: Record<string, unknown> = {};
  for (let at = 0; at < pairs.length; at += 2) {
    const value = pairs[at + 1];
    // A queue's name is an attribute: `LogicalId.QueueName`. Our own metrics have their values as
    // they are.
    dimensions[pairs[at] ?? ''] = asked === namespace ? value : { Ref: value?.split('.')[0] };
  }
  return { namespace: asked, name, dimensions };
}

const searchSchema = z.tuple([z.looseObject({ expression: z.string() })]);
const searches = lines.flatMap((line) => {
  const { data } = searchSchema.safeParse(line);
  return data?.[0].expression.startsWith('SEARCH') ? [data[0].expression] : [];
});

describe('the dashboard', () => {
  it('answers its six questions, a row each, on one screen', () => {
    expect(headings.map(({ properties }) => properties.markdown)).toEqual([
      '## Is it working?',
      '## Is it slow?',
      '## What does it cost?',
      '## Do they come back?',
      '## Did it help?',
      '## Do they agree with it?',
    ]);
    expect(Math.max(...widgets.map(({ y, height }) => y + height))).toBeLessThanOrEqual(30);
    for (const { x, width } of widgets) expect(x + width).toBeLessThanOrEqual(24);
  });

  it('gives every graph a title of its own', () => {
    const titles = graphs.map(({ properties }) => properties.title);
    expect(titles.every((title) => title !== undefined && title.length > 0)).toBe(true);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('shows nothing that is not measured', () => {
    const dead = lines.flatMap((line) => {
      const metric = metricOf(line);
      return metric ? (whyUnmeasured(metric, stack, namespace) ?? []) : [];
    });
    expect(dead).toEqual([]);
  });

  it('searches by dimensions that are measured', () => {
    expect(searches).toHaveLength(7);
    for (const search of searches) {
      const [, asked, names = '', name = ''] =
        /^SEARCH\('\{"(.+?)",([\w,]+)\} MetricName="(\w+)"', 'Sum', \d+\)$/.exec(search) ?? [];
      expect(asked).toBe(namespace);
      // Values that occur for the dimensions of these names.
      const values = {
        Status: 'FAILURE',
        Reason: 'PROVIDER_QUOTA',
        Step: 'speech',
        Kind: 'quota',
        By: 'answer',
        Place: 'first',
        Prompts: '2026-11-a',
        Model: 'a-model',
      };
      const dimensions = Object.fromEntries(
        Object.entries(values).filter(([dimension]) => names.split(',').includes(dimension)),
      );
      expect(whyUnmeasured({ namespace, name, dimensions }, stack, namespace)).toBeUndefined();
    }
  });

  it('shows who came back on day 7 with Wilson’s interval, and each experiment by arm', () => {
    for (const title of [
      'Back on day 1 and 30, and on day 7 with its interval, by week (%)',
      'nothing: back on day 7, by arm, of all so far (%); it helped where the bands part',
    ]) {
      const lines = graphs.find(({ properties }) => properties.title === title);
      const expressions = z
        .array(z.array(z.unknown()))
        .parse(lines?.properties.metrics)
        .flatMap((line) => z.object({ expression: z.string() }).safeParse(line[0]).data ?? [])
        .filter(({ expression }) => /(?:day7|usual|changed)Back/.test(expression));
      expect(expressions.length % 3).toBe(0);
      const [share, low, high] = expressions.map(({ expression }) =>
        inCloudWatch(expression, 15, 266),
      );
      const wilson = shareOf(15, 266);
      expect(share).toBeCloseTo(100 * (wilson.share ?? 0), 8);
      expect(low).toBeCloseTo(100 * (wilson.low ?? 0), 8);
      expect(high).toBeCloseTo(100 * (wilson.high ?? 0), 8);
    }
  });
});

/** The arithmetic of CloudWatch over one period, or over all of them if it has a running sum. */
function inCloudWatch(expression: string, back: number, cohort: number): number {
  const script = expression
    .replaceAll(/RUNNING_SUM\(FILL\((\w+), 0\)\)/g, '$1')
    .replaceAll(/\w+Back/g, 'back')
    .replaceAll(/\w+Cohort/g, 'cohort')
    .replaceAll('^', '**');
  return Number(new Function('back', 'cohort', `return ${script}`)(back, cohort));
}

describe('the saved queries', () => {
  const definitions = Object.values(stack.ofType('AWS::Logs::QueryDefinition')).map(
    ({ Properties }) =>
      z
        .object({ Name: z.string(), QueryString: z.string(), LogGroupNames: z.array(z.unknown()) })
        .parse(Properties),
  );

  it('search the logs of the API, and of every function that learners or lectures reach', () => {
    const groups = Object.keys(stack.ofType('AWS::Logs::LogGroup'))
      .filter((id) => !/(RejectRequest|GetApiDocs|GetSwaggerPage)/.test(id))
      .sort();
    const parts = Map.groupBy(definitions, ({ Name }) => Name.replace(/-\d+$/, ''));
    for (const [name, all] of parts) {
      const searched = all.flatMap(({ LogGroupNames }) => LogGroupNames.map(render));
      expect(searched.sort(), name).toEqual(groups);
    }
  });

  it.each([
    [50, [50]],
    [51, [50, 1]],
    [101, [50, 50, 1]],
  ])(
    'for %d log groups are so many that none searches more than CloudWatch allows',
    (count, sizes) => {
      const scope = new Stack(temporaryApp(), 'Many');
      const logGroups = Array.from({ length: count }, (_, n) => new LogGroup(scope, `Group${n}`));
      new LogQueries(scope, 'Queries', { logGroups });
      const journeys = Object.values(
        Template.fromStack(scope).findResources('AWS::Logs::QueryDefinition'),
      )
        .map(({ Properties }) => Properties)
        .filter(({ Name }) => Name.startsWith('Many/journey-of-a-lecture'));
      expect(journeys.map(({ LogGroupNames }) => LogGroupNames.length)).toEqual(sizes);
      expect(new Set(journeys.map(({ QueryString }) => QueryString)).size).toBe(1);
      expect(journeys.map(({ Name }) => Name.slice('Many/journey-of-a-lecture'.length))).toEqual(
        sizes.map((_, part) => (part === 0 ? '' : `-${part + 1}`)),
      );
      const searched = journeys.flatMap(({ LogGroupNames }) => LogGroupNames.map(render));
      expect(new Set(searched).size).toBe(count);
    },
  );

  it('are those of the runbook', () => {
    const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
    const names = definitions
      .map(({ Name }) => Name.replace('LearningMate/', ''))
      .filter((name) => !/-\d+$/.test(name));
    expect([...runbook.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name).sort()).toEqual(
      names.sort(),
    );
    for (const [, asked] of runbook.matchAll(/`ask ([a-z-]+)/g)) expect(names).toContain(asked);
    const journey = definitions.find(({ Name }) => Name.endsWith('journey-of-a-lecture'));
    expect(runbook).toContain(/like "([A-Z-]+)"/.exec(journey?.QueryString ?? '')?.[1]);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addChecks } from '../../infra/stack/checks.ts';
import { clocks } from '../../shared/contracts/clocks.ts';
import { type Alarm, readAlarm } from '../support/alarms.ts';
import { whyUnmeasured } from '../support/measured-metrics.ts';
import { render } from '../support/rendered-value.ts';
import {
  addStack,
  policyDocumentSchema,
  synthesizeStack,
  temporaryApp,
} from '../support/synthesized-stack.ts';

const stack = synthesizeStack();
const told = synthesizeStack(
  { stage: 'prod' },
  {
    alarmAddress: 'operator@example.org',
    runbook: 'https://example.org/blob/main/docs/runbook.md',
  },
);

const alarmsOf = ({ ofType }: typeof stack) =>
  ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'].flatMap((type) =>
    Object.entries(ofType(type)).map(([id, { Properties }]) => ({ id, ...readAlarm(Properties) })),
  );
const alarms = alarmsOf(stack);
const namespace = JSON.stringify(
  stack.functions.get('process-lecture')?.resource.Properties['Environment'],
).match(/"METRIC_NAMESPACE":"([^"]+)"/)?.[1];

const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
const sectionOf = (heading: string, level: string) => {
  const [, rest = ''] = runbook.split(`\n${level} ${heading}\n`);
  return rest.split(new RegExp(`\n#{1,${level.length}} `))[0] ?? '';
};
const entries = [...sectionOf('Alarms', '##').matchAll(/^### (.+)$/gm)].map(([, entry]) => entry);
/** It comes from AWS Budgets, which has no text of ours. */
const budgetEntry = 'monthly-budget';

const isPartOfAnother = ({ id }: { id: string }) =>
  alarms.some(({ AlarmRule }) => AlarmRule && render(AlarmRule).includes(`"${id}.Arn"`));

const alarmOf = (entry: string): Alarm => {
  const found = alarms.filter((alarm) => alarm.entry === entry && !isPartOfAnother(alarm));
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} alarms for ${entry}`);
  return found[0];
};

describe('every alarm', () => {
  it('has an entry in the runbook, and every entry has an alarm', () => {
    const own = alarms.map(({ entry }) => entry);
    expect([...new Set([...own, budgetEntry])].sort()).toEqual(entries.toSorted());
    expect(stack.only('AWS::Budgets::Budget')).toBeDefined();
  });

  it.each(entries)(
    '%s: the entry says what it means, how to look, what to do, and when it ends',
    (e) => {
      const text = sectionOf(e ?? '', '###');
      for (const part of ['What it means.', 'How to look.', 'What to do.\n1. ', 'Ends by itself']) {
        expect(text.replaceAll('**', '')).toContain(part);
      }
    },
  );

  it('tells the topic when it begins and when it is over, itself or as part of another', () => {
    const [topicId] = Object.keys(stack.ofType('AWS::SNS::Topic'));
    for (const alarm of alarms.filter((each) => !isPartOfAnother(each))) {
      expect(alarm.AlarmActions, alarm.id).toEqual([{ Ref: topicId }]);
      expect(alarm.OKActions, alarm.id).toEqual([{ Ref: topicId }]);
    }
  });

  it('leads to its entry, wherever the runbook is read', () => {
    for (const { entry, AlarmDescription } of alarms) {
      expect(AlarmDescription).toMatch(
        new RegExp(`^[A-Z].*\\. What to do: docs/runbook.md#${entry}$`),
      );
    }
    for (const { entry, AlarmDescription } of alarmsOf(told)) {
      expect(AlarmDescription).toContain(`https://example.org/blob/main/docs/runbook.md#${entry}`);
    }
  });

  it('watches something that is measured', () => {
    expect(namespace).toBe('LearningMate');
    const dead = alarms.flatMap(({ id, metrics }) =>
      metrics.flatMap((metric) => {
        const why = whyUnmeasured(metric, stack, namespace);
        return why === undefined ? [] : [`${id}: ${why}`];
      }),
    );
    expect(dead).toEqual([]);
  });

  it('is accepted by CloudWatch: up to ten metrics, and at most a day to look back', () => {
    for (const { id, metrics, AlarmRule, EvaluationPeriods = 0 } of alarms) {
      expect(metrics.length, id).toBeLessThanOrEqual(10);
      if (AlarmRule === undefined) expect(metrics, id).not.toEqual([]);
      for (const { periodSeconds } of metrics) {
        expect(periodSeconds * EvaluationPeriods, id).toBeLessThanOrEqual(86_400);
      }
    }
  });

  it('treats silence as trouble for what runs by the clock, and as nothing for the rest', () => {
    const byClock = ['sweep-stopped', 'reminders-stopped', 'ranking-stale', 'leagues-not-closed'];
    for (const { entry = '', AlarmRule, TreatMissingData } of alarms) {
      if (AlarmRule) continue;
      expect(TreatMissingData, entry).toBe(byClock.includes(entry) ? 'breaching' : 'notBreaching');
    }
  });
});

describe('the schedules’ alarms', () => {
  it.each([
    ['sweep-stopped', clocks.sweepPeriodSeconds],
    ['ranking-stale', clocks.rankingPeriodSeconds],
    ['leagues-not-closed', clocks.leaguePeriodSeconds],
  ])('%s waits for more than two missed runs', (entry, everySeconds) => {
    const [{ periodSeconds } = { periodSeconds: 0 }] = alarmOf(entry).metrics;
    expect(periodSeconds).toBeGreaterThan(2 * everySeconds);
  });
});

describe('erasures-failed', () => {
  it('ignores a user who is erased at the next try, a quarter of an hour later', () => {
    expect(alarmOf('erasures-failed')).toMatchObject({
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      Statistic: 'Sum',
      EvaluationPeriods: 2,
      metrics: [{ name: 'ErasuresFailed', periodSeconds: 1_800 }],
    });
  });
});

describe('topic-reported', () => {
  it('reports the first report within the hour', () => {
    expect(alarmOf('topic-reported')).toMatchObject({
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      metrics: [{ name: 'TopicsReported', periodSeconds: 3_600 }],
    });
    expect(sectionOf('topic-reported', '###')).toContain('npm run moderate');
  });
});

describe('provider-rejected', () => {
  it('ignores a single bad recording, and reports three refusals in an hour', () => {
    expect(alarmOf('provider-rejected')).toMatchObject({
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 3,
      Statistic: 'Sum',
      EvaluationPeriods: 1,
      metrics: [{ name: 'ProviderErrors', dimensions: { Kind: 'rejected' }, periodSeconds: 3_600 }],
    });
  });

  it('says what cannot be redriven, and where a model is named', () => {
    const text = sectionOf('provider-rejected', '###');
    for (const part of ['infra/stack/settings.ts', '-c speechModel=', 'are final']) {
      expect(text).toContain(part);
    }
  });
});

describe('the models’ alarms', () => {
  it('report a model that is gone at once, and one that ends a month before', () => {
    expect(alarmOf('provider-model-gone')).toMatchObject({
      Threshold: 1,
      metrics: [{ name: 'ProviderErrors', dimensions: { Kind: 'model-gone' }, periodSeconds: 60 }],
    });
    expect(alarmOf('model-ends-soon')).toMatchObject({
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 31,
      Statistic: 'Minimum',
      metrics: [{ name: 'ModelDaysLeft', periodSeconds: 86_400 }],
    });
    expect(sectionOf('provider-model-gone', '###')).toContain('model_not_found');
  });

  it('ignore a learner’s own mistake: no alarm counts it', () => {
    const watched = alarms.flatMap(({ metrics }) =>
      metrics
        .filter(({ name }) => name === 'ProviderErrors')
        .map(({ dimensions }) => dimensions['Kind']),
    );
    expect(watched).toEqual(expect.arrayContaining(['quota', 'unauthorized', 'model-gone']));
    for (const kind of ['too-large', 'unreadable', 'refused']) expect(watched).not.toContain(kind);
  });
});

describe('function-errors', () => {
  it('watches every function of the API, and the others have alarms of their own', () => {
    const watched = alarms.flatMap(({ metrics }) =>
      metrics
        .filter(({ name }) => name === 'Errors')
        .map(({ dimensions }) => render(dimensions['FunctionName'])),
    );
    const unwatched = [...stack.functions]
      .filter(([, { logicalId }]) => !watched.includes(logicalId))
      .map(([name]) => name);
    expect(unwatched).toEqual([
      // A deployment that cannot keep the app’s files or load the catalog fails visibly.
      'keep-web-files',
      // What these cannot do ends up with the dead letters, and those have an alarm.
      'delete-unclaimed',
      'credit-reward',
      'load-catalog',
    ]);
  });
});

describe('the topic', () => {
  const { Statement } = policyDocumentSchema.parse(
    stack.only('AWS::SNS::TopicPolicy').Properties['PolicyDocument'],
  );

  it('accepts nothing without TLS', () => {
    expect(Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: ['sns:Publish'],
        Principal: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  });

  it('accepts messages only from the alarms and budgets of this account', () => {
    const allowed = Statement.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed.map(({ Principal }) => Principal)).toEqual([
      { Service: 'cloudwatch.amazonaws.com' },
      { Service: 'budgets.amazonaws.com' },
    ]);
    for (const { Condition } of allowed) {
      expect(Condition?.['StringEquals']).toEqual({
        'aws:SourceAccount': { Ref: 'AWS::AccountId' },
      });
    }
  });

  it('mails to the stage’s address, and to nobody if there is none', () => {
    expect(stack.ofType('AWS::SNS::Subscription')).toEqual({});
    expect(told.only('AWS::SNS::Subscription').Properties).toMatchObject({
      Protocol: 'email',
      Endpoint: 'operator@example.org',
    });
  });

  it('is clean under cdk-nag with an address as well', () => {
    const app = temporaryApp({ stage: 'prod' });
    addStack(app, { alarmAddress: 'operator@example.org' });
    addChecks(app);
    expect(() => app.synth()).not.toThrow();
  });
});

describe('the budget', () => {
  it('tells the topic', () => {
    const [topicId] = Object.keys(stack.ofType('AWS::SNS::Topic'));
    expect(JSON.stringify(stack.only('AWS::Budgets::Budget').Properties)).toContain(`"${topicId}"`);
  });
});

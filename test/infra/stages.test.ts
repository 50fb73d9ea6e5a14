import { describe, expect, it } from 'vitest';
import { ContextError, readSettings } from '../../infra/stack/read-settings.ts';
import { type Settings, settingsByStage } from '../../infra/stack/settings.ts';
import { type Resource, synthesizeStack } from '../support/synthesized-stack.ts';

const dev = synthesizeStack({ stage: 'dev' });
const prod = synthesizeStack({ stage: 'prod' });

const settingsOf = (context: Record<string, unknown>): Settings =>
  readSettings((key) => context[key]).settings;

/** Paths of the leaves in which two values differ. */
function differences(one: unknown, other: unknown, path = ''): string[] {
  const isTree = (value: unknown) => typeof value === 'object' && value !== null;
  if (!isTree(one) || !isTree(other)) return Object.is(one, other) ? [] : [path];
  const [left, right] = [
    new Map(Object.entries(Object(one))),
    new Map(Object.entries(Object(other))),
  ];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((key) =>
    differences(left.get(key), right.get(key), path === '' ? key : `${path}.${key}`),
  );
}

const byType = (resource: Resource | undefined, path: string): string =>
  `${resource?.Type} ${path.split('.').slice(1).join('.')}`;

describe('dev and prod', () => {
  it('have the same resources and differ only in their settings', () => {
    expect(Object.keys(prod.resources)).toEqual(Object.keys(dev.resources));
    const found = differences(dev.resources, prod.resources)
      .map((path) => byType(dev.resources[path.split('.')[0] ?? ''], path))
      .filter((path) => !/ Properties\.(?:Replicas\.0\.|Hosted)?(?:Resource)?Tags\./.test(path));
    expect([...new Set(found)].sort()).toEqual([
      'AWS::ApiGatewayV2::Stage Properties.DefaultRouteSettings.ThrottlingBurstLimit',
      'AWS::ApiGatewayV2::Stage Properties.DefaultRouteSettings.ThrottlingRateLimit',
      'AWS::ApiGatewayV2::Stage Properties.RouteSettings.POST /api/v1/users/token.ThrottlingBurstLimit',
      'AWS::ApiGatewayV2::Stage Properties.RouteSettings.POST /api/v1/users/token.ThrottlingRateLimit',
      'AWS::ApiGatewayV2::Stage Properties.RouteSettings.POST /api/v1/users/token/issue.ThrottlingBurstLimit',
      'AWS::ApiGatewayV2::Stage Properties.RouteSettings.POST /api/v1/users/token/issue.ThrottlingRateLimit',
      'AWS::Budgets::Budget Properties.Budget.BudgetLimit.Amount',
      'AWS::CloudWatch::Alarm Properties.Metrics.0.Expression',
      'AWS::CloudWatch::Alarm Properties.Threshold',
      'AWS::CloudWatch::Alarm Properties.TreatMissingData',
      'AWS::DynamoDB::GlobalTable DeletionPolicy',
      'AWS::DynamoDB::GlobalTable Properties.Replicas.0.DeletionProtectionEnabled',
      'AWS::DynamoDB::GlobalTable Properties.Replicas.0.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled',
      'AWS::DynamoDB::GlobalTable UpdateReplacePolicy',
      'AWS::Events::Rule Properties.State',
      'AWS::Lambda::EventSourceMapping Properties.ScalingConfig.MaximumConcurrency',
      'AWS::Lambda::Function Properties.Environment.Variables.DAILY_PROVIDER_DOLLARS',
      'AWS::Lambda::Function Properties.Environment.Variables.STAGE',
      'AWS::Lambda::Function Properties.Environment.Variables.WEB_SETTINGS',
      'AWS::Logs::LogGroup DeletionPolicy',
      'AWS::Logs::LogGroup Properties.RetentionInDays',
      'AWS::Logs::LogGroup UpdateReplacePolicy',
      'AWS::S3::Bucket DeletionPolicy',
      'AWS::S3::Bucket Properties.LifecycleConfiguration.Rules.0.ExpirationInDays',
      'AWS::S3::Bucket UpdateReplacePolicy',
      'AWS::SecretsManager::Secret DeletionPolicy',
      'AWS::SecretsManager::Secret UpdateReplacePolicy',
    ]);
  });
});

describe('everything that can be tagged', () => {
  const tagsOf = (value: unknown): Readonly<Record<string, unknown>> =>
    Array.isArray(value)
      ? Object.fromEntries(value.map(({ Key, Value }: Record<string, unknown>) => [Key, Value]))
      : Object(value);

  it.each([
    ['dev', dev],
    ['prod', prod],
  ])('in %s says its service, stage and owner', (stage, { resources }) => {
    const tagged = Object.values(resources).flatMap(({ Type, Properties }) => {
      const tags = Properties['Tags'] ?? Properties['ResourceTags'];
      return tags === undefined ? [] : [{ Type, tags: tagsOf(tags) }];
    });
    for (const { Type, tags } of tagged) {
      expect(tags, Type).toMatchObject({ service: 'learning-mate', stage, owner: 'learning-mate' });
    }
    expect([...new Set(tagged.map(({ Type }) => Type))].sort()).toEqual(
      expect.arrayContaining([
        'AWS::ApiGatewayV2::Api',
        'AWS::Lambda::Function',
        'AWS::Logs::LogGroup',
        'AWS::S3::Bucket',
        'AWS::SQS::Queue',
        'AWS::SecretsManager::Secret',
      ]),
    );
    const [table] = Object.values(resources).filter(({ Type }) => Type.includes('GlobalTable'));
    expect(JSON.stringify(table)).toContain(`{"Key":"stage","Value":"${stage}"}`);
  });
});

describe('a recording', () => {
  it.each([
    [dev, 7],
    [prod, 14],
  ])('is kept for the number of days that its stage sets', ({ ofType }, days) => {
    const rules = Object.values(ofType('AWS::S3::Bucket')).map(
      ({ Properties }) => Properties['LifecycleConfiguration'],
    );
    const expiring = JSON.stringify(rules).match(/"ExpirationInDays":\d+,[^}]*"Prefix":"[^"]*"/g);
    expect(expiring?.filter((rule) => rule.includes('recordings/'))).toEqual([
      expect.stringContaining(`"ExpirationInDays":${days},`),
    ]);
  });
});

describe('the context', () => {
  it('is dev and its settings if nothing is said', () => {
    const { stage, settings } = readSettings(() => undefined);
    expect(stage).toBe('dev');
    expect(settings.protectData).toBe(false);
  });

  it.each(['dev', 'prod'])('adds origins to those of %s', (stage) => {
    const { allowedOrigins } = settingsOf({
      stage,
      extraOrigin: 'http://localhost:8080, https://preview.example.org',
    });
    expect(allowedOrigins).toEqual([
      'https://www.thelearningmate.com',
      'http://localhost:3000',
      'https://localhost',
      'http://localhost:8080',
      'https://preview.example.org',
    ]);
  });

  it('accepts the origins of apps that package their pages', () => {
    const { allowedOrigins } = settingsOf({ extraOrigin: 'capacitor://localhost' });

    expect(allowedOrigins).toEqual(
      expect.arrayContaining(['capacitor://localhost', 'https://localhost']),
    );
  });

  it('adds no origin twice, and none if the list is empty', () => {
    expect(settingsOf({ extraOrigin: 'http://localhost:3000' })).toEqual(settingsOf({}));
    expect(settingsOf({ extraOrigin: '' })).toEqual(settingsOf({}));
  });

  it('changes models one by one and the endpoint of both', () => {
    const { speech, chat } = settingsOf({
      stage: 'prod',
      speechModel: 'whisper-large-v3-turbo',
      openAiBaseUrl: 'http://127.0.0.1:9999/v1',
    });
    expect(speech).toEqual([
      { baseUrl: 'http://127.0.0.1:9999/v1', model: 'whisper-large-v3-turbo' },
    ]);
    expect(chat).toEqual([{ baseUrl: 'http://127.0.0.1:9999/v1', model: 'gpt-6-luna' }]);
  });

  it.each([
    ['stage', 'staging', 'stage: "staging" is not a stage; the stages are dev, prod'],
    ['extraOrigin', 'https://a.example/app', 'extraOrigin: must be origins'],
    ['extraOrigin', '*', 'extraOrigin: '],
    ['extraOrigin', 'capacitor://localhost/app', 'extraOrigin: '],
    ['extraOrigin', 'javascript://localhost', 'extraOrigin: '],
    ['openAiBaseUrl', 'file:///etc/passwd', 'openAiBaseUrl: must be an http(s) URL'],
    ['openAiBaseUrl', 'https://me:sk-canary@a.test/v1', 'openAiBaseUrl: must have no credentials'],
    ['chatModel', '', 'chatModel: '],
  ])('is refused with %s %j in one line', (key, value, message) => {
    const read = () => settingsOf({ [key]: value });
    expect(read).toThrow(ContextError);
    expect(read).toThrow(message);
    expect(read).not.toThrow('\n');
  });
});

describe('a push service in the settings of Web Push', () => {
  const readWith = (parts: Partial<Settings>) => () =>
    readSettings(() => undefined, {
      ...settingsByStage,
      dev: { ...settingsByStage.dev, ...parts },
    });

  it.each([
    [{ pushHosts: ['https://push.example.org'] }, 'pushHosts.0: must be hosts'],
    [{ pushHosts: ['http://127.0.0.1:4000'] }, 'pushHosts.0: must be hosts'],
    [{ pushHosts: ['*'] }, 'pushHosts.0: must be hosts'],
    [{ pushHosts: [] }, 'pushHosts: '],
    [{ pushContact: 'somebody' }, 'pushContact: must be a mailto: or https: address'],
    [{ reminderMaximumConcurrency: 1 }, 'reminderMaximumConcurrency: '],
  ])('is refused as %j', (parts, message) => {
    expect(readWith(parts)).toThrow(message);
  });

  it('may be a browser’s of tomorrow', () => {
    const pushHosts = ['push.example.org', '*.push.example.org'];
    expect(readWith({ pushHosts })().settings.pushHosts).toEqual(pushHosts);
  });
});

describe('an experiment in the settings', () => {
  const good = { name: 'short-quest', share: 50, from: '2026-12-07' };
  const readWith = (experiments: readonly unknown[]) => () =>
    readSettings(() => undefined, {
      ...settingsByStage,
      dev: { ...settingsByStage.dev, experiments: experiments as Settings['experiments'] },
    });
  const named = (...names: string[]) => names.map((name) => ({ ...good, name }));

  it('may include nobody or everybody, and be one of three', () => {
    const experiments = named('a', 'b-2', 'c'.repeat(32)).map((each, index) => ({
      ...each,
      share: index * 50,
    }));
    expect(readWith(experiments)().settings.experiments).toEqual(experiments);
    expect(readWith([])().settings.experiments).toEqual([]);
  });

  it.each([
    [[{ ...good, name: 'Short quest' }], 'experiments.0.name: must be 1 to 32 small letters'],
    [[{ ...good, name: '' }], 'experiments.0.name: must be 1 to 32'],
    [[{ ...good, name: '2nd' }], 'experiments.0.name: must be 1 to 32'],
    [named('c'.repeat(33)), 'experiments.0.name: must be 1 to 32'],
    [[good, { ...good, name: 'b', share: 101 }], 'experiments.1.share: must be from 0 to 100'],
    [[{ ...good, share: -1 }], 'experiments.0.share: must be from 0 to 100'],
    [[{ ...good, share: '50' }], 'experiments.0.share: must be from 0 to 100'],
    [[{ ...good, from: '7.12.2026' }], 'experiments.0.from: must be a day like 2026-12-07'],
    [[{ ...good, from: '2026-02-30' }], 'experiments.0.from: must be a day like 2026-12-07'],
    [[{ ...good, until: '2027-01-01' }], 'experiments.0: Unrecognized key: "until"'],
    [named('a', 'b', 'c', 'd'), 'experiments: must be 3 at most'],
    [named('a', 'a'), 'experiments: must have names of their own'],
  ])('is refused as %j, by the name of the field', (experiments, message) => {
    expect(readWith(experiments)).toThrow(ContextError);
    expect(readWith(experiments)).toThrow(message);
  });
});

describe('an endpoint in the settings', () => {
  const good = { baseUrl: 'https://a.test/v1', model: 'm', key: 'groq' };
  const readWith = (parts: Partial<Record<'speech' | 'chat', unknown>>) => () =>
    readSettings(() => undefined, {
      ...settingsByStage,
      dev: { ...settingsByStage.dev, ...(parts as Partial<Settings>) },
    });

  it('may have a key by name, and prices of its step', () => {
    const speech = [{ ...good, dollarsPerMinute: 0 }];
    const chat = [{ ...good, dollarsPerMillionInputTokens: 1, dollarsPerMillionOutputTokens: 2 }];
    expect(readWith({ speech, chat })().settings).toMatchObject({ speech, chat });
  });

  it.each([
    ['speech', { kye: 'groq' }, 'speech.1: no such property: kye; an endpoint here has baseUrl, '],
    ['chat', { dollarsPerMinute: 1 }, 'chat.1: no such property: dollarsPerMinute; '],
    ['speech', { dollarsPerMillionInputTokens: 1 }, 'speech.1: no such property: '],
    ['chat', { key: 'a key' }, 'chat.1.key: must be a name'],
    ['chat', { dollarsPerMillionInputTokens: -1 }, 'chat.1.dollarsPerMillionInputTokens: '],
    ['chat', { model: '' }, 'chat.1.model: '],
    ['chat', { baseUrl: 'https://me:sk-canary@a.test/v1' }, 'chat.1.baseUrl: must have no cred'],
    ['speech', { baseUrl: 'https://me@a.test/v1' }, 'speech.1.baseUrl: must have no credentials'],
    ['chat', { baseUrl: 'https://a.test/v1?key=sk-canary' }, 'chat.1.baseUrl: must have no'],
    ['chat', { baseUrl: 'https://a.test/v1?' }, 'chat.1.baseUrl: must have no'],
    ['chat', { baseUrl: 'https://a.test/v1#sk-canary' }, 'chat.1.baseUrl: must have no'],
    ['chat', { baseUrl: 'a.test/v1' }, 'chat.1.baseUrl: must be an http(s) URL'],
  ])('of %s is refused with %j, by the name of the field', (step, parts, message) => {
    const read = readWith({ [step]: [good, { ...good, ...parts }] });
    expect(read).toThrow(ContextError);
    expect(read).toThrow(message);
    expect(read).not.toThrow('canary');
  });
});

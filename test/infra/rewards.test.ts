import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ContextError, readSettings } from '../../infra/stack/read-settings.ts';
import { type Settings, settingsByStage } from '../../infra/stack/settings.ts';
import { admobKeysUrl } from '../../shared/contracts/rewards.ts';
import { synthesizeStack } from '../support/synthesized-stack.ts';

const adUnits = ['2747237135'];
const on = synthesizeStack({}, { rewards: { adUnits } });
const off = synthesizeStack({}, { rewards: undefined });

const variablesOf = (name: 'take-reward' | 'credit-reward') =>
  z
    .looseObject({ Variables: z.record(z.string(), z.unknown()) })
    .parse(on.functions.get(name)?.resource.Properties['Environment']).Variables;

const readWith =
  (parts: Record<string, unknown>, context: Record<string, string> = {}) =>
  () =>
    readSettings((key) => context[key], {
      ...settingsByStage,
      dev: { ...settingsByStage.dev, ...(parts as Partial<Settings>) },
    }).settings;

describe('rewards', () => {
  it('are off in every stage until its settings name ad units', () => {
    for (const { rewards } of Object.values(settingsByStage)) expect(rewards).toBeUndefined();
  });

  it('add nothing to the stack while they are off', () => {
    const ids = Object.keys(off.resources).filter((id) => /reward/i.test(id));
    expect(ids).toEqual([]);
    const keys = Object.values(off.ofType('AWS::ApiGatewayV2::Route')).map(({ Properties }) =>
      String(Properties['RouteKey']),
    );
    expect(keys.filter((key) => key.includes('reward'))).toEqual([]);
    expect(JSON.stringify(off.only('AWS::ApiGatewayV2::Stage'))).not.toContain('reward');
  });

  it('are 14 more resources when they are on, and remove none', () => {
    const before = Object.keys(off.resources);
    const added = Object.keys(on.resources).filter((id) => !before.includes(id));
    expect(Object.keys(on.resources)).toEqual(expect.arrayContaining(before));
    expect(added).toHaveLength(14);
    // CloudFormation allows 500.
    expect(Object.keys(on.resources).length).toBeLessThanOrEqual(450);
  });

  it('are received by a function that reaches no table and no key, and verified by one that does', () => {
    expect(Object.keys(variablesOf('take-reward')).sort()).toEqual([
      'METRIC_NAMESPACE',
      'REWARD_AD_UNITS',
      'REWARD_QUEUE_URL',
      'SENTRY_SECRET_ARN',
      'STAGE',
    ]);
    expect(variablesOf('credit-reward')).toMatchObject({
      REWARD_AD_UNITS: JSON.stringify(adUnits),
      REWARD_KEYS_URL: admobKeysUrl,
    });
  });
});

describe('the settings of rewards', () => {
  it('name ad units, and may name another key server', () => {
    const rewards = { adUnits, keysUrl: 'https://keys.test/keys.json' };
    expect(readWith({ rewards })().rewards).toEqual(rewards);
  });

  it('can be tried out by the context, with a key server on this machine', () => {
    const context = { rewardAdUnits: '1, 22', rewardKeysUrl: 'http://127.0.0.1:4000/keys' };
    expect(readWith({}, context)().rewards).toEqual({
      adUnits: ['1', '22'],
      keysUrl: 'http://127.0.0.1:4000/keys',
    });
  });

  it.each([
    [{ adUnits: [] }, 'rewards.adUnits: '],
    [{ adUnits: ['ca-app-pub-3940256099942544/5224354917'] }, 'rewards.adUnits.0: must be numbers'],
    [{ adUnits, keysUrl: 'http://keys.test/' }, 'rewards.keysUrl: must be an https URL'],
    [{ adUnits, keysUrl: 'http://127.0.0.1.keys.test/' }, 'rewards.keysUrl: must be an https URL'],
    [{ adUnits, keyUrl: 'https://keys.test/' }, 'rewards: '],
  ])('are refused with %j, by the name of the field', (rewards, message) => {
    expect(readWith({ rewards })).toThrow(ContextError);
    expect(readWith({ rewards })).toThrow(message);
  });

  it.each([0, 2, 2.5])('never allow fewer than three free lectures a day: %j', (few) => {
    const { dailyAllowance } = settingsByStage.dev;
    const read = readWith({ dailyAllowance: { ...dailyAllowance, lecturesPerUser: few } });
    expect(read).toThrow(ContextError);
    expect(read).toThrow('dailyAllowance.lecturesPerUser: ');
    expect(readWith({ dailyAllowance: { ...dailyAllowance, lecturesPerUser: 3 } })).not.toThrow();
  });
});

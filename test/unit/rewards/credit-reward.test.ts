import { describe, expect, it } from 'vitest';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { rewardLimits } from '../../../shared/contracts/rewards.ts';
import { creditReward } from '../../../shared/rewards/credit-reward.ts';
import real from '../../fixtures/admob-callbacks.json' with { type: 'json' };
import { consentOf } from '../../support/in-memory-consents.ts';
import { adSigner } from '../../support/rewarded-ads.ts';
import { learnerId, rewardedLearner } from '../../support/rewarded-learner.ts';

/** 22 November, 23:59:50 in Seoul. */
const beforeMidnight = Date.UTC(2026, 10, 22, 14, 59, 50);

describe('a reward', () => {
  it('is credited for the day, and only the fact of its transaction is kept', async () => {
    const { see, creditsToday, rewards } = rewardedLearner();
    expect(await see('t1')).toEqual({ done: 'credited' });
    expect(creditsToday()).toBe(1);
    expect(rewards.kept).toMatchObject([{ transaction: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });

  it('is credited once for a transaction, however often and late it is delivered', async () => {
    const { callback, credit, clock, rewards, creditsToday } = rewardedLearner(beforeMidnight);
    const query = await callback();
    const receivedAt = clock.now();
    await Promise.all([credit(query), credit(query), credit(query)]);
    expect(creditsToday()).toBe(1);
    clock.advanceSeconds(3 * 24 * 3_600);
    expect(await credit(query, 1, receivedAt)).toEqual({ done: 'already credited' });
    expect(creditsToday()).toBe(0);
    expect(rewards.kept).toHaveLength(1);
    // As long as that is known, and then no more.
    clock.advanceSeconds(11 * 24 * 3_600);
    expect(await credit(query, 1, receivedAt)).toEqual({ done: 'already credited' });
    clock.advanceSeconds(24 * 3_600);
    expect(await credit(query, 1, receivedAt)).toEqual({ done: 'out of time' });
  });

  it('is credited five times a day, and again from midnight in Seoul', async () => {
    const { see, creditsToday, clock } = rewardedLearner(beforeMidnight);
    for (const id of ['1', '2', '3', '4', '5']) await see(id);
    expect(await see('6')).toEqual({ done: 'day has its credits' });
    expect(creditsToday()).toBe(5);
    clock.advanceSeconds(10);
    expect(creditsToday()).toBe(0);
    expect(await see('7')).toEqual({ done: 'credited' });
    expect(creditsToday()).toBe(1);
  });

  it('earned just before midnight and delivered after it counts for the new day', async () => {
    const { callback, credit, clock, rewards } = rewardedLearner(beforeMidnight);
    const query = await callback();
    const day = seoulDay(clock.now());
    clock.advanceSeconds(11);
    expect(await credit(query)).toEqual({ done: 'credited' });
    expect([rewards.credits(learnerId, day), rewards.credits(learnerId, day + 1)]).toEqual([0, 1]);
  });

  it('whose worker died before midnight is not credited for a second day', async () => {
    const { callback, credit, clock, rewards, ports } = rewardedLearner(beforeMidnight);
    const query = await callback();
    const day = seoulDay(clock.now());
    const written = ports.rewards.credit;
    Object.assign(rewards, {
      credit: async (...args: Parameters<typeof written>) => {
        await written(...args);
        throw new Error('died');
      },
    });
    await expect(credit(query)).rejects.toThrow('died');
    Object.assign(rewards, { credit: written });
    clock.advanceSeconds(30);
    expect(await credit(query, 2)).toEqual({ done: 'already credited' });
    expect([rewards.credits(learnerId, day), rewards.credits(learnerId, day + 1)]).toEqual([1, 0]);
  });

  it('is one of five of a day also where some of another day count on it', async () => {
    const { callback, credit, see, clock, creditsToday } = rewardedLearner(beforeMidnight);
    const late = [await callback({ transaction_id: 'a' }), await callback({ transaction_id: 'b' })];
    clock.advanceSeconds(30);
    for (const query of late) expect(await credit(query)).toEqual({ done: 'credited' });
    for (const id of ['1', '2', '3', '4', '5']) await see(id);
    expect(creditsToday()).toBe(5);
  });

  it('is credited to who was made a moment ago', async () => {
    const { see, users } = rewardedLearner();
    users.lagBehind(learnerId, undefined);
    expect(await see('t1')).toEqual({ done: 'credited' });
  });
});

describe('no reward is given', () => {
  it('for a forged callback, by another key of the same name or with a word changed', async () => {
    const { callback, credit, creditsToday, signer, intent, clock } = rewardedLearner();
    const other = adSigner(signer.keyId).callback({
      custom_data: (await intent()).customData,
      timestamp: String(clock.now()),
    });
    expect(await credit(other)).toEqual({ done: 'forged' });
    const changed = (await callback()).replace('reward_amount=1', 'reward_amount=9');
    expect(await credit(changed)).toEqual({ done: 'forged' });
    expect(creditsToday()).toBe(0);
  });

  it('for a signed callback whose parameters are in another order', async () => {
    const { callback, credit } = rewardedLearner();
    const [first, second, ...rest] = (await callback()).split('&');
    expect(await credit([second, first, ...rest].join('&'))).toEqual({ done: 'forged' });
  });

  it('for a callback whose escapes are written in another way than they were signed', async () => {
    const { signer, credit, intent, clock } = rewardedLearner();
    const { customData } = await intent();
    const text = `ad_unit=2747237135&custom_data=${customData}&reward_item=%ea%b0%95&timestamp=${clock.now()}&transaction_id=t`;
    const asItStands = signer.signed(text, 'as it stands');
    expect(await credit(asItStands.replace('%ea', '%EA'))).toEqual({ done: 'forged' });
    expect(await credit(asItStands)).toEqual({ done: 'credited' });
  });

  it.each([
    ['not one of our ad units', { ad_unit: '1234567890' }],
    ['no valid intent', { custom_data: undefined }],
    ['no valid intent', { custom_data: '7001.1790000000.aaaaaaaaaaaaaaaaaaaaaa' }],
    ['a parameter is repeated', { user_id: 'x%26transaction_id%3Dt2' }],
    ['no transaction id', { transaction_id: undefined }],
    ['out of time', { timestamp: undefined }],
  ])('if the outcome is "%s": %j', async (done, parts) => {
    const { callback, credit, creditsToday } = rewardedLearner();
    expect(await credit(await callback(parts as Record<string, string>))).toEqual({ done });
    expect(creditsToday()).toBe(0);
  });

  it('for one that was earned long before its callback, or in the future', async () => {
    const { callback, credit, clock } = rewardedLearner();
    const [latest, ahead] = [rewardLimits.latestSeconds * 1000, rewardLimits.aheadSeconds * 1000];
    for (const [milliseconds, done] of [
      [-latest - 1, 'out of time'],
      [-latest, 'credited'],
      [ahead, 'credited'],
      [ahead + 1, 'out of time'],
    ] as const) {
      const timestamp = String(clock.now() + milliseconds);
      const parts = { timestamp, transaction_id: `t${milliseconds}` };
      expect(await credit(await callback(parts))).toEqual({ done });
    }
  });

  it('for a callback after its intent has expired', async () => {
    const { intent, callback, credit, clock } = rewardedLearner();
    const { customData, validUntil } = await intent();
    clock.advanceSeconds((validUntil - clock.now()) / 1000);
    const parts = (id: string) => ({ custom_data: customData, transaction_id: id });
    expect(await credit(await callback(parts('a')))).toEqual({ done: 'credited' });
    clock.advanceSeconds(1);
    expect(await credit(await callback(parts('b')))).toEqual({ done: 'out of time' });
  });

  it('to a deleted learner, or one for whom a guardian answers by now', async () => {
    const { callback, credit, users, consents, rewards, clock } = rewardedLearner();
    const query = await callback();
    await consents.add(learnerId, consentOf({ by: 'GUARDIAN' }));
    expect(await credit(query)).toEqual({ done: 'learner is under 14' });
    await users.leaveTombstone(learnerId, 1, clock.now());
    expect(await credit(query)).toEqual({ done: 'learner is gone' });
    await users.removeTombstone(learnerId, { keep: false });
    expect(await credit(query)).toEqual({ done: 'learner is gone' });
    expect(rewards.kept).toEqual([]);
  });

  it('for a message that is no callback', async () => {
    expect(await rewardedLearner().credit('utm_source=mail')).toEqual({ done: 'no callback' });
  });

  it.each(real.callbacks)('for a real callback of somebody else: $what', async ({ query }) => {
    const { credit, server, signer } = rewardedLearner();
    server.published = [{ ...signer, keyId: real.key.keyId, listed: { ...real.key, pem: '' } }];
    expect(await credit(query)).toEqual({ done: 'not one of our ad units' });
  });
});

describe('keys that are unavailable', () => {
  it('let a reward wait, longer each time, and take none of it', async () => {
    const { callback, credit, server, clock, creditsToday } = rewardedLearner();
    const query = await callback();
    const receivedAt = clock.now();
    server.isAway = true;
    const waits: number[] = [];
    for (let receive = 1; receive <= 7; receive += 1) {
      const outcome = await credit(query, receive, receivedAt);
      if (!('again' in outcome)) throw new Error(`it ended as ${outcome.done}`);
      expect(outcome.again).toBe('no keys');
      waits.push(outcome.inSeconds);
      clock.advanceSeconds(outcome.inSeconds);
    }
    expect(waits).toEqual([30, 90, 270, 810, 2_430, 7_290, 21_870]);
    server.isAway = false;
    expect(await credit(query, 8, receivedAt)).toEqual({ done: 'credited' });
    expect(creditsToday()).toBe(1);
  });

  it('for another reason do not make a reward wait, but are an error to look into', async () => {
    const { callback, ports } = rewardedLearner();
    const broken = { ...ports, keys: { find: () => Promise.reject(new TypeError('a mistake')) } };
    const message = { query: await callback(), receivedAt: 0 };
    await expect(creditReward(broken, message, { receiveCount: 1 })).rejects.toThrow('a mistake');
  });

  it('are looked for a few times if their id is unknown, and then no more', async () => {
    const { callback, credit, server, clock } = rewardedLearner();
    const query = (await callback()).replace(/key_id=.*/, 'key_id=99');
    for (const receive of [1, 2, 3]) {
      const outcome = await credit(query, receive);
      if (!('again' in outcome)) throw new Error(`it ended as ${outcome.done}`);
      clock.advanceSeconds(outcome.inSeconds);
    }
    expect(await credit(query, 4)).toEqual({ done: 'unknown key' });
    expect(server.asked).toBe(2);
  });

  it('are found if they are published a little after they sign', async () => {
    const { callback, credit, server, signer, clock } = rewardedLearner();
    server.published = [adSigner(1)];
    const query = await callback();
    expect(await credit(query, 1)).toMatchObject({ again: 'unknown key' });
    server.published = [signer];
    clock.advanceSeconds(300);
    expect(await credit(query, 3, clock.now() - 300_000)).toEqual({ done: 'credited' });
  });
});

import { describe, expect, it } from 'vitest';
import real from '../../fixtures/admob-callbacks.json' with { type: 'json' };
import { rewardedLearner } from '../../support/rewarded-learner.ts';

const invalid = { code: 'INVALID_CALLBACK', field: 'query' };

describe('a callback that comes in', () => {
  it('is queued unchanged, with the time at which it came', async () => {
    const { take, callback, queue, clock } = rewardedLearner();
    const query = await callback({ reward_item: 'a%20b%2Bc', user_id: '%EB%9D%BC%EB%A9%B4' });
    expect(await take(query)).toBe('kept');
    expect(queue).toEqual([{ query, receivedAt: clock.now() }]);
  });

  it('is queued without a look at its signature: that is for the function that has the keys', async () => {
    const { take, callback } = rewardedLearner();
    const forged = (await callback()).replace(/signature=[\w-]+/, 'signature=AAAA');
    expect(await take(forged)).toBe('kept');
  });

  it.each(real.callbacks)('is ignored if it is $what, for an ad unit of others', async (one) => {
    const { take, queue } = rewardedLearner();
    expect(await take(one.query)).toBe('ignored');
    expect(queue).toEqual([]);
  });

  it.each([
    ['without custom data', { custom_data: undefined }],
    ['with custom data of others', { custom_data: '%7B%22SuperPowers%22%3A%205%7D' }],
    ['of another ad unit', { ad_unit: '1234567890' }],
    ['without a transaction', { transaction_id: undefined }],
    ['without a time', { timestamp: undefined }],
    ['whose user looks like parameters', { user_id: 'x%26ad_unit%3D1', ad_unit: '1' }],
  ])('is ignored if it is %s', async (_, parts) => {
    const { take, callback, queue } = rewardedLearner();
    expect(await take(await callback(parts as Record<string, string>))).toBe('ignored');
    expect(queue).toEqual([]);
  });

  it('is ignored if it has no query, as in the console’s check', async () => {
    expect(await rewardedLearner().take('')).toBe('ignored');
  });

  it.each([
    ['with a parameter twice', (query: string) => `ad_unit=1&${query}`],
    ['with something behind the key', (query: string) => `${query}&a=b`],
    ['without its key', (query: string) => query.replace(/&key_id=.*/, '')],
    ['that is oversized', (query: string) => `x=${'y'.repeat(2_000)}&${query}`],
    ['of something else', () => 'utm_source=mail'],
  ])('is refused %s', async (_, change) => {
    const { take, callback, queue } = rewardedLearner();
    await expect(take(change(await callback()))).rejects.toMatchObject(invalid);
    expect(queue).toEqual([]);
  });
});

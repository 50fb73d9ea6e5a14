import { describe, expect, it } from 'vitest';
import { rewardLimits } from '../../../shared/contracts/rewards.ts';
import { keyedProofs } from '../../../shared/platform/keyed-proofs.ts';
import { uploadProofs } from '../../../shared/platform/upload-proofs.ts';
import { looksLikeIntent, makeIntent, readIntent } from '../../../shared/rewards/reward-intent.ts';
import { consentOf, inMemoryConsents } from '../../support/in-memory-consents.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { changeableSecret, firstKey, secondKey } from '../../support/token-secrets.ts';

const userId = 7_307_852_445_120_512;

function service() {
  const clock = manualClock();
  const consents = inMemoryConsents();
  const secret = changeableSecret({ signer: 'k1', k1: firstKey });
  const proofs = keyedProofs(secret.read);
  return {
    clock,
    consents,
    secret,
    proofs,
    make: (credits = 0) => makeIntent({ consents, proofs, clock: clock.now }, userId, credits),
    read: (customData: string) => readIntent(proofs, customData),
  };
}

describe('a reward’s intent', () => {
  it('says whose the reward is and until when, in letters that no URL escapes', async () => {
    const { make, read, clock } = service();
    const { customData, validUntil } = await make();
    expect(validUntil).toBe(clock.now() + rewardLimits.intentSeconds * 1000);
    expect(encodeURIComponent(customData)).toBe(customData);
    expect(customData.length).toBeLessThan(60);
    expect(looksLikeIntent(customData)).toBe(true);
    expect(await read(customData)).toEqual({ userId, expiresAt: validUntil / 1000 });
  });

  it('is invalid with anything changed', async () => {
    const { make, read } = service();
    const { customData } = await make();
    for (let at = 0; at < customData.length; at += 1) {
      const other = customData[at] === '1' ? '2' : '1';
      const changed = customData.slice(0, at) + other + customData.slice(at + 1);
      expect(await read(changed), changed).toBeUndefined();
    }
  });

  it.each(['', '7001', '7001.1790000000', '0.1790000000.aaaaaaaaaaaaaaaaaaaaaa', '{"a": 5}'])(
    'is not %j',
    async (customData) => {
      expect(looksLikeIntent(customData)).toBe(false);
      expect(await service().read(customData)).toBeUndefined();
    },
  );

  it('is not what proves an upload, nor the other way round', async () => {
    const { make, secret, proofs } = service();
    const uploads = uploadProofs(secret.read);
    const [, expiresAt = '', proof = ''] = (await make()).customData.split('.');
    const lectureId = Number(expiresAt);
    expect(await uploads.verify({ userId, lectureId }, proof)).toBe(false);
    const upload = await uploads.prove({ userId, lectureId });
    expect(await readIntent(proofs, `${userId}.${expiresAt}.${upload}`)).toBeUndefined();
  });

  it('stays good when the keys are rotated, until the old one is retired', async () => {
    const { make, read, secret } = service();
    const { customData } = await make();
    secret.change({ signer: 'k2', k1: firstKey, k2: secondKey });
    expect(await read(customData)).toBeDefined();
    secret.change({ signer: 'k2', k2: secondKey });
    expect(await read(customData)).toBeUndefined();
  });

  it('is not made for a learner for whom a guardian answers', async () => {
    const { make, consents } = service();
    await consents.add(userId, consentOf({ by: 'GUARDIAN' }));
    await expect(make()).rejects.toMatchObject({ code: 'NOT_BEFORE_14' });
  });

  it('is made as long as the day has a reward left, and says how many', async () => {
    const { make } = service();
    expect(await make(4)).toMatchObject({ rewardsLeft: 1 });
    await expect(make(5)).rejects.toMatchObject({ code: 'TOO_MANY_REWARDS' });
  });
});

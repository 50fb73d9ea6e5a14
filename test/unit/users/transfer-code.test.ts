import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { transferCodeSchema } from '../../../shared/contracts/text-rules.ts';
import {
  shownTransferCode,
  transferCodeSeconds,
  transferCodesPerDay,
} from '../../../shared/contracts/typed-codes.ts';
import { makeTransferCode, redeemTransferCode } from '../../../shared/users/transfer-code.ts';
import { inMemoryTransferCodes } from '../../support/in-memory-transfer-codes.ts';
import { inMemoryUsers, userOf } from '../../support/in-memory-users.ts';
import { manualClock } from '../../support/manual-clock.ts';

function twoDevices() {
  const clock = manualClock();
  const user = userOf();
  const users = inMemoryUsers(user, userOf({ userId: 7_002 }));
  const codes = inMemoryTransferCodes();
  let made = 0;
  const ports = {
    users,
    codes,
    clock: clock.now,
    digest: async (text: string) => createHash('sha256').update(text).digest('hex'),
    randomDigits: (count: number) => {
      made += 1;
      return String(made).padStart(count, '0');
    },
    tokens: {
      issue: async ({ userId, tokenVersion }: { userId: number; tokenVersion: number }) =>
        `token of ${userId} in version ${tokenVersion}`,
    },
  };
  const make = async (userId: number = user.userId) =>
    (await makeTransferCode(ports, { userId, tokenVersion: 1 })).code;
  const redeem = (code: string) => redeemTransferCode(ports, code);
  return { clock, user, users, codes, make, redeem };
}

const notValid = { code: 'TRANSFER_CODE_NOT_VALID', field: 'code' };

describe('a transfer code', () => {
  it('makes another device its user’s as well', async () => {
    const { make, redeem, user } = twoDevices();
    await expect(redeem(await make())).resolves.toEqual({
      user,
      token: 'token of 7001 in version 1',
    });
  });

  it('is good once: a replay is refused, and so is the slower of two devices', async () => {
    const { make, redeem } = twoDevices();
    const code = await make();
    const both = await Promise.allSettled([redeem(code), redeem(code)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(redeem(code)).rejects.toMatchObject(notValid);
  });

  it('expires after ten minutes', async () => {
    const { clock, make, redeem } = twoDevices();
    const code = await make();
    clock.advanceSeconds(transferCodeSeconds);
    await expect(redeem(code)).rejects.toMatchObject(notValid);
    const another = await make();
    clock.advanceSeconds(transferCodeSeconds - 1);
    await expect(redeem(another)).resolves.toBeDefined();
  });

  it('replaces the one before, and nobody else’s', async () => {
    const { make, redeem } = twoDevices();
    const first = await make();
    const others = await make(7_002);
    const second = await make();
    await expect(redeem(first)).rejects.toMatchObject(notValid);
    await expect(redeem(second)).resolves.toMatchObject({ user: { userId: 7_001 } });
    await expect(redeem(others)).resolves.toMatchObject({ user: { userId: 7_002 } });
  });

  it('that was never made is refused like any other', async () => {
    const { redeem } = twoDevices();
    await expect(redeem('9'.repeat(16))).rejects.toMatchObject(notValid);
  });

  it('is worth nothing once its user is gone, whether its rows are erased yet or not', async () => {
    const { clock, codes, make, redeem, users } = twoDevices();
    const code = await make();
    await users.leaveTombstone(7_001, 1, clock.now());
    await expect(redeem(code)).rejects.toMatchObject(notValid);
    const others = await make(7_002);
    codes.eraseOf(7_002);
    await expect(redeem(others)).rejects.toMatchObject(notValid);
  });

  it('is worth nothing once the token that made it is revoked', async () => {
    const { make, redeem, users, user } = twoDevices();
    const code = await make();
    users.users.set(user.userId, { ...user, tokenVersion: 2 });
    await expect(redeem(code)).rejects.toMatchObject(notValid);
  });

  it('can be made a limited number of times a day', async () => {
    const { clock, make, redeem } = twoDevices();
    let last = '';
    for (let times = 0; times < transferCodesPerDay; times += 1) last = await make();
    await expect(make()).rejects.toMatchObject({ code: 'TOO_MANY_TRANSFER_CODES' });
    // A refused request takes nothing from the one before.
    await expect(redeem(last)).resolves.toBeDefined();
    await expect(make(7_002)).resolves.toBeDefined();
    clock.advanceSeconds(86_400);
    await expect(make()).resolves.toBeDefined();
  });

  it('is stored nowhere in plain text', async () => {
    const { codes, make } = twoDevices();
    const code = await make();
    expect(codes.stored()).not.toContain(code);
  });
});

describe('a code as it is typed', () => {
  const digits = '0123456789012345';

  it('is shown in groups of four', () => {
    expect(shownTransferCode(digits)).toBe('0123 4567 8901 2345');
  });

  it.each([digits, shownTransferCode(digits), ' 0123-4567-8901-2345\n'])('may be %j', (typed) => {
    expect(transferCodeSchema.parse(typed)).toBe(digits);
  });

  it.each([
    '',
    '012345678901234',
    `${digits}6`,
    '０１２３４５６７８９０１２３４５',
    `${digits.slice(1)}x`,
    ' '.repeat(101),
  ])('may not be %j', (typed) => {
    expect(transferCodeSchema.safeParse(typed).success).toBe(false);
  });
});

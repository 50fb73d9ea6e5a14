import { afterEach, describe, expect, it, vi } from 'vitest';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { deviceAuthentication } from '../../../shared/platform/device-authentication.ts';
import { tokenIssuer } from '../../../shared/platform/tokens.ts';
import { inMemoryUsers, userOf } from '../../support/in-memory-users.ts';
import { testStart } from '../../support/manual-clock.ts';
import { changeableSecret, firstKey } from '../../support/token-secrets.ts';

const secret = { TOKEN_KEYS_SECRET_ARN: 'arn:aws:secretsmanager:region:account:secret:TokenKeys' };
const keyring = changeableSecret({ signer: 'k1', k1: firstKey });

/** Wired for a user, and what was read by the time that it was ready. */
async function started(reachTable?: () => Promise<unknown>) {
  const read: unknown[] = [];
  const users = inMemoryUsers(userOf());
  const { findCaller, noteActiveDay } = users;
  const noted: number[] = [];
  users.noteActiveDay = (id, ...rest) => {
    noted.push(id);
    return noteActiveDay(id, ...rest);
  };
  users.findCaller = (...args) => {
    read.push(args);
    return findCaller(...args);
  };
  const authenticate = await deviceAuthentication(secret, users, reachTable, () => {
    read.push('token keys');
    return keyring.read();
  });
  return { authenticate, read, noted };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('authentication that is wired', () => {
  it('reads the token keys and the table while Lambda starts the function, by nobody’s profile', async () => {
    vi.stubEnv('AWS_LAMBDA_INITIALIZATION_TYPE', 'on-demand');
    vi.useFakeTimers({ now: testStart, toFake: ['Date'] });
    const { read } = await started();
    expect(read).toEqual(['token keys', [0, seoulDay(testStart), 'eventual']]);
  });

  it('reads the table in another way if the function may not read profiles', async () => {
    vi.stubEnv('AWS_LAMBDA_INITIALIZATION_TYPE', 'on-demand');
    const reachTable = vi.fn(async () => undefined);
    const { read } = await started(reachTable);
    expect(read).toEqual(['token keys']);
    expect(reachTable).toHaveBeenCalledTimes(1);
  });

  it('accepts a token that these keys have signed, and notes who came', async () => {
    const token = await tokenIssuer(keyring.read, Date.now).issue({
      userId: 7_001,
      tokenVersion: 1,
    });
    const { authenticate, noted } = await started();
    const { caller } = await authenticate('user', `Bearer ${token}`);
    expect(caller?.user.userId).toBe(7_001);
    expect(noted).toEqual([7_001]);
  });
});

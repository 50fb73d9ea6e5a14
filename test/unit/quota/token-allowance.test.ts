import { describe, expect, it } from 'vitest';
import {
  countTokenIssue,
  type TokenAllowancePorts,
} from '../../../shared/quota/token-allowance.ts';
import { inMemoryAllowances } from '../../support/in-memory-allowances.ts';
import { manualClock } from '../../support/manual-clock.ts';

function tokenIssue(perAddress: number) {
  const clock = manualClock(Date.UTC(2026, 10, 22, 14, 59, 59));
  const stored: string[] = [];
  const allowances = inMemoryAllowances();
  const ports: TokenAllowancePorts = {
    tokenCounts: {
      countToken: (fingerprint, day, limit) => {
        stored.push(fingerprint);
        return allowances.countToken(fingerprint, day, limit);
      },
    },
    perAddress,
    fingerprint: async (text) => `digest of <${text}>`,
    clock: clock.now,
  };
  return { clock, stored, issueFrom: (address: string) => countTokenIssue(ports, address) };
}

describe('issuing tokens', () => {
  it('is refused to an address that has reached its day’s number, and to no other', async () => {
    const { issueFrom } = tokenIssue(2);
    await issueFrom('192.0.2.1');
    await issueFrom('192.0.2.1');
    await expect(issueFrom('192.0.2.1')).rejects.toMatchObject({ code: 'TOO_MANY_TOKENS' });
    await expect(issueFrom('192.0.2.2')).resolves.toBeUndefined();
  });

  it('is allowed again on the next day in Seoul', async () => {
    const { clock, issueFrom } = tokenIssue(1);
    await issueFrom('192.0.2.1');
    await expect(issueFrom('192.0.2.1')).rejects.toThrow();
    clock.advanceSeconds(1);
    await expect(issueFrom('192.0.2.1')).resolves.toBeUndefined();
  });

  it('stores only a digest of the address, a different one every day', async () => {
    const { clock, stored, issueFrom } = tokenIssue(10);
    await issueFrom('192.0.2.1');
    clock.advanceSeconds(1);
    await issueFrom('192.0.2.1');
    expect(new Set(stored).size).toBe(2);
    for (const fingerprint of stored) expect(fingerprint).toMatch(/^digest of /);
  });
});

import { seoulDay } from '../calendar/seoul-day.ts';
import { DomainError } from '../domain-error.ts';

export interface TokenAllowanceStore {
  /** Counts one more token for an address and day. @returns false where the limit is reached */
  countToken(addressFingerprint: string, day: number, limit: number): Promise<boolean>;
}

export interface TokenAllowancePorts {
  readonly tokenCounts: TokenAllowanceStore;
  readonly perAddress: number;
  /** A keyed one-way digest, so that an address cannot be read from what is stored. */
  readonly fingerprint: (text: string) => Promise<string>;
  readonly clock: () => number;
}

/**
 * Tokens are free and each may spend a day's allowance, so one address gets only a limited number a day.
 *
 * @throws DomainError TOO_MANY_TOKENS
 */
export async function countTokenIssue(
  ports: TokenAllowancePorts,
  sourceAddress: string,
): Promise<void> {
  const day = seoulDay(ports.clock());
  const fingerprint = await ports.fingerprint(`${day} ${sourceAddress}`);
  if (await ports.tokenCounts.countToken(fingerprint, day, ports.perAddress)) return;
  throw new DomainError(
    'TOO_MANY_TOKENS',
    'Too many new users from this address today. Try again tomorrow.',
  );
}

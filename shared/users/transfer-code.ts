import { seoulDay } from '../calendar/seoul-day.ts';
import {
  transferCodeDigits,
  transferCodeSeconds,
  transferCodesPerDay,
} from '../contracts/transfer-limits.ts';
import { DomainError } from '../domain-error.ts';
import type { TokenClaims, TokenIssuer, User, UserStore } from './user.ts';

export interface TransferCodeStore {
  /**
   * Makes this the user's one code, in the place of any before it.
   * @param perDay how many a user may make in a day (Asia/Seoul)
   * @returns false where that many were made
   */
  keep(
    owner: TokenClaims,
    code: { readonly digest: string; readonly validUntil: number },
    perDay: { readonly day: number; readonly limit: number },
    now: number,
  ): Promise<boolean>;
  /** Who made a code, be it still good or not. */
  findOwner(digest: string): Promise<TokenClaims | undefined>;
  /** True once, for whoever is first, and only while it is its owner's last code and still valid. */
  useUp(userId: number, digest: string, now: number): Promise<boolean>;
}

interface CommonPorts {
  readonly codes: TransferCodeStore;
  /** Keyed and one-way: what is stored tells nobody a code. */
  readonly digest: (text: string) => Promise<string>;
  readonly clock: () => number;
}

export interface MakeTransferCodePorts extends CommonPorts {
  /** From a source that nobody can foretell. */
  readonly randomDigits: (count: number) => string;
}

export interface RedeemTransferCodePorts extends CommonPorts {
  readonly users: Pick<UserStore, 'find'>;
  readonly tokens: TokenIssuer;
}

const digestOf = (ports: CommonPorts, code: string) => ports.digest(`transfer code ${code}`);

/**
 * A code by which another device becomes the caller's as well, for ten minutes and once.
 *
 * @throws DomainError TOO_MANY_TRANSFER_CODES
 */
export async function makeTransferCode(
  ports: MakeTransferCodePorts,
  owner: TokenClaims,
): Promise<{ code: string; validUntil: number }> {
  const code = ports.randomDigits(transferCodeDigits);
  const now = ports.clock();
  const validUntil = now + transferCodeSeconds * 1000;
  const perDay = { day: seoulDay(now), limit: transferCodesPerDay };
  const kept = { digest: await digestOf(ports, code), validUntil };
  if (await ports.codes.keep(owner, kept, perDay, now)) return { code, validUntil };
  throw new DomainError(
    'TOO_MANY_TRANSFER_CODES',
    `A user can make ${transferCodesPerDay} codes a day. Try again tomorrow.`,
  );
}

/**
 * A token for the device that was told the code. Why a code is not good is nobody's business: it was
 * never made, is used up, has run out, was replaced by a later one, or its user is gone.
 *
 * @throws DomainError TRANSFER_CODE_NOT_VALID
 */
export async function redeemTransferCode(
  ports: RedeemTransferCodePorts,
  code: string,
): Promise<{ user: User; token: string }> {
  const digest = await digestOf(ports, code);
  const owner = await ports.codes.findOwner(digest);
  const isFirst =
    owner !== undefined && (await ports.codes.useUp(owner.userId, digest, ports.clock()));
  // Read after the code was used up, so that a deletion before that is seen.
  const user = isFirst ? await ports.users.find(owner.userId) : undefined;
  if (!user || user.deletedAt !== undefined || user.tokenVersion !== owner?.tokenVersion) {
    throw new DomainError(
      'TRANSFER_CODE_NOT_VALID',
      'There is no such code, or it has run out.',
      'code',
    );
  }
  return { user, token: await ports.tokens.issue(owner) };
}

import { seoulDay } from '../calendar/seoul-day.ts';
import {
  transferCodeDigits,
  transferCodeSeconds,
  transferCodesPerDay,
} from '../contracts/typed-codes.ts';
import { DomainError } from '../domain-error.ts';
import type { TokenClaims, TokenIssuer, User, UserStore } from './user.ts';

export interface TransferCodeStore {
  /**
   * Makes this the user's only code, replacing any before it.
   * @param perDay how many a user may make in a day (Asia/Seoul)
   * @returns false where that many were made
   */
  keep(
    owner: TokenClaims,
    code: { readonly digest: string; readonly validUntil: number },
    perDay: { readonly day: number; readonly limit: number },
    now: number,
  ): Promise<boolean>;
  /** Finds who made a code, whether or not it is still valid. */
  findOwner(digest: string): Promise<TokenClaims | undefined>;
  /**
   * Uses a code up. It returns true once, for the first caller, and only while it is its owner's latest
   * code and still valid.
   */
  useUp(userId: number, digest: string, now: number): Promise<boolean>;
}

interface CommonPorts {
  readonly codes: TransferCodeStore;
  /** A keyed one-way digest: what is stored reveals no code. */
  readonly digest: (text: string) => Promise<string>;
  readonly clock: () => number;
}

export interface MakeTransferCodePorts extends CommonPorts {
  /** Makes digits that nobody can predict. */
  readonly randomDigits: (count: number) => string;
}

export interface RedeemTransferCodePorts extends CommonPorts {
  readonly users: Pick<UserStore, 'find'>;
  readonly tokens: TokenIssuer;
}

const digestOf = (ports: CommonPorts, code: string) => ports.digest(`transfer code ${code}`);

/**
 * Makes a code that signs another device in as the caller, for ten minutes and once.
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
 * Issues a token to the device that was given the code. Nobody is told why a code is not valid: it was
 * never made, is used up, has expired, was replaced by a later one, or its user is gone.
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
  // The user is read after the code was used up, so that an earlier deletion is seen.
  const user = isFirst ? await ports.users.find(owner.userId) : undefined;
  if (!user || user.deletedAt !== undefined || user.tokenVersion !== owner?.tokenVersion) {
    throw new DomainError(
      'TRANSFER_CODE_NOT_VALID',
      'There is no such code, or it has expired.',
      'code',
    );
  }
  return { user, token: await ports.tokens.issue(owner) };
}

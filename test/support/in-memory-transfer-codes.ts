import type { TransferCodeStore } from '../../shared/users/transfer-code.ts';
import type { TokenClaims } from '../../shared/users/user.ts';

export interface InMemoryTransferCodes extends TransferCodeStore {
  /** Everything that is stored of codes, as text. */
  stored(): string;
  /** As a deletion of this user's rows does. */
  eraseOf(userId: number): void;
}

/** Transfer codes, under the conditions of the DynamoDB adapter. */
export function inMemoryTransferCodes(): InMemoryTransferCodes {
  const last = new Map<
    number,
    { digest?: string; validUntil: number; day: number; made: number }
  >();
  const owners = new Map<string, TokenClaims>();
  return {
    async keep(owner, code, { day, limit }) {
      const before = last.get(owner.userId);
      const made = before === undefined || before.day < day ? 0 : before.made;
      if (made >= limit) return false;
      last.set(owner.userId, { ...code, day, made: made + 1 });
      owners.set(code.digest, owner);
      return true;
    },
    findOwner: async (digest) => owners.get(digest),
    async useUp(userId, digest, now) {
      const kept = last.get(userId);
      if (kept?.digest !== digest || kept.validUntil <= now) return false;
      const { digest: _, ...rest } = kept;
      last.set(userId, rest);
      return true;
    },
    stored: () => JSON.stringify([[...last], [...owners]]),
    eraseOf: (userId) => last.delete(userId),
  };
}

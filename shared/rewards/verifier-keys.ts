import { rewardLimits } from '../contracts/rewards.ts';
import { OwnError } from '../own-error.ts';

export interface VerifierKey {
  /** @param signature ASN.1 DER, in base64url */
  verifies(text: string, signature: string): boolean;
}

export interface VerifierKeys {
  /**
   * @returns undefined of an id that the key server did not know when it was asked last
   * @throws KeysUnavailable
   */
  find(keyId: string): Promise<VerifierKey | undefined>;
}

/** Every key that is published, by its id. */
export type FetchKeys = () => Promise<ReadonlyMap<string, VerifierKey>>;

/** Its cause is what went wrong. */
export class KeysUnavailable extends OwnError {
  override readonly name = 'KeysUnavailable';

  constructor(cause: unknown) {
    super('The keys of rewards cannot be had', { cause });
  }
}

/** Anybody can make up ids of keys: so long the server is not asked again for the sake of one. */
export const askAgainSeconds = 5 * 60;
/** Of a server that has just failed nothing is asked. */
export const restSeconds = 20;

/**
 * Keys as the server gave them, for a day at most. An id that is not among them has it asked again, but
 * not for each such id: only what comes later than that learns of a new one.
 */
export function keptVerifierKeys(fetchKeys: FetchKeys, clock: () => number): VerifierKeys {
  let kept: { readonly keys: ReadonlyMap<string, VerifierKey>; readonly at: number } | undefined;
  let failed: { readonly cause: unknown; readonly at: number } | undefined;
  /** A clock that was set back makes everything old. */
  const isWithin = (at: number, seconds: number) => clock() >= at && clock() - at < seconds * 1000;

  return {
    async find(keyId) {
      const isFresh = kept !== undefined && isWithin(kept.at, rewardLimits.keysSeconds);
      const found = isFresh ? kept?.keys.get(keyId) : undefined;
      if (found) return found;
      if (isFresh && kept && isWithin(kept.at, askAgainSeconds)) return undefined;
      if (failed && isWithin(failed.at, restSeconds)) throw new KeysUnavailable(failed.cause);
      // As of before the answer, which may be as old as the question.
      const at = clock();
      try {
        kept = { keys: await fetchKeys(), at };
      } catch (cause) {
        failed = { cause, at: clock() };
        throw new KeysUnavailable(cause);
      }
      return kept.keys.get(keyId);
    },
  };
}

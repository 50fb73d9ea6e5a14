import { rewardLimits } from '../contracts/rewards.ts';
import { OwnError } from '../own-error.ts';

export interface VerifierKey {
  /** @param signature ASN.1 DER, in base64url */
  verifies(text: string, signature: string): boolean;
}

export interface VerifierKeys {
  /**
   * @returns undefined for an id that the key server did not know when it was last asked
   * @throws KeysUnavailable
   */
  find(keyId: string): Promise<VerifierKey | undefined>;
}

/** Fetches every key that Google publishes, by its id. */
export type FetchKeys = () => Promise<ReadonlyMap<string, VerifierKey>>;

/** The keys could not be fetched; the cause says why. */
export class KeysUnavailable extends OwnError {
  override readonly name = 'KeysUnavailable';

  constructor(cause: unknown) {
    super('The verifier keys of rewards could not be fetched', { cause });
  }
}

/**
 * Anybody can make up a key's id, so an unknown one has the server asked again only after this long.
 */
export const askAgainSeconds = 5 * 60;
/** A server that has just failed is left alone for this long. */
export const restSeconds = 20;

/**
 * Keeps the server's keys for at most a day. An unknown id makes it ask the server again, but not
 * before `askAgainSeconds` are over: a key published in between is learned only then.
 */
export function keptVerifierKeys(fetchKeys: FetchKeys, clock: () => number): VerifierKeys {
  let kept: { readonly keys: ReadonlyMap<string, VerifierKey>; readonly at: number } | undefined;
  let failed: { readonly cause: unknown; readonly at: number } | undefined;
  /** If the clock was set back, everything counts as old. */
  const isWithin = (at: number, seconds: number) => clock() >= at && clock() - at < seconds * 1000;

  return {
    async find(keyId) {
      const isFresh = kept !== undefined && isWithin(kept.at, rewardLimits.keysSeconds);
      const found = isFresh ? kept?.keys.get(keyId) : undefined;
      if (found) return found;
      if (isFresh && kept && isWithin(kept.at, askAgainSeconds)) return undefined;
      if (failed && isWithin(failed.at, restSeconds)) throw new KeysUnavailable(failed.cause);
      // The moment before the request: the answer may be as old as that.
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

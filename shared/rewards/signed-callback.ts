import { rewardLimits } from '../contracts/rewards.ts';

/** The parts of a callback's query, exactly as they came over the wire. */
export interface SignedCallback {
  /** Everything before the signature. */
  readonly signed: string;
  /** An ASN.1 DER signature in base64url. */
  readonly signature: string;
  readonly keyId: string;
}

/**
 * The facts that a callback states. A field is undefined where it is missing or does not have the shape
 * that real callbacks have.
 */
export interface RewardFacts {
  readonly adUnit: string | undefined;
  readonly customData: string | undefined;
  /** When the reward was earned, in milliseconds since the epoch. */
  readonly earnedAt: number | undefined;
  readonly transactionId: string | undefined;
}

/** Nothing but the signature and the key's id may follow the signed part, in this order. */
const ending = /^&signature=([\w-]+={0,2})&key_id=([1-9]\d{0,18})$/;

const known: ReadonlySet<string> = new Set([
  'ad_network',
  'ad_unit',
  'custom_data',
  'reward_amount',
  'reward_item',
  'timestamp',
  'transaction_id',
  'user_id',
  'signature',
  'key_id',
]);

/**
 * Takes a query apart by the rules of Tink's RewardedAdsVerifier, which Google names as the reference:
 * everything before the first `signature` is signed, and `signature` and `key_id` are the last two.
 *
 * @see https://developers.google.com/admob/android/ssv
 */
export function readSignedCallback(query: string): SignedCallback | undefined {
  if (query.length > rewardLimits.queryCharacters) return undefined;
  const end = query.indexOf('&signature=');
  const [, signature, keyId] = ending.exec(query.slice(Math.max(end, 0))) ?? [];
  if (end <= 0 || signature === undefined || keyId === undefined) return undefined;
  return { signed: query.slice(0, end), signature, keyId };
}

/**
 * Lists the texts that the signature may have been made over. Google's guide describes the query as it
 * stands. Its reference verifier decodes the query once, and so does whoever signs: among the real
 * callbacks in the tests, those with an escape in them verify only when decoded. The facts are then
 * read from the very text that verified, so that nobody can have one text signed and another one read.
 */
export function possibleSignedTexts(signed: string): readonly string[] {
  const decoded = decodedOnce(signed);
  return decoded === undefined || decoded === signed ? [signed] : [signed, decoded];
}

function decodedOnce(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads the facts from a signed text.
 *
 * @returns undefined where a parameter stands twice: what a learner's client puts into `custom_data` or
 *   `user_id` may look like parameters once it is decoded
 */
export function factsOf(text: string): RewardFacts | undefined {
  const values = new Map<string, string>();
  for (const part of text.split('&')) {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(part) ?? [];
    if (!known.has(name)) continue;
    if (values.has(name)) return undefined;
    values.set(name, value);
  }
  if (values.has('signature') || values.has('key_id')) return undefined;
  const like = (name: string, shape: RegExp) => {
    const value = values.get(name);
    return value !== undefined && shape.test(value) ? value : undefined;
  };
  const milliseconds = like('timestamp', /^\d{13}$/);
  return {
    adUnit: like('ad_unit', /^\d{1,20}$/),
    customData: like('custom_data', /^.{1,200}$/s),
    earnedAt: milliseconds === undefined ? undefined : Number(milliseconds),
    transactionId: like('transaction_id', /^[\w-]{1,128}$/),
  };
}

import { rewardLimits } from '../contracts/rewards.ts';

/** A callback's query in its parts, as they stand on the wire. */
export interface SignedCallback {
  /** All that comes before the signature. */
  readonly signed: string;
  /** ASN.1 DER, in base64url. */
  readonly signature: string;
  readonly keyId: string;
}

/** What is read of a callback; undefined where it has none, or none of the shape that real ones have. */
export interface RewardFacts {
  readonly adUnit: string | undefined;
  readonly customData: string | undefined;
  /** When the reward was earned, in milliseconds since the epoch. */
  readonly earnedAt: number | undefined;
  readonly transactionId: string | undefined;
}

/** Only this much stands behind what is signed, in this order. */
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
 * The texts that the signature may be of. Google's guide speaks of the query as it stands; its reference
 * verifier decodes it once, and so does whoever signs: of the real callbacks among the tests those with
 * an escape in them verify decoded alone. Whichever of the two it is, the facts are read from that same
 * text, so that nobody can have one text signed and another one read.
 */
export function textsSigned(signed: string): readonly string[] {
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
 * What a signed text says.
 *
 * @returns undefined where it says something twice: what a learner's client put into `custom_data` or
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

import { rewardLimits } from '../contracts/rewards.ts';
import { DomainError } from '../domain-error.ts';
import { type ConsentStore, mayShare } from '../users/consents.ts';

/** Signs texts, so that the service can recognise later what it has signed itself. */
export interface TextProofs {
  prove(text: string): Promise<string>;
  verify(text: string, proof: string): Promise<boolean>;
}

/** Says which learner an ad's reward is for, and until when the ad may be watched. */
export interface RewardIntent {
  readonly userId: number;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

export interface MakeIntentPorts {
  readonly consents: Pick<ConsentStore, 'list'>;
  readonly proofs: Pick<TextProofs, 'prove'>;
  readonly clock: () => number;
}

/** `userId.expiresAt.proof`: none of these characters is escaped by any client or gateway. */
const shape = /^([1-9]\d{0,15})\.(\d{10})\.([\w-]{22})$/;

/**
 * The signed text. It names its purpose, so that no token's or upload's proof can stand for an intent.
 */
const textOf = ({ userId, expiresAt }: RewardIntent) =>
  `reward intent of ${userId} until ${expiresAt}`;

export const looksLikeIntent = (customData: string): boolean => shape.test(customData);

/**
 * Makes the custom data that an app hands to an ad, so that the ad's callback says which learner it is
 * for.
 *
 * @param creditsToday the number of rewards that the learner has earned today
 * @throws DomainError NOT_BEFORE_14, and TOO_MANY_REWARDS where watching an ad would earn nothing
 */
export async function makeIntent(
  { consents, proofs, clock }: MakeIntentPorts,
  userId: number,
  creditsToday: number,
): Promise<{ customData: string; validUntil: number; rewardsLeft: number }> {
  // An eventually consistent read is enough: the consents are read again when the callback is
  // verified.
  if (!mayShare(await consents.list(userId, 'eventual'))) {
    throw new DomainError('NOT_BEFORE_14', 'There are no ads for learners under 14.');
  }
  const rewardsLeft = rewardLimits.creditsPerDay - creditsToday;
  if (rewardsLeft <= 0) {
    throw new DomainError(
      'TOO_MANY_REWARDS',
      `A learner can earn ${rewardLimits.creditsPerDay} rewards a day. Try again tomorrow.`,
    );
  }
  const expiresAt = Math.floor(clock() / 1000) + rewardLimits.intentSeconds;
  const proof = await proofs.prove(textOf({ userId, expiresAt }));
  return {
    customData: `${userId}.${expiresAt}.${proof}`,
    validUntil: expiresAt * 1000,
    rewardsLeft,
  };
}

/**
 * Reads the intent from custom data. It returns undefined for anything that this service has not
 * signed.
 */
export async function readIntent(
  proofs: Pick<TextProofs, 'verify'>,
  customData: string,
): Promise<RewardIntent | undefined> {
  const found = shape.exec(customData);
  if (!found) return undefined;
  const [, userId, expiresAt, proof = ''] = found;
  const intent = { userId: Number(userId), expiresAt: Number(expiresAt) };
  return (await proofs.verify(textOf(intent), proof)) ? intent : undefined;
}

import { rewardLimits } from '../contracts/rewards.ts';
import { DomainError } from '../domain-error.ts';
import { type ConsentStore, mayShare } from '../users/consents.ts';

/** Proofs of texts that only this service can have made. */
export interface TextProofs {
  prove(text: string): Promise<string>;
  verify(text: string, proof: string): Promise<boolean>;
}

/** Whom the reward of an ad is for, and until when. */
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

/** Letters that no client and no gateway escapes. */
const shape = /^([1-9]\d{0,15})\.(\d{10})\.([\w-]{22})$/;

/** What is proven, and what for: no token and no upload is ever proven by the same text. */
const textOf = ({ userId, expiresAt }: RewardIntent) =>
  `reward intent of ${userId} until ${expiresAt}`;

export const looksLikeIntent = (customData: string): boolean => shape.test(customData);

/**
 * What an app hands to the ad as its custom data, so that the callback says whose it is.
 *
 * @param creditsToday that the learner has already
 * @throws DomainError NOT_BEFORE_14, and TOO_MANY_REWARDS where an ad would be seen for nothing
 */
export async function makeIntent(
  { consents, proofs, clock }: MakeIntentPorts,
  userId: number,
  creditsToday: number,
): Promise<{ customData: string; validUntil: number; rewardsLeft: number }> {
  // A cheap read: who verifies the callback looks at them once more.
  if (!mayShare(await consents.list(userId, 'eventual'))) {
    throw new DomainError('NOT_BEFORE_14', 'There are no ads for learners under 14.');
  }
  const rewardsLeft = rewardLimits.creditsPerDay - creditsToday;
  if (rewardsLeft <= 0) {
    throw new DomainError(
      'TOO_MANY_REWARDS',
      `A day has ${rewardLimits.creditsPerDay} rewards. Try again tomorrow.`,
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

/** The intent that custom data is; undefined of what is none of ours. */
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

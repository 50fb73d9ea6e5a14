import { admobKeys } from '../../shared/adapters/admob-keys.ts';
import { dynamoConsents } from '../../shared/adapters/dynamo-consents.ts';
import { dynamoRewards } from '../../shared/adapters/dynamo-rewards.ts';
import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { readRewardMessage } from '../../shared/adapters/sqs-reward-queue.ts';
import { clocks } from '../../shared/contracts/clocks.ts';
import { creditRewardEnvironment } from '../../shared/contracts/environment.ts';
import { fingerprint } from '../../shared/platform/digests.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { keyedProofs } from '../../shared/platform/keyed-proofs.ts';
import { queueHandler } from '../../shared/platform/queue-handler.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import { sqsClient } from '../../shared/platform/sqs-client.ts';
import { type CreditRewardPorts, creditReward } from '../../shared/rewards/credit-reward.ts';
import { keptVerifierKeys } from '../../shared/rewards/verifier-keys.ts';

const environment = await loadEnvironment('credit-reward', creditRewardEnvironment);
const table = dynamoTable(environment.TABLE_NAME);
const ports: CreditRewardPorts = {
  keys: keptVerifierKeys(admobKeys(environment.REWARD_KEYS_URL), Date.now),
  proofs: keyedProofs(secretReader(environment.TOKEN_KEYS_SECRET_ARN)),
  users: dynamoUsers(table),
  consents: dynamoConsents(table),
  rewards: dynamoRewards(table),
  digest: fingerprint,
  adUnits: environment.REWARD_AD_UNITS,
  clock: Date.now,
};

export const handler = queueHandler(
  {
    client: sqsClient(),
    queueUrl: environment.REWARD_QUEUE_URL,
    maximumReceives: clocks.maximumReceives,
  },
  readRewardMessage,
  (callback, delivery) => creditReward(ports, callback, delivery),
);

import { sqsRewardQueue } from '../../shared/adapters/sqs-reward-queue.ts';
import { takeRewardEnvironment } from '../../shared/contracts/environment.ts';
import { takeRewardRoute as route } from '../../shared/contracts/routes/rewards.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { log } from '../../shared/platform/log.ts';
import { sqsClient } from '../../shared/platform/sqs-client.ts';
import { type TakeCallbackPorts, takeCallback } from '../../shared/rewards/take-callback.ts';

const environment = await loadEnvironment('take-reward', takeRewardEnvironment);

export const answerCallback =
  (ports: TakeCallbackPorts): HttpAction<'take-reward'> =>
  async ({ rawQuery }) => {
    log('info', 'callback of an ad', { outcome: await takeCallback(ports, rawQuery) });
    return { body: undefined };
  };

export const handler = httpHandler(
  route,
  answerCallback({
    queue: sqsRewardQueue(sqsClient(), environment.REWARD_QUEUE_URL),
    adUnits: environment.REWARD_AD_UNITS,
    clock: Date.now,
  }),
);

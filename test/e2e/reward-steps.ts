import { vi } from 'vitest';
import * as z from 'zod';
import { seoulDay, seoulDayStart } from '../../shared/calendar/seoul-day.ts';
import { queueArnOf } from '../support/local-queue.ts';
import type { PublishedApp } from '../support/published-app.ts';
import { patience, type RunningStack, untilRewardsAreDone } from './running-stack.ts';

/** One that has waited over midnight, and is looked for among those of the release before. */
async function oneOfYesterday(stack: RunningStack, app: PublishedApp): Promise<void> {
  const receivedAt = seoulDayStart(seoulDay(Date.now())) - 1_000;
  const { search } = new URL(await callbackOf(stack, app, 'yesterday', receivedAt));
  const body = JSON.stringify({ query: search.slice(1), receivedAt });
  await stack.aws.queues.send(queueArnOf(stack, 'RewardQueueUrl'), body);
  await untilRewardsAreDone(stack);
}

/** One that is credited and delivered twice, one of the day before, and one whose keys are unavailable for now. */
export async function earnRewards(stack: RunningStack): Promise<void> {
  const { signer } = stack.ads;
  const app = await stack.openApp();
  const seen = await callbackOf(stack, app, 'walked');
  for (const _ of ['told', 'told again']) await tell(seen);
  const credited = async () => {
    const home = await app.call('GET', '/users/home');
    const text = await home.text();
    if (!text.includes('"earned":1')) throw new Error(`no reward: ${text}`);
  };
  await vi.waitFor(credited, patience);
  await oneOfYesterday(stack, app);
  await tell(seen.replace(/key_id=.*/, `key_id=${signer.keyId + 1}`));
  await vi.waitFor(() => {
    if (!stack.lines.some(({ line }) => line.includes('unknown key'))) throw new Error('not yet');
  }, patience);
}

/**
 * The address by which AdMob reports that this learner has seen an ad, at a moment `now` by the stack's
 * own calendar.
 */
export async function callbackOf(
  stack: RunningStack,
  app: Pick<PublishedApp, 'call'>,
  transaction: string,
  now: number = Date.now(),
): Promise<string> {
  const answer = await app.call('POST', '/users/rewards/intent');
  const { customData } = z.looseObject({ customData: z.string() }).parse(await answer.json());
  const query = stack.ads.signer.callback({
    custom_data: customData,
    timestamp: String(now),
    transaction_id: transaction,
  });
  return `${stack.origin}/api/v1/rewards/admob?${query}`;
}

/** As AdMob does, which asks again after anything but 200. */
export async function tell(callback: string): Promise<void> {
  const { status } = await fetch(callback);
  if (status !== 200) throw new Error(`a callback is answered ${status}`);
}

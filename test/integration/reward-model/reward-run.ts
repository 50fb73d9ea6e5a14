import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { keyOf } from '../../../shared/adapters/admob-keys.ts';
import { dynamoConsents } from '../../../shared/adapters/dynamo-consents.ts';
import { dynamoCredits } from '../../../shared/adapters/dynamo-credits.ts';
import { creditsPrefix } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoRewards } from '../../../shared/adapters/dynamo-rewards.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import type { Outcome } from '../../../shared/lectures/delivery.ts';
import { fingerprint } from '../../../shared/platform/digests.ts';
import { keyedProofs } from '../../../shared/platform/keyed-proofs.ts';
import { creditReward, type RewardStore } from '../../../shared/rewards/credit-reward.ts';
import { makeIntent } from '../../../shared/rewards/reward-intent.ts';
import type { RewardCallback } from '../../../shared/rewards/take-callback.ts';
import { keptVerifierKeys } from '../../../shared/rewards/verifier-keys.ts';
import type { SeededRandom } from '../../soak/seeded-random.ts';
import type { EngineTable } from '../../support/dynamo-engines.ts';
import { adSigner, testAdUnit } from '../../support/rewarded-ads.ts';
import { changeableSecret, firstKey } from '../../support/token-secrets.ts';

/** A worker's process ends: its last call has happened, or has not. */
class Killed extends Error {}

interface Message {
  readonly callback: RewardCallback;
  readonly transaction: string;
  receives: number;
  visibleAt: number;
}

/** What is in the table in the end. */
export interface RewardRows {
  /**
   * Who was credited for a transaction, and for which day's callback, as often as it is written anywhere.
   */
  readonly credits: readonly { userId: number; earnedOn: number; transaction: string }[];
  /** By how much the allowance of each learner and day is raised. */
  readonly allowances: readonly number[];
  readonly transactionRows: number;
}

export interface RewardRun extends RewardRows {
  /** The last outcome of each transaction whose callback is good. */
  readonly outcomes: ReadonlyMap<string, { readonly userId: number; readonly done: string }>;
  readonly digestOf: (transaction: string) => string;
  readonly kills: number;
}

/** Changes the store under test: this is how a mistake is made. */
export type Sabotage = (store: RewardStore) => RewardStore;

const minute = 60_000;
/** 22 November, 23:40 in Seoul. */
const start = Date.UTC(2026, 10, 22, 14, 40);
const learners = [7_001, 7_002, 7_003];
const mostReceives = 8;

/**
 * Ads are seen around a midnight in Seoul, and their callbacks come twice and in any order. They come to
 * workers that are killed, whose clocks disagree and jump, and which cannot always reach the key server.
 * In the end everything comes to rest, and callbacks that had given up are sent again.
 */
export async function rewardRun(
  table: EngineTable,
  random: SeededRandom,
  sabotage: Sabotage = (store) => store,
): Promise<RewardRun> {
  const world = { now: start, isServerAway: false, kills: 0, hasTrouble: true };
  const chance = (share: number) => world.hasTrouble && random.chance(share);
  const signer = adSigner();
  const stranger = adSigner(signer.keyId);
  const proofs = keyedProofs(changeableSecret({ signer: 'k1', k1: firstKey }).read);
  const users = dynamoUsers(table);
  for (const userId of learners) {
    await users.create({ userId, name: '라면', tokenVersion: 1, createdAt: 0 });
  }

  const queue: Message[] = [];
  const outcomes = new Map<string, { userId: number; done: string }>();
  const owners = new Map<string, number>();

  const seeAd = async (number: number) => {
    const userId = random.pick(learners);
    const transaction = `transaction-${number}`;
    const ports = { consents: dynamoConsents(table), proofs, clock: () => world.now };
    const { customData } = await makeIntent(ports, userId, 0);
    const isForged = random.chance(0.15);
    const query = (isForged ? stranger : signer).callback({
      custom_data: customData,
      timestamp: String(world.now),
      transaction_id: transaction,
    });
    if (!isForged) owners.set(transaction, userId);
    for (let copy = 0; copy < 1 + random.below(3); copy += 1) {
      const callback = { query, receivedAt: world.now };
      queue.push({
        callback,
        transaction,
        receives: 0,
        visibleAt: world.now + random.below(5) * minute,
      });
    }
  };

  /** One process: it remembers keys until it is killed. */
  const startWorker = () => {
    const skew = (random.below(181) - 90) * 1000;
    const clock = () => world.now + skew;
    const keys = keptVerifierKeys(async () => {
      if (world.isServerAway) throw new Error('away');
      const key = keyOf(signer.listed.base64);
      if (!key) throw new Error('no key');
      return new Map([[String(signer.keyId), key]]);
    }, clock);
    return async ({ callback, receives }: Message): Promise<Outcome> => {
      const mortal = killable(table, () => {
        if (!chance(0.06)) return 'alive';
        world.kills += 1;
        return random.chance(0.5) ? 'killed before' : 'killed after';
      });
      return creditReward(
        {
          ...{ keys, proofs, clock, digest: fingerprint, adUnits: [testAdUnit] },
          users: dynamoUsers(mortal),
          consents: dynamoConsents(mortal),
          rewards: sabotage(dynamoRewards(mortal)),
        },
        callback,
        { receiveCount: receives },
      );
    };
  };
  const workers = [startWorker(), startWorker()];

  const deliver = async (message: Message, at: number) => {
    const worker = workers[at];
    if (!worker) return;
    message.receives += 1;
    // Hidden, as by the queue's own timeout.
    message.visibleAt = world.now + 3 * minute;
    try {
      const outcome = await worker(message);
      if ('again' in outcome) message.visibleAt = world.now + outcome.inSeconds * 1000;
      // A worker may die, and a queue deliver again, after everything was done.
      else if (!chance(0.1)) {
        queue.splice(queue.indexOf(message), 1);
        const userId = owners.get(message.transaction);
        if (userId !== undefined) noteOutcome(message.transaction, userId, outcome.done);
      }
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      workers[at] = startWorker();
    }
  };
  /** What came first stays: the copies find it credited. */
  const noteOutcome = (transaction: string, userId: number, done: string) => {
    if (done !== 'already credited' || !outcomes.has(transaction)) {
      const known = outcomes.get(transaction)?.done;
      if (known === undefined || known === 'already credited') {
        outcomes.set(transaction, { userId, done });
      }
    }
  };
  const deliverSome = async () => {
    // Including those that have given up: an operator sends them again.
    const ready = queue.filter(({ visibleAt }) => visibleAt <= world.now);
    for (const each of ready) if (each.receives >= mostReceives) each.receives = 0;
    const [one, other] = [ready[random.below(ready.length)], ready[random.below(ready.length)]];
    const both = one === other ? [one] : [one, other];
    await Promise.all(both.map((message, at) => message && deliver(message, at)));
  };

  for (let step = 0; step < 60; step += 1) {
    world.now += random.below(100) * 1000;
    if (chance(0.05)) world.now -= random.below(8) * minute;
    if (chance(0.1)) world.isServerAway = !world.isServerAway;
    if (random.chance(0.5)) await seeAd(step);
    await deliverSome();
  }
  world.hasTrouble = false;
  world.isServerAway = false;
  while (queue.length > 0) {
    world.now += 10 * minute;
    await deliverSome();
  }
  const digestOf = (transaction: string) => fingerprint(['reward', transaction]);
  return { ...(await rowsOf(table)), outcomes, digestOf, kills: world.kills };
}

const rowSchema = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  transactions: z.set(z.string()).optional(),
});

async function rowsOf(table: EngineTable): Promise<RewardRows> {
  const { Items = [] } = await table.client.send(
    new ScanCommand({ TableName: table.name, ConsistentRead: true }),
  );
  const rows = Items.map((item) => rowSchema.parse(item));
  return {
    credits: rows
      .filter(({ sk }) => sk.startsWith(creditsPrefix))
      .flatMap(({ pk, sk, transactions = new Set<string>() }) =>
        [...transactions].map((transaction) => ({
          userId: Number(pk.split('#')[1]),
          earnedOn: Number(sk.slice(creditsPrefix.length)),
          transaction,
        })),
      ),
    allowances: (await Promise.all(learners.map((userId) => dynamoCredits(table).list(userId))))
      .flat()
      .map(({ count }) => count),
    transactionRows: rows.filter(({ pk }) => pk.startsWith('REWARD#')).length,
  };
}

/** A table whose caller may die at each call, before it has happened or just after. */
function killable(
  { client, name }: EngineTable,
  fate: () => 'alive' | 'killed before' | 'killed after',
): EngineTable {
  const send = client.send.bind(client);
  const mortal = Object.create(client, {
    send: {
      value: async (command: Parameters<typeof send>[0]) => {
        const decided = fate();
        if (decided === 'killed before') throw new Killed();
        const answer = await send(command);
        if (decided === 'killed after') throw new Killed();
        return answer;
      },
    },
  });
  return { client: mortal, name };
}

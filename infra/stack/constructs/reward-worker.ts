import { Construct } from 'constructs';
import { clocks } from '../../../shared/contracts/clocks.ts';
import type { MakeFunction } from './function-factory.ts';
import { feedFromQueue } from './queue-source.ts';
import type { RewardQueue } from './reward-queue.ts';

export interface RewardWorkerProps {
  readonly makeFunction: MakeFunction;
  readonly source: RewardQueue;
}

/** The fewest that Lambda accepts: so few also ask the key server at once. */
const maximumConcurrency = 2;

/**
 * Verifies callbacks and credits them, each transaction once. It alone asks for keys, and it alone writes
 * credits. What fails is tried again for nine hours and then lies with the dead letters.
 */
export class RewardWorker extends Construct {
  constructor(scope: Construct, id: string, { makeFunction, source }: RewardWorkerProps) {
    super(scope, id);

    const { lambda } = makeFunction(this, 'credit-reward', {
      timeoutSeconds: clocks.rewardTimeoutSeconds,
    });
    feedFromQueue(this, { target: lambda, queue: source.queue, maximumConcurrency });
  }
}

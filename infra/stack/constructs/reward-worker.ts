import { Construct } from 'constructs';
import { clocks } from '../../../shared/contracts/clocks.ts';
import type { MakeFunction } from './function-factory.ts';
import { feedFromQueue } from './queue-source.ts';
import type { RewardQueue } from './reward-queue.ts';

export interface RewardWorkerProps {
  readonly makeFunction: MakeFunction;
  readonly source: RewardQueue;
}

/** The lowest value that Lambda accepts, which also keeps requests to the key server few. */
const maximumConcurrency = 2;

/**
 * Verifies callbacks and credits each transaction once. Only this function asks for keys, and only it writes
 * credits. A callback that fails is tried again for nine hours and then goes to the dead letters.
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

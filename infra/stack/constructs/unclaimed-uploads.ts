import { Construct } from 'constructs';
import { clocks } from '../../../shared/contracts/clocks.ts';
import type { MakeFunction } from './function-factory.ts';
import type { LectureQueue } from './lecture-queue.ts';
import { feedFromQueue } from './queue-source.ts';

export interface UnclaimedUploadsProps {
  readonly makeFunction: MakeFunction;
  readonly source: LectureQueue;
}

/** The fewest that Lambda accepts: nobody waits for it. */
const maximumConcurrency = 2;

/**
 * Deletes uploads that no lecture claims, within about an hour of their event, and nothing that one
 * may still claim. What fails is tried again and then lies with the dead letters, whose redrive
 * begins anew; whatever is lost is left to the bucket's lifecycle.
 */
export class UnclaimedUploads extends Construct {
  constructor(scope: Construct, id: string, { makeFunction, source }: UnclaimedUploadsProps) {
    super(scope, id);

    const { lambda } = makeFunction(this, 'delete-unclaimed', {
      timeoutSeconds: clocks.unclaimedTimeoutSeconds,
    });
    feedFromQueue(this, { target: lambda, queue: source.unclaimedQueue, maximumConcurrency });
  }
}

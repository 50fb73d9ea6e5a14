import { Construct } from 'constructs';
import { clocks } from '../../../shared/contracts/clocks.ts';
import type { MakeFunction } from './function-factory.ts';
import type { LectureQueue } from './lecture-queue.ts';
import { feedFromQueue } from './queue-source.ts';

export interface UnclaimedUploadsProps {
  readonly makeFunction: MakeFunction;
  readonly source: LectureQueue;
}

/** The lowest value that Lambda accepts: nobody waits for this function. */
const maximumConcurrency = 2;

/**
 * Deletes uploads that no lecture claims within about an hour of their event, and nothing that a lecture may
 * still claim. A message that fails is tried again and then goes to the dead letters, from where a redrive
 * begins anew. The bucket's lifecycle deletes what was lost on the way.
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

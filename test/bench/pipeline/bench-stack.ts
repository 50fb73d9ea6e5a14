import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import {
  type LocalStack,
  type LocalStackOptions,
  startLocalStack,
} from '../../../infra/local/local-stack.ts';
import { queueArnOf } from '../../support/local-queue.ts';
import { withoutThrottle } from '../../support/without-throttle.ts';

export interface BenchStack extends LocalStack {
  /** The lecture queue's ARN. */
  readonly queueArn: string;
}

type Options = Pick<LocalStackOptions, 'changeTemplate'> &
  Partial<Pick<LocalStackOptions, 'openAi'>>;

/**
 * Runs something on a local stack of its own, which keeps all in memory and ends with it. If nothing
 * else is said, its stand-in for OpenAI answers at once.
 */
export async function onBenchStack<Result>(
  options: Options,
  run: (stack: BenchStack) => Promise<Result>,
): Promise<Result> {
  const stateDirectory = await mkdtemp(join(tmpdir(), 'learning-mate-bench-'));
  try {
    const stack = await startLocalStack({
      port: 0,
      memory: true,
      stateDirectory,
      openAi: {},
      log: () => {},
      ...options,
      changeTemplate: (template) => withoutThrottle(options.changeTemplate?.(template) ?? template),
    });
    try {
      return await run({ ...stack, queueArn: queueArnOf(stack, 'LectureQueueUrl') });
    } finally {
      await stack.stop();
    }
  } finally {
    await rm(stateDirectory, { recursive: true, force: true });
  }
}

/** Waits until the worker has done with every message. */
export async function untilQueueIsEmpty({ aws, queueArn }: BenchStack): Promise<void> {
  for (;;) {
    const { visible, inFlight } = await aws.queues.attributes(queueArn);
    if (visible + inFlight === 0) return;
    await after(5);
  }
}

import { describe, expect, it } from 'vitest';
import type { ReceivedMessage } from '../../../infra/local/aws/queue-port.ts';
import {
  type EventSourceOptions,
  startEventSource,
} from '../../../infra/local/lambda/event-source.ts';
import type { InvocationResult } from '../../../infra/local/lambda/lambda-environment.ts';
import type { PolicyStatement } from '../../../infra/local/template/model.ts';
import { LogRecorder } from './log-recorder.ts';

const QUEUE_ARN = 'arn:aws:sqs:ap-northeast-2:000000000000:jobs';
const FUNCTION_ARN = 'arn:aws:lambda:ap-northeast-2:000000000000:function:worker';

const message = (body: string): ReceivedMessage => ({
  messageId: `id-${body}`,
  receiptHandle: `receipt-${body}`,
  body,
  md5OfBody: `md5-${body}`,
  attributes: { ApproximateReceiveCount: '1' },
});

const SUCCEEDED: InvocationResult = { succeeded: true, requestId: 'r', payload: 'null' };
const FAILED: InvocationResult = {
  succeeded: false,
  requestId: 'r',
  errorType: 'Error',
  errorMessage: 'asked to fail',
};

/** A queue that hands out what is put in, at once, and remembers what was deleted. */
class PlainQueue {
  readonly deleted: string[] = [];
  failuresToCome = 0;
  readonly #messages: ReceivedMessage[] = [];
  #wake: () => void = () => {};

  put(...bodies: string[]): void {
    this.#messages.push(...bodies.map(message));
    this.#wake();
  }

  async receive(
    _: string,
    { maxMessages, signal }: { maxMessages: number; signal?: AbortSignal },
  ): Promise<ReceivedMessage[]> {
    if (this.failuresToCome > 0) {
      this.failuresToCome -= 1;
      throw new Error('the queue is away');
    }
    if (this.#messages.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal?.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    return this.#messages.splice(0, maxMessages);
  }

  async delete(_: string, receiptHandle: string): Promise<void> {
    this.deleted.push(receiptHandle);
    this.#onDelete();
  }

  #onDelete: () => void = () => {};

  /** Resolves once that many messages have been deleted. */
  deletions(count: number): Promise<void> {
    return new Promise((resolve) => {
      this.#onDelete = () => {
        if (this.deleted.length >= count) resolve();
      };
      this.#onDelete();
    });
  }
}

function allowing(...actions: string[]): PolicyStatement[] {
  return [{ effect: 'Allow', actions, resources: [QUEUE_ARN] }];
}

const ALL = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

function start(
  queue: PlainQueue,
  invoke: EventSourceOptions['invoke'],
  overrides: {
    readonly statements?: PolicyStatement[];
    readonly batchSize?: number;
    readonly maximumConcurrency?: number;
    readonly log?: (line: string) => void;
  } = {},
): AsyncDisposable {
  const source = startEventSource({
    source: {
      functionArn: FUNCTION_ARN,
      queueArn: QUEUE_ARN,
      batchSize: overrides.batchSize ?? 1,
      maximumConcurrency: overrides.maximumConcurrency ?? 2,
    },
    role: {
      logicalId: 'WorkerRole',
      arn: 'arn:aws:iam::000000000000:role/worker',
      statements: overrides.statements ?? allowing(...ALL),
    },
    queues: queue,
    invoke,
    log: overrides.log ?? (() => {}),
  });
  return { [Symbol.asyncDispose]: () => source.stop() };
}

describe('an event source', () => {
  it("passes messages on in Lambda's shape and deletes them after success", async () => {
    const queue = new PlainQueue();
    const events: unknown[] = [];
    await using _ = start(
      queue,
      async (functionArn, event) => {
        events.push([functionArn, event]);
        return SUCCEEDED;
      },
      { batchSize: 2 },
    );
    queue.put('a', 'b');
    await queue.deletions(2);
    expect(queue.deleted).toEqual(['receipt-a', 'receipt-b']);
    expect(events).toEqual([
      [
        FUNCTION_ARN,
        {
          Records: ['a', 'b'].map((body) => ({
            messageId: `id-${body}`,
            receiptHandle: `receipt-${body}`,
            body,
            attributes: { ApproximateReceiveCount: '1' },
            messageAttributes: {},
            md5OfBody: `md5-${body}`,
            eventSource: 'aws:sqs',
            eventSourceARN: QUEUE_ARN,
            awsRegion: 'ap-northeast-2',
          })),
        },
      ],
    ]);
  });

  it('leaves a message to its visibility timeout when the function fails', async () => {
    const queue = new PlainQueue();
    let invocations = 0;
    await using _ = start(queue, async () => {
      invocations += 1;
      return invocations === 1 ? FAILED : SUCCEEDED;
    });
    queue.put('poison', 'fine');
    await queue.deletions(1);
    expect(queue.deleted).toEqual(['receipt-fine']);
  });

  it('works on no more events at once than its maximum concurrency', async () => {
    const queue = new PlainQueue();
    let running = 0;
    let most = 0;
    await using _ = start(queue, async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return SUCCEEDED;
    });
    queue.put('a', 'b', 'c', 'd', 'e', 'f');
    await queue.deletions(6);
    expect(most).toBe(2);
  });

  it('goes on after the queue could not be read, and says so', async () => {
    const queue = new PlainQueue();
    queue.failuresToCome = 1;
    const recorder = new LogRecorder();
    await using _ = start(queue, async () => SUCCEEDED, { log: recorder.log });
    await recorder.line(/the queue is away/);
    queue.put('a');
    await queue.deletions(1);
  });

  it('waits for the event under way when it stops', async () => {
    const queue = new PlainQueue();
    const started = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<InvocationResult>();
    const source = start(queue, () => {
      started.resolve();
      return finish.promise;
    });
    queue.put('a');
    await started.promise;
    const stopped = source[Symbol.asyncDispose]();
    finish.resolve(SUCCEEDED);
    await stopped;
    expect(queue.deleted).toEqual(['receipt-a']);
  });

  it.each(ALL)('does not start for a role without %s', (action) => {
    const statements = allowing(...ALL.filter((other) => other !== action));
    expect(() => start(new PlainQueue(), async () => SUCCEEDED, { statements })).toThrow(
      `role WorkerRole lacks ${action} on ${QUEUE_ARN}`,
    );
  });
});

import { setTimeout as after } from 'node:timers/promises';
import { isAllowed } from '../aws/iam.ts';
import type { QueuePort, ReceivedMessage } from '../aws/queue-port.ts';
import { LOCAL_REGION, type LocalEventSource, type LocalRole } from '../template/model.ts';
import type { InvocationResult } from './lambda-environment.ts';

const LONG_POLL_SECONDS = 20;
const FIRST_RETRY_MILLISECONDS = 250;
const LONGEST_RETRY_MILLISECONDS = 5_000;
const POLLER_ACTIONS = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

export interface EventSourceOptions {
  readonly source: LocalEventSource;
  /** The function's role, which must be allowed to read the queue. */
  readonly role: LocalRole;
  readonly queues: Pick<QueuePort, 'receive' | 'delete'>;
  readonly invoke: (functionArn: string, event: unknown) => Promise<InvocationResult>;
  readonly log: (line: string) => void;
}

export interface EventSource {
  /** Stops receiving, and resolves once the events under way are done. */
  stop(): Promise<void>;
}

function toRecord(message: ReceivedMessage, queueArn: string): Record<string, unknown> {
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: message.attributes,
    messageAttributes: {},
    md5OfBody: message.md5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: LOCAL_REGION,
  };
}

/**
 * Polls a queue for a function, as Lambda's event source mapping does. At most `maximumConcurrency` events
 * run at once. Messages are deleted after success, and left to their visibility timeout after a failure.
 * @throws Error if the function's role may not read the queue, as creating the mapping would
 */
export function startEventSource(options: EventSourceOptions): EventSource {
  const { source, role, queues, log } = options;
  const { queueArn, functionArn } = source;
  const missing = POLLER_ACTIONS.filter((action) => !isAllowed(role.statements, action, queueArn));
  if (missing.length > 0) {
    throw new Error(
      `event source: role ${role.logicalId} lacks ${missing.join(', ')} on ${queueArn}`,
    );
  }
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();

  async function handle(messages: readonly ReceivedMessage[]): Promise<void> {
    const result = await options.invoke(functionArn, {
      Records: messages.map((message) => toRecord(message, queueArn)),
    });
    if (!result.succeeded) return;
    for (const { receiptHandle } of messages) await queues.delete(queueArn, receiptHandle);
  }

  async function poll(): Promise<void> {
    let retryMilliseconds = FIRST_RETRY_MILLISECONDS;
    while (!stopping.signal.aborted) {
      if (underWay.size >= source.maximumConcurrency) {
        await Promise.race(underWay);
        continue;
      }
      try {
        const messages = await queues.receive(queueArn, {
          waitSeconds: LONG_POLL_SECONDS,
          maxMessages: source.batchSize,
          signal: stopping.signal,
        });
        retryMilliseconds = FIRST_RETRY_MILLISECONDS;
        if (messages.length === 0) continue;
        const work = handle(messages)
          .catch((error: unknown) => log(`event source ${queueArn}: ${String(error)}`))
          .finally(() => underWay.delete(work));
        underWay.add(work);
      } catch (error) {
        if (stopping.signal.aborted) return;
        log(`event source ${queueArn}: ${String(error)}`);
        await after(retryMilliseconds, undefined, { signal: stopping.signal }).catch(() => {});
        retryMilliseconds = Math.min(retryMilliseconds * 2, LONGEST_RETRY_MILLISECONDS);
      }
    }
  }

  const polling = poll();
  return {
    stop: async () => {
      stopping.abort();
      await polling;
      await Promise.all(underWay);
    },
  };
}

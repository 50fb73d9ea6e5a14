import { isDeepStrictEqual } from 'node:util';
import { buildApp } from 'fauxqs';
import { LOCAL_REGION, type LocalQueue } from '../template/model.ts';
import { type ArchivedMessage, deadLetterArchive } from './dead-letter-archive.ts';
import type { JsonReply } from './json-protocol.ts';
import type { QueueDepth, QueuePort, ReceivedMessage } from './queue-port.ts';
import { QueueWakeups } from './queue-wakeups.ts';
import {
  attributesSchema,
  holdsMessages,
  inspectionSchema,
  longestSeconds,
  receivedSchema,
  sentSchema,
} from './sqs-shapes.ts';

/**
 * Runs fauxqs, which is called by inject() only, because its own server would listen on every interface. Its
 * long poll is not used either, because one that was abandoned still takes the next message out of the queue.
 */
export class SqsEngine implements QueuePort {
  readonly #app = buildApp({ logger: false, defaultRegion: LOCAL_REGION });
  readonly #queues: readonly LocalQueue[];
  readonly #wakeups = new QueueWakeups();
  readonly #archive: ReturnType<typeof deadLetterArchive> | undefined;
  readonly #log: (line: string) => void;
  readonly #background = new Set<Promise<void>>();
  /** What was last written of each dead-letter queue, so that only changes are written. */
  readonly #kept: Record<string, ArchivedMessage[]> = {};

  constructor(
    queues: readonly LocalQueue[],
    stateDirectory: string | undefined,
    log: (line: string) => void,
  ) {
    this.#queues = queues;
    this.#archive = stateDirectory === undefined ? undefined : deadLetterArchive(stateDirectory);
    this.#log = log;
  }

  async start(): Promise<void> {
    const redriven = (queue: LocalQueue) => (queue.redrive === undefined ? 0 : 1);
    const deadLetterQueuesFirst = [...this.#queues].sort((a, b) => redriven(a) - redriven(b));
    for (const queue of deadLetterQueuesFirst) {
      await this.#must('CreateQueue', {
        QueueName: queue.name,
        Attributes: {
          VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
          MessageRetentionPeriod: String(queue.messageRetentionSeconds),
          ...(queue.redrive && {
            RedrivePolicy: JSON.stringify({
              deadLetterTargetArn: queue.redrive.deadLetterQueueArn,
              maxReceiveCount: queue.redrive.maxReceiveCount,
            }),
          }),
        },
      });
    }
    Object.assign(this.#kept, await this.#archive?.read());
    for (const [name, messages] of Object.entries(this.#kept)) {
      if (!this.#isDeadLetterQueue(name)) continue;
      for (const { body, messageAttributes } of messages) {
        await this.#must('SendMessage', {
          QueueUrl: engineUrl(name),
          MessageBody: body,
          MessageAttributes: messageAttributes,
        });
      }
    }
  }

  /** Makes one SQS call in its JSON shape, on a queue of the stack. It never waits. */
  async call(
    action: string,
    queueName: string | undefined,
    parameters: Record<string, unknown>,
  ): Promise<JsonReply> {
    const reply = await this.#inject(action, {
      ...parameters,
      ...(queueName === undefined ? {} : { QueueUrl: engineUrl(queueName) }),
      ...(action === 'ReceiveMessage' ? { WaitTimeSeconds: 0 } : {}),
    });
    if (queueName !== undefined && reply.status === 200) {
      this.#follow(action, queueName, parameters, reply);
    }
    return reply;
  }

  /** Makes a ReceiveMessage call that waits; see `QueuePort.receive`. */
  async receiveCall(
    queueName: string,
    parameters: Record<string, unknown>,
    waitSeconds: number,
    signal: AbortSignal | undefined,
  ): Promise<JsonReply> {
    const deadlineMs = performance.now() + waitSeconds * 1000;
    for (;;) {
      const seenCount = this.#wakeups.count(queueName);
      const reply = await this.call('ReceiveMessage', queueName, parameters);
      const leftMs = deadlineMs - performance.now();
      if (
        reply.status !== 200 ||
        holdsMessages(reply) ||
        leftMs <= 0 ||
        signal?.aborted ||
        this.#wakeups.stopped
      )
        return reply;
      await this.#wakeups.wait(queueName, seenCount, leftMs, signal);
    }
  }

  async receive(
    queueArn: string,
    options: { waitSeconds: number; maxMessages: number; signal?: AbortSignal },
  ): Promise<ReceivedMessage[]> {
    if (options.signal?.aborted) return [];
    const reply = await this.receiveCall(
      this.#nameOf(queueArn),
      { MaxNumberOfMessages: options.maxMessages, MessageSystemAttributeNames: ['All'] },
      options.waitSeconds,
      options.signal,
    );
    return receivedSchema.parse(succeeded('ReceiveMessage', reply)).Messages.map((message) => ({
      messageId: message.MessageId,
      receiptHandle: message.ReceiptHandle,
      body: message.Body,
      md5OfBody: message.MD5OfBody,
      attributes: message.Attributes,
    }));
  }

  async delete(queueArn: string, receiptHandle: string): Promise<void> {
    const reply = await this.call('DeleteMessage', this.#nameOf(queueArn), {
      ReceiptHandle: receiptHandle,
    });
    succeeded('DeleteMessage', reply);
  }

  async send(queueArn: string, body: string): Promise<string> {
    const reply = await this.call('SendMessage', this.#nameOf(queueArn), { MessageBody: body });
    return sentSchema.parse(succeeded('SendMessage', reply)).MessageId;
  }

  async attributes(queueArn: string): Promise<QueueDepth> {
    const reply = await this.call('GetQueueAttributes', this.#nameOf(queueArn), {
      AttributeNames: ['All'],
    });
    const { Attributes } = attributesSchema.parse(succeeded('GetQueueAttributes', reply));
    return {
      visible: Number(Attributes['ApproximateNumberOfMessages']),
      inFlight: Number(Attributes['ApproximateNumberOfMessagesNotVisible']),
      delayed: Number(Attributes['ApproximateNumberOfMessagesDelayed']),
    };
  }

  async stop(): Promise<void> {
    this.#wakeups.stop();
    await Promise.all(this.#background);
    await this.#app.close();
  }

  /** Wakes long polls that can now, or at a later time, get what this call has changed. */
  #follow(
    action: string,
    queueName: string,
    parameters: Record<string, unknown>,
    reply: JsonReply,
  ): void {
    const queue = this.#queues.find((candidate) => candidate.name === queueName);
    if (queue === undefined) return;
    if (action === 'ReceiveMessage') {
      if (holdsMessages(reply)) {
        const seconds = longestSeconds(parameters, 'VisibilityTimeout');
        this.#wakeLater(queueName, seconds ?? queue.visibilityTimeoutSeconds);
      }
      const target = queue.redrive?.deadLetterQueueArn;
      const deadLetterQueue = this.#queues.find((candidate) => candidate.arn === target);
      // Only a receive moves messages to the dead-letter queue, and its answer does not say so.
      if (deadLetterQueue) {
        this.#wakeups.wake(deadLetterQueue.name);
        this.#keep(deadLetterQueue.name);
      }
    } else if (action.startsWith('SendMessage')) {
      this.#wakeups.wake(queueName);
      const seconds = longestSeconds(parameters, 'DelaySeconds');
      if (seconds) this.#wakeLater(queueName, seconds);
    } else if (action.startsWith('ChangeMessageVisibility')) {
      this.#wakeups.wake(queueName);
      const seconds = longestSeconds(parameters, 'VisibilityTimeout');
      if (seconds) this.#wakeLater(queueName, seconds);
    }
    if (CHANGES_CONTENTS.test(action) && this.#isDeadLetterQueue(queueName)) this.#keep(queueName);
  }

  #wakeLater(queueName: string, seconds: number): void {
    // A few milliseconds are added, since the queue compares with its own clock and too early would find
    // nothing.
    this.#wakeups.wakeAfter(queueName, seconds * 1000 + 5);
  }

  #keep(queueName: string): void {
    const archive = this.#archive;
    if (archive === undefined) return;
    const kept = this.#contents(queueName)
      .then(async (messages) => {
        if (isDeepStrictEqual(this.#kept[queueName] ?? [], messages)) return;
        this.#kept[queueName] = messages;
        await archive.save(this.#kept);
      })
      .catch((error: unknown) => this.#log(`${queueName} was not written to disk: ${error}`))
      .finally(() => this.#background.delete(kept));
    this.#background.add(kept);
  }

  async #contents(queueName: string): Promise<ArchivedMessage[]> {
    const reply = await this.#app.inject({ url: `/_fauxqs/queues/${queueName}` });
    const { messages } = inspectionSchema.parse(JSON.parse(reply.body));
    return [
      ...messages.ready,
      ...messages.delayed,
      ...messages.inflight.map((entry) => entry.message),
    ].map(({ body, messageAttributes }) => ({ body, messageAttributes }));
  }

  #isDeadLetterQueue(name: string): boolean {
    const arn = this.#queues.find((queue) => queue.name === name)?.arn;
    return this.#queues.some((queue) => queue.redrive?.deadLetterQueueArn === arn);
  }

  #nameOf(queueArn: string): string {
    const queue = this.#queues.find((candidate) => candidate.arn === queueArn);
    if (queue === undefined) throw new Error(`the stack has no queue ${queueArn}`);
    return queue.name;
  }

  async #must(action: string, parameters: Record<string, unknown>): Promise<void> {
    succeeded(action, await this.#inject(action, parameters));
  }

  async #inject(action: string, parameters: Record<string, unknown>): Promise<JsonReply> {
    const reply = await this.#app.inject({
      method: 'POST',
      url: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AmazonSQS.${action}`,
      },
      payload: JSON.stringify(parameters),
    });
    const queryError = reply.headers['x-amzn-query-error'];
    return {
      status: reply.statusCode,
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        ...(typeof queryError === 'string' ? { 'x-amzn-query-error': queryError } : {}),
      },
      body: reply.body,
    };
  }
}

const CHANGES_CONTENTS = /^(?:SendMessage|DeleteMessage|PurgeQueue)/;

/** fauxqs reads only the last segment; host and account were checked before. */
const engineUrl = (queueName: string) => `http://engine/000000000000/${queueName}`;

function succeeded(action: string, reply: JsonReply): unknown {
  if (reply.status !== 200) throw new Error(`SQS ${action} failed: ${reply.body}`);
  return JSON.parse(reply.body || '{}');
}

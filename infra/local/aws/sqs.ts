import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION, type LocalQueue } from '../template/model.ts';
import { type Authorizer, type Caller, denialMessage } from './authorization.ts';
import {
  type JsonReply,
  JsonServiceError,
  jsonReply,
  parseJsonObject,
  parseParameters,
  unknownOperation,
} from './json-protocol.ts';
import type { SqsEngine } from './sqs-engine.ts';

/** The IAM action that each operation needs; batches have no action of their own. */
const QUEUE_ACTIONS: Readonly<Record<string, string>> = {
  SendMessage: 'sqs:SendMessage',
  SendMessageBatch: 'sqs:SendMessage',
  ReceiveMessage: 'sqs:ReceiveMessage',
  DeleteMessage: 'sqs:DeleteMessage',
  DeleteMessageBatch: 'sqs:DeleteMessage',
  ChangeMessageVisibility: 'sqs:ChangeMessageVisibility',
  ChangeMessageVisibilityBatch: 'sqs:ChangeMessageVisibility',
  GetQueueAttributes: 'sqs:GetQueueAttributes',
  PurgeQueue: 'sqs:PurgeQueue',
};
const INVALID = 'com.amazonaws.sqs#InvalidParameterValue';
const queueCall = z.looseObject({
  QueueUrl: z.string(),
  WaitTimeSeconds: z.number().min(0).max(20).optional(),
});
const nameCall = z.looseObject({ QueueName: z.string() });
const handles = z.object({
  Messages: z.array(z.looseObject({ ReceiptHandle: z.string() })).default([]),
});

/** SQS on the edge: it checks the caller and the queue, and answers queue URLs with the edge's own origin. */
export class Sqs {
  readonly #engine: SqsEngine;
  readonly #authorizer: Authorizer;
  readonly #queues: readonly LocalQueue[];
  readonly #origin: () => string;

  constructor(
    engine: SqsEngine,
    authorizer: Authorizer,
    queues: readonly LocalQueue[],
    origin: () => string,
  ) {
    this.#engine = engine;
    this.#authorizer = authorizer;
    this.#queues = queues;
    this.#origin = origin;
  }

  /**
   * @param response watched, because a client may leave during a long poll
   * @throws JsonServiceError
   */
  async handle(
    caller: Caller,
    operation: string,
    body: Uint8Array,
    response: ServerResponse,
  ): Promise<JsonReply> {
    const parameters = parseJsonObject(body);
    if (operation === 'ListQueues') {
      this.#require(caller, 'sqs:ListQueues', '*');
      return ok({ QueueUrls: this.#queues.map((queue) => this.#urlOf(queue)) });
    }
    if (operation === 'GetQueueUrl') {
      const { QueueName } = parseParameters(nameCall, parameters, INVALID);
      this.#require(caller, 'sqs:GetQueueUrl', arnOf(QueueName));
      return ok({ QueueUrl: this.#urlOf(this.#existing(QueueName)) });
    }
    const action = QUEUE_ACTIONS[operation];
    if (action === undefined) {
      throw unknownOperation(`The local stack does not offer sqs:${operation}.`);
    }
    const call = parseParameters(queueCall, parameters, INVALID);
    const name = this.#nameIn(call.QueueUrl);
    this.#require(caller, action, arnOf(name));
    const queue = this.#existing(name);
    if (operation !== 'ReceiveMessage') return this.#engine.call(operation, queue.name, parameters);
    return this.#receive(queue, parameters, call.WaitTimeSeconds ?? 0, response);
  }

  async #receive(
    queue: LocalQueue,
    parameters: Record<string, unknown>,
    waitSeconds: number,
    response: ServerResponse,
  ): Promise<JsonReply> {
    const left = new AbortController();
    const leave = () => left.abort();
    response.once('close', leave);
    try {
      const reply = await this.#engine.receiveCall(
        queue.name,
        parameters,
        waitSeconds,
        left.signal,
      );
      if (left.signal.aborted && reply.status === 200) await this.#putBack(queue, reply);
      return reply;
    } finally {
      response.off('close', leave);
    }
  }

  /** Makes messages visible again that were received for a client who has left. */
  async #putBack(queue: LocalQueue, reply: JsonReply): Promise<void> {
    for (const { ReceiptHandle } of handles.parse(JSON.parse(reply.body)).Messages) {
      await this.#engine.call('ChangeMessageVisibility', queue.name, {
        ReceiptHandle,
        VisibilityTimeout: 0,
      });
    }
  }

  #urlOf(queue: LocalQueue): string {
    return `${this.#origin()}/${LOCAL_ACCOUNT}/${queue.name}`;
  }

  /** Reads the queue's name from its URL, which must be the edge's, by any name of the loopback. */
  #nameIn(queueUrl: string): string {
    const edge = new URL(this.#origin());
    const url = URL.parse(queueUrl);
    const [, account, name, ...rest] = url?.pathname.split('/') ?? [];
    const loopback = url?.hostname === 'localhost' || url?.hostname === edge.hostname;
    if (!loopback || url?.port !== edge.port || account !== LOCAL_ACCOUNT || !name || rest.length) {
      throw nonExistentQueue();
    }
    return name;
  }

  #existing(name: string): LocalQueue {
    const queue = this.#queues.find((candidate) => candidate.name === name);
    if (queue === undefined) throw nonExistentQueue();
    return queue;
  }

  #require(caller: Caller, action: string, resource: string): void {
    if (this.#authorizer.allows(caller, action, resource)) return;
    throw new JsonServiceError(
      'com.amazon.coral.service#AccessDeniedException',
      denialMessage(caller, action, resource),
      403,
      'AccessDenied',
    );
  }
}

const arnOf = (name: string) => `arn:aws:sqs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${name}`;

const ok = (body: unknown) => jsonReply(body, '1.0');

const nonExistentQueue = () =>
  new JsonServiceError(
    'com.amazonaws.sqs#QueueDoesNotExist',
    'The specified queue does not exist.',
    400,
    'AWS.SimpleQueueService.NonExistentQueue',
  );

import { readQueueMessage } from '../../../shared/adapters/queue-message.ts';
import { clocks } from '../../../shared/contracts/clocks.ts';
import type { LectureMessage } from '../../../shared/lectures/ports.ts';

export interface QueuedMessage {
  readonly id: string;
  readonly body: string;
  /** Milliseconds since the epoch. */
  visibleAt: number;
  receiveCount: number;
}

/**
 * A standard queue with its dead-letter queue: at least once, in any order. A message is hidden
 * while it is worked on, and comes back unless it was deleted.
 */
export class MemoryQueue {
  readonly messages: QueuedMessage[] = [];
  readonly dead: QueuedMessage[] = [];
  /** Keys of uploads some event of which was lost. */
  readonly lostEventsOf = new Set<string>();
  readonly #clock: () => number;
  #sent = 0;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  send(content: LectureMessage | S3Event, delaySeconds = 0): void {
    this.#sent += 1;
    const id = `m${this.#sent}`;
    const body = JSON.stringify(content);
    const visibleAt = this.#clock() + delaySeconds * 1000;
    this.messages.push({ id, body, visibleAt, receiveCount: 0 });
  }

  visible(): QueuedMessage[] {
    return this.messages.filter(({ visibleAt }) => visibleAt <= this.#clock());
  }

  /**
   * One of the visible messages, since SQS keeps no order. Messages received too often go to the dead
   * letters.
   */
  receive(choice: number): QueuedMessage | undefined {
    for (;;) {
      const visible = this.visible();
      const message = visible[choice % Math.max(1, visible.length)];
      if (!message) return undefined;
      if (message.receiveCount < clocks.maximumReceives) {
        message.receiveCount += 1;
        message.visibleAt = this.#clock() + clocks.queueVisibilitySeconds * 1000;
        return message;
      }
      this.delete(message);
      this.dead.push(message);
    }
  }

  hide(message: QueuedMessage, seconds: number): void {
    message.visibleAt = this.#clock() + seconds * 1000;
  }

  delete(message: QueuedMessage): void {
    const index = this.messages.indexOf(message);
    if (index >= 0) this.messages.splice(index, 1);
  }

  /** The same message once more although somebody has it, as a standard queue may deliver it. */
  deliverAgain(choice: number): QueuedMessage | undefined {
    const message = this.messages[choice % Math.max(1, this.messages.length)];
    if (message) message.visibleAt = this.#clock();
    return message;
  }

  /** The same content as another message: S3 sends an event at least once. */
  copy(choice: number): QueuedMessage | undefined {
    const message = this.messages[choice % Math.max(1, this.messages.length)];
    if (!message) return undefined;
    this.#sent += 1;
    const copy = { ...message, id: `m${this.#sent}`, visibleAt: this.#clock(), receiveCount: 0 };
    this.messages.push(copy);
    return copy;
  }

  /** An upload's event that never came. Nothing else is lost: SQS keeps what it accepted. */
  loseEvent(choice: number): QueuedMessage | undefined {
    const events = this.messages.filter(
      ({ body, receiveCount }) => receiveCount === 0 && body.includes('"Records"'),
    );
    const message = events[choice % Math.max(1, events.length)];
    if (!message) return undefined;
    this.delete(message);
    const event: S3Event = JSON.parse(message.body);
    for (const { s3 } of event.Records) this.lostEventsOf.add(s3.object.key);
    return message;
  }

  /** As the operator's redrive does: sent again with its stamp, not moved. */
  redriveDead(to: MemoryQueue = this): void {
    for (const message of this.dead.splice(0)) {
      const content = readQueueMessage(message.body);
      if (content) to.send({ ...content, redrive: true });
    }
  }
}

export interface S3Event {
  readonly Records: readonly {
    readonly s3: {
      readonly object: { readonly key: string; readonly size: number; readonly eTag: string };
    };
  }[];
}

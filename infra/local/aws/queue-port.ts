/** A message as a poller hands it to a function. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  /** System attributes as SQS names them: `ApproximateReceiveCount`, `SentTimestamp` (ms), … */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface QueueDepth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** The queues from the inside, for event source pollers and service principals. No role is checked here. */
export interface QueuePort {
  /**
   * Waits up to `waitSeconds` and returns as soon as there is a message. It returns nothing after the wait or
   * an abort, but messages taken at the very moment of an abort are still returned.
   */
  receive(
    queueArn: string,
    options: {
      readonly waitSeconds: number;
      readonly maxMessages: number;
      readonly signal?: AbortSignal;
    },
  ): Promise<ReceivedMessage[]>;
  delete(queueArn: string, receiptHandle: string): Promise<void>;
  /** @returns the message id */
  send(queueArn: string, body: string): Promise<string>;
  attributes(queueArn: string): Promise<QueueDepth>;
}

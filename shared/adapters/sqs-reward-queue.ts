import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { parsedJson } from '../contracts/parsed-json.ts';
import type { RewardCallback, RewardQueue } from '../rewards/take-callback.ts';

const message = z.object({ query: z.string(), receivedAt: z.number() });

/** Queues callbacks for the function that verifies them. */
export function sqsRewardQueue(client: SQSClient, queueUrl: string): RewardQueue {
  return {
    async send({ query, receivedAt }) {
      const body = JSON.stringify({ query, receivedAt });
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
    },
  };
}

/** @returns undefined where it is no callback */
export function readRewardMessage(body: string): RewardCallback | undefined {
  const read = message.safeParse(parsedJson(body));
  return read.success ? read.data : undefined;
}

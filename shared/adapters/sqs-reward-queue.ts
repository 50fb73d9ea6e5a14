import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { parsedJson } from '../contracts/parsed-json.ts';
import type { RewardCallback, RewardQueue } from '../rewards/take-callback.ts';

const message = z.object({ query: z.string(), receivedAt: z.number() });

/** Keeps callbacks for whoever verifies them. */
export function sqsRewardQueue(client: SQSClient, queueUrl: string): RewardQueue {
  return {
    async send({ query, receivedAt }) {
      const body = JSON.stringify({ query, receivedAt });
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
    },
  };
}

/** Undefined for what is no callback. */
export function readRewardMessage(body: string): RewardCallback | undefined {
  const read = message.safeParse(parsedJson(body));
  return read.success ? read.data : undefined;
}

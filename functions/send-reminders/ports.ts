import { randomUUID } from 'node:crypto';
import type { SQSClient } from '@aws-sdk/client-sqs';
import {
  dynamoLastTaught,
  dynamoPushKey,
  dynamoReminders,
} from '../../shared/adapters/dynamo-reminders.ts';
import { sqsReminderQueue } from '../../shared/adapters/sqs-reminder-queue.ts';
import type { VapidKey } from '../../shared/adapters/vapid-key.ts';
import type { Environment } from '../../shared/contracts/environment.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { countBy } from '../../shared/platform/metrics.ts';
import { pushSender } from '../../shared/platform/push-sender.ts';
import type { FindDuePorts } from '../../shared/reminders/find-due.ts';
import type { PushKeyStore, PushOutcome } from '../../shared/reminders/ports.ts';
import type { SendPorts } from '../../shared/reminders/send.ts';

/** Wires what finds and what sends reminders. Both have one role. */
export function reminderPorts(
  environment: Environment<'send-reminders'>,
  sqs: SQSClient,
): FindDuePorts &
  SendPorts & { readonly pushKey: Pick<PushKeyStore, 'keep'> } & {
    readonly readKey: () => Promise<VapidKey>;
    /** Measures what was counted since the last call, in one line for each outcome. */
    readonly tellCounts: () => void;
  } {
  const table = dynamoTable(environment.TABLE_NAME);
  const counted = new Map<PushOutcome['kind'], number>();
  return {
    reminders: dynamoReminders(table),
    lastTaught: dynamoLastTaught(table),
    pushKey: dynamoPushKey(table),
    queue: sqsReminderQueue(sqs, environment.REMINDER_QUEUE_URL),
    ...pushSender(environment),
    clock: Date.now,
    newName: randomUUID,
    count: (outcome) => counted.set(outcome, (counted.get(outcome) ?? 0) + 1),
    tellCounts() {
      for (const [outcome, count] of counted) countBy('PushMessages', { Outcome: outcome }, count);
      counted.clear();
    },
  };
}

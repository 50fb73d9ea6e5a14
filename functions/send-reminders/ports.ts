import { randomUUID } from 'node:crypto';
import type { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import {
  dynamoLastTaught,
  dynamoPushKey,
  dynamoReminders,
} from '../../shared/adapters/dynamo-reminders.ts';
import { pushServicesOf } from '../../shared/adapters/push-hosts.ts';
import { sqsReminderQueue } from '../../shared/adapters/sqs-reminder-queue.ts';
import { type VapidKey, vapidKeyOf } from '../../shared/adapters/vapid-key.ts';
import { webPush } from '../../shared/adapters/web-push.ts';
import type { Environment } from '../../shared/contracts/environment.ts';
import { ConfigurationError } from '../../shared/platform/configuration-error.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { log } from '../../shared/platform/log.ts';
import { countBy } from '../../shared/platform/metrics.ts';
import { secretReader } from '../../shared/platform/secrets.ts';
import type { FindDuePorts } from '../../shared/reminders/find-due.ts';
import type { PushKeyStore, PushOutcome } from '../../shared/reminders/ports.ts';
import type { SendPorts } from '../../shared/reminders/send.ts';

const secretSchema = z.object({ vapid: z.string().check(z.minLength(32)) });

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
  const readKey = keyReader(secretReader(environment.PUSH_SECRET_ARN));
  return {
    reminders: dynamoReminders(table),
    lastTaught: dynamoLastTaught(table),
    pushKey: dynamoPushKey(table),
    queue: sqsReminderQueue(sqs, environment.REMINDER_QUEUE_URL),
    push: webPush({
      readKey,
      contact: environment.PUSH_CONTACT,
      isPushService: pushServicesOf(environment.PUSH_HOSTS),
      fetch,
      clock: Date.now,
      note: (what) => log('warn', 'not pushed', what),
    }),
    readKey,
    clock: Date.now,
    newName: randomUUID,
    count: (outcome) => counted.set(outcome, (counted.get(outcome) ?? 0) + 1),
    tellCounts() {
      for (const [outcome, count] of counted) countBy('PushMessages', { Outcome: outcome }, count);
      counted.clear();
    },
  };
}

/** The key is derived once, because its secret never changes. */
function keyReader(readSecret: () => Promise<string>): () => Promise<VapidKey> {
  let kept: VapidKey | undefined;
  return async () => {
    kept ??= vapidKeyOf(secretOf(await readSecret()));
    return kept;
  };
}

function secretOf(text: string): string {
  try {
    return secretSchema.parse(JSON.parse(text)).vapid;
  } catch {
    throw new ConfigurationError('The secret of Web Push is not what was generated');
  }
}

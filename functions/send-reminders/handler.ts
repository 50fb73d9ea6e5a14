import type { Context, ScheduledEvent, SQSEvent } from 'aws-lambda';
import { readReminderMessage } from '../../shared/adapters/sqs-reminder-queue.ts';
import { sendRemindersEnvironment } from '../../shared/contracts/environment.ts';
import { backgroundHandler } from '../../shared/platform/background-handler.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { log } from '../../shared/platform/log.ts';
import { sqsClient } from '../../shared/platform/sqs-client.ts';
import { findDue } from '../../shared/reminders/find-due.ts';
import { sendMessage } from '../../shared/reminders/send.ts';
import { reminderPorts } from './ports.ts';

const ports = reminderPorts(
  await loadEnvironment('send-reminders', sendRemindersEnvironment),
  sqsClient(),
);

/** A run that has less time than this stops looking and leaves the rest to the next one. */
const marginMilliseconds = 5_000;

/** Finds every minute who is due. It also keeps the public key that devices subscribe with. */
async function find(context: Context): Promise<void> {
  const { publicKey } = await ports.readKey();
  await ports.pushKey.keep(publicKey);
  const hasTime = () => context.getRemainingTimeInMillis() > marginMilliseconds;
  const found = await findDue(ports, hasTime);
  log('info', 'looked who is due', { found: found ?? 'others wait' });
}

/** Sends the queue's messages one at a time. A message that fails comes back, and finds its claims taken. */
async function send({ Records }: SQSEvent): Promise<void> {
  for (const { body } of Records) {
    const message = readReminderMessage(body);
    try {
      if (message) await sendMessage(ports, message);
      else log('warn', 'message without a reminder: acknowledged');
    } finally {
      ports.tellCounts();
    }
  }
}

export const handler = backgroundHandler((event: SQSEvent | ScheduledEvent, context) =>
  'Records' in event ? send(event) : find(context),
);

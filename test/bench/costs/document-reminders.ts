import { duePerMessage } from '../../../shared/reminders/find-due.ts';
import { assumed, bytesPerGb, measured } from './assumptions.ts';
import { dollarsOfAll, type Usage } from './charges.ts';
import type { DocumentInputs } from './document-months.ts';
import { type ReminderDay, reminderDay } from './reminder-day.ts';
import { dollars, number, table } from './table-text.ts';

const learners = 1_000_000;

/** What reminders cost and how long they take if there are a million learners to remind. */
export function reminding(inputs: DocumentInputs): string {
  const { reminderMaximumConcurrency: concurrency } = inputs;
  const usual = reminderDay({ learners, concurrency });
  const sameHour = reminderDay({
    ...{ learners, concurrency },
    taughtAtHour: (learner) => 22 + learner / learners,
  });
  const sameMinute = reminderDay({ learners, concurrency, taughtAtHour: () => 15 });
  const days = [usual, sameHour, sameMinute];
  const seconds = (value: number) => `${number(value)} s`;
  const { unitsPerReminder: turn, unitsPerToldEnd: end } = measured;
  return `## A million reminders

This is a day on which a million learners are reminded. The product's own rules plan it, and it is simulated minute by
minute (test/bench/costs/reminder-day.ts), with ${concurrency} messages of ${duePerMessage} learners at work at once
(\`reminderMaximumConcurrency\`). The times at which learners teach are assumed, and so is the ${assumed.reminderMessageSeconds} s that a message takes.

${table(
  ['', 'taught through the day', 'all between 22 and 23', 'all in one minute'],
  [
    ['learners due in the busiest minute', ...days.map((day) => number(day.mostPerMinute))],
    ['until it is sent, median', ...days.map((day) => seconds(day.secondsToSend.median))],
    ['until it is sent, at most', ...days.map((day) => seconds(day.secondsToSend.most))],
    [
      'writes a second to the busiest partition (limit 1,000)',
      ...days.map((day) => number(day.mostShardWritesPerSecond)),
    ],
    [
      'units read at once from the busiest partition (limit 3,000 a second)',
      ...days.map((day) => number(day.mostShardReadsPerSecond)),
    ],
    ['**dollars**', ...days.map((day) => `**${dollars(dollarsOfAll(usageOf(day, inputs)))}**`)],
  ],
)}

A turn takes ${turn.writes} WRU and ${turn.reads} RRU, whether it sends the reminder or postpones it. Telling a device of the end of a lecture
takes ${end.writes} WRU (test/integration/adapters/reminder-cost.test.ts). “All of it on one day” above shows what this adds to an
active day. Every other partition is a learner's own. Learners whose reminders have ended, or who never asked for any,
are in no index and cost nothing. Asking who is due costs ${number((24 * 60 * 8) / 2)} RRU a day even if nobody is.`;
}

function usageOf(day: ReminderDay, { stage }: DocumentInputs): readonly Usage[] {
  const { unitsPerReminder: turn } = measured;
  const gigabytes = stage.apiMemoryMegabytes / 1_024;
  const of = (meter: Usage['meter'], quantity: number): Usage => ({
    ...{ what: 'reminders', meter, quantity },
  });
  return [
    of('writeUnits', day.sent * turn.writes),
    of('readUnits', day.sent * turn.reads + day.indexReads),
    of('lambdaRequests', day.messages),
    of('lambdaGbSeconds', day.messages * assumed.reminderMessageSeconds * gigabytes),
    // Sent ten at a time, received and deleted.
    of('sqsRequests', day.messages * 2.1),
    of('transferOutGb', (day.sent * assumed.pushBytes) / bytesPerGb),
  ];
}

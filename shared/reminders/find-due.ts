import type { Due, ReminderMessage, ReminderQueue, ReminderStore } from './ports.ts';

export interface FindDuePorts {
  readonly reminders: Pick<ReminderStore, 'listDue'>;
  readonly queue: Pick<ReminderQueue, 'sendAll' | 'waiting'>;
  readonly clock: () => number;
}

/**
 * One message carries this many learners. They are reminded side by side, within the time that one of
 * them takes.
 */
export const duePerMessage = 20;
/** SQS takes at most this many messages in one request. */
const messagesPerRequest = 10;
/**
 * With more messages than this in the queue, the finder waits: it would only find the same learners
 * again.
 */
const mostWaiting = 50;

/**
 * Finds the learners whose reminder is due and queues them. A learner who is found twice is still
 * reminded once, since turns are claimed. What one run leaves, the next one finds.
 *
 * @returns how many were found; undefined where those found before are still waiting
 */
export async function findDue(
  { reminders, queue, clock }: FindDuePorts,
  hasTime: () => boolean,
): Promise<number | undefined> {
  if ((await queue.waiting()) > mostWaiting) return undefined;
  let found = 0;
  let rest: readonly Due[] = [];
  const sendWhole = async (isEnd: boolean) => {
    const most = duePerMessage * messagesPerRequest;
    while (rest.length >= most || (isEnd && rest.length > 0)) {
      const due = rest.slice(0, most);
      rest = rest.slice(most);
      await queue.sendAll(messagesOf(due));
      found += due.length;
    }
  };
  try {
    for await (const due of reminders.listDue(clock())) {
      rest = [...rest, ...due];
      await sendWhole(false);
      if (!hasTime()) break;
    }
  } finally {
    await sendWhole(true);
  }
  return found;
}

const messagesOf = (due: readonly Due[]): ReminderMessage[] =>
  Array.from({ length: Math.ceil(due.length / duePerMessage) }, (_, at) => ({
    kind: 'due',
    due: due.slice(at * duePerMessage, (at + 1) * duePerMessage),
  }));

import type { Due, ReminderMessage, ReminderQueue, ReminderStore } from './ports.ts';

export interface FindDuePorts {
  readonly reminders: Pick<ReminderStore, 'listDue'>;
  readonly queue: Pick<ReminderQueue, 'sendAll' | 'waiting'>;
  readonly clock: () => number;
}

/** Learners of one message: they are reminded side by side, within the time that one of them takes. */
export const duePerMessage = 20;
/** SQS takes so many messages in one request. */
const messagesPerRequest = 10;
/** More than these are being worked on already: whoever waits in them would be asked for twice. */
const mostWaiting = 50;

/**
 * Finds who is due and has them reminded. Whoever is found twice is reminded once, since turns are
 * claimed; what a run leaves, the next one finds.
 *
 * @returns how many were found; undefined where those found before still wait
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

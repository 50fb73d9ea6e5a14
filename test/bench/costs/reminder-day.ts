import { reminderShards } from '../../../shared/contracts/table.ts';
import { duePerMessage } from '../../../shared/reminders/find-due.ts';
import { nextReminderAt } from '../../../shared/reminders/plan.ts';
import { assumed, measured } from './assumptions.ts';

const minuteMilliseconds = 60_000;
const hourMilliseconds = 3_600_000;
/** Midnight in Seoul. */
const dayStart = Date.parse('2026-11-27T00:00:00+09:00');

export interface ReminderDay {
  /** Learners who are reminded: all of them, since nobody teaches before. */
  readonly sent: number;
  /** How many are due in the busiest minute. */
  readonly mostPerMinute: number;
  /** From when it is due until it is at its push service. */
  readonly secondsToSend: { readonly median: number; readonly most: number };
  /** For the index's busiest partition. */
  readonly mostShardWritesPerSecond: number;
  readonly mostShardReadsPerSecond: number;
  /** For the whole day, including those that found nobody. */
  readonly indexReads: number;
  readonly messages: number;
}

export interface ReminderDayOptions {
  readonly learners: number;
  /** Messages at work at the same time. */
  readonly concurrency: number;
  /** When a learner taught last, as hours of the day before. @default by `assumed.taughtByHour` */
  readonly taughtAtHour?: (learner: number) => number;
}

/**
 * A day of reminders, minute by minute: each learner's own is planned by the product's rules, found by
 * the run of its minute, and sent when a worker is free. Nobody teaches meanwhile, so that all are sent.
 */
export function reminderDay(options: ReminderDayOptions): ReminderDay {
  const { learners, concurrency, taughtAtHour = hourOf(learners) } = options;
  const dueInMinute = new Map<number, number>();
  const shards = Array.from({ length: reminderShards }, () => new Map<number, number>());
  for (let learner = 0; learner < learners; learner++) {
    const userId = userIdOf(learner);
    const taughtAt = dayStart + taughtAtHour(learner) * hourMilliseconds;
    const at = nextReminderAt({ userId, zone: 'Asia/Seoul', taughtAt, unanswered: 0 });
    if (at === undefined) throw new Error('nobody has gone unanswered yet');
    // The run after it finds it.
    const minute = Math.floor(at / minuteMilliseconds) + 1;
    dueInMinute.set(minute, (dueInMinute.get(minute) ?? 0) + 1);
    const shard = shards[userId % reminderShards];
    shard?.set(minute, (shard.get(minute) ?? 0) + 1);
  }
  const perSecond = (concurrency * duePerMessage) / assumed.reminderMessageSeconds;
  const queue = sendAll(dueInMinute, perSecond);
  const fullest = Math.max(...shards.flatMap((shard) => [...shard.values()]));
  const found = [...dueInMinute.values()];
  return {
    sent: learners,
    mostPerMinute: Math.max(...found),
    secondsToSend: queue,
    // A claim moves its row within the index: one entry is removed and one added.
    mostShardWritesPerSecond: Math.min((perSecond * 2) / reminderShards, fullest * 2),
    mostShardReadsPerSecond: (fullest * measured.reminderIndexBytes) / 4_096 / 2,
    indexReads: (24 * 60 * reminderShards + (learners * measured.reminderIndexBytes) / 4_096) / 2,
    messages: found.reduce((sum, count) => sum + Math.ceil(count / duePerMessage), 0),
  };
}

/** What already waits when a run finds more is sent first. */
function sendAll(
  dueInMinute: ReadonlyMap<number, number>,
  perSecond: number,
): ReminderDay['secondsToSend'] {
  const waits: { seconds: number; count: number }[] = [];
  let freeAt = 0;
  for (const [minute, count] of [...dueInMinute].toSorted(([one], [other]) => one - other)) {
    const foundAt = minute * 60;
    const begins = Math.max(freeAt, foundAt);
    freeAt = begins + count / perSecond;
    // Half a minute until the run on average, and a message's own time at the end.
    const half = begins - foundAt + count / perSecond / 2 + 30 + assumed.reminderMessageSeconds;
    const last = freeAt - foundAt + 60 + assumed.reminderMessageSeconds;
    waits.push({ seconds: half, count }, { seconds: last, count: 0 });
  }
  const sorted = waits.toSorted((one, other) => one.seconds - other.seconds);
  const all = sorted.reduce((sum, { count }) => sum + count, 0);
  let seen = 0;
  const median = sorted.find(({ count }) => {
    seen += count;
    return seen >= all / 2;
  });
  return { median: median?.seconds ?? 0, most: sorted.at(-1)?.seconds ?? 0 };
}

/** Spread as ids are: by time and chance, in step with nothing. */
const userIdOf = (learner: number): number => 7_000_000_000_000_000 + learner * 7_919;

/** Learners one after the other through the hours, as many in each as there are. */
function hourOf(learners: number): (learner: number) => number {
  const weights = assumed.taughtByHour;
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const before = weights.map((_, hour) =>
    weights.slice(0, hour).reduce((sum, weight) => sum + weight, 0),
  );
  return (learner) => {
    const place = (learner / learners) * all;
    const hour = before.findLastIndex((sum) => sum <= place);
    return hour + (place - (before[hour] ?? 0)) / (weights[hour] ?? 1);
  };
}

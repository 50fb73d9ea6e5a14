import * as z from 'zod/mini';
import { presenceShards } from '../contracts/table.ts';
import type { PresenceReader } from '../retention/ports.ts';
import { countedUntil, lastCohortDay, type Presence, weekOfDay } from '../retention/presence.ts';
import type { User } from '../users/user.ts';
import { presenceShardName, presenceShardOf, userOfPartition } from './dynamo-keys.ts';
import { shardPages } from './dynamo-standings.ts';
import type { Table } from './dynamo-table.ts';

/**
 * First day, the days after it, last day, and the days before that. They are plain numbers, because each
 * learner's are read daily.
 */
const daysTuple = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const notNoted = -1;

const recentTuple = z.optional(z.tuple([z.number()]));
const profileItem = z.object({ days: z.optional(daysTuple), recent: recentTuple });
const indexItem = z.object({
  pk: z.string(),
  days: daysTuple,
  recent: recentTuple,
});

/** The attributes of a profile that the index of the standings has as well. */
export const presenceAttributes = (userId: number, presence: Presence) => ({
  standingShard: presenceShardName(weekOfDay(countedUntil(presence)), presenceShardOf(userId)),
  days: [presence.installedOn ?? notNoted, presence.firstDays, presence.lastDay, presence.lastDays],
});

/** Another attribute of the profile that the index has. The index knows only this name. */
export const firstFeedbackAttributes = (day: number) => ({ recent: [day] });

/** @param row a profile */
export function presenceOf(row: unknown): Pick<User, 'presence' | 'firstFeedbackOn'> {
  const { days, recent } = profileItem.parse(row);
  return {
    ...(days && { presence: presenceOfTuple(days) }),
    ...(recent && { firstFeedbackOn: recent[0] }),
  };
}

const presenceOfTuple = ([installedOn, firstDays, lastDay, lastDays]: z.infer<
  typeof daysTuple
>): Presence => ({
  installedOn: installedOn === notNoted ? undefined : installedOn,
  ...{ firstDays, lastDay, lastDays },
});

/** All learners who are still counted, from the index of the standings. */
export function dynamoPresences(table: Table): PresenceReader {
  return {
    parts: presenceShards,
    async *list(part, from, today) {
      // A learner who comes meanwhile moves to a later week, and would be read again there.
      const met = new Set<number>();
      for (let week = weekOfDay(from); week <= weekOfDay(today + lastCohortDay); week++) {
        for await (const items of shardPages(table, presenceShardName(week, part))) {
          for (const item of items) {
            const { pk, days, recent } = indexItem.parse(item);
            const userId = userOfPartition(pk);
            if (userId === undefined || met.has(userId)) continue;
            met.add(userId);
            yield { userId, presence: presenceOfTuple(days), firstFeedbackOn: recent?.[0] };
          }
        }
      }
    },
  };
}

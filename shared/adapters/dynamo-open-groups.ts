import * as z from 'zod/mini';
import { leagueLists } from '../contracts/table.ts';
import type { OpenGroups } from '../league/ports.ts';
import { changedItem, removeItem } from './dynamo-change.ts';
import { leagueGroupKey, leagueListPartition } from './dynamo-keys.ts';
import { findItem, inPartition, queryPages } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

const listedItems = z.array(z.object({ sk: z.string() }));
/** Seats and points in turn. They do not say whose they are. */
const endedItem = z.object({ ended: z.optional(z.array(z.number())) });

/** The groups that are to be closed: `LEAGUE#week#OPEN#list` / code. */
export function dynamoOpenGroups(table: Table): OpenGroups {
  return {
    lists: leagueLists,

    async *list(week, which) {
      for await (const rows of queryPages(table, inPartition(leagueListPartition(week, which)))) {
        for (const { sk } of listedItems.parse(rows)) yield sk;
      }
    },

    async freeze(week, group, members) {
      const key = leagueGroupKey(week, group);
      const frozen = await changedItem(table, key, {
        set: { ended: members.flatMap(({ seat, points }) => [seat, points]) },
        onlyIf: 'attribute_exists(#pk) AND attribute_not_exists(#ended)',
      });
      const item = frozen ?? (await findItem(table, key, 'consistent'));
      if (!item) return undefined;
      const { ended = [] } = endedItem.parse(item);
      return Array.from({ length: ended.length / 2 }, (_, index) => ({
        seat: ended[2 * index] ?? 0,
        points: ended[2 * index + 1] ?? 0,
      }));
    },

    close: (week, group) =>
      removeItem(table, leagueGroupKey(week, group), { onlyIf: 'attribute_exists(#pk)' }),
  };
}

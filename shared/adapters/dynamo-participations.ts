import * as z from 'zod/mini';
import type { Participation, ParticipationStore } from '../league/ports.ts';
import { changeItem } from './dynamo-change.ts';
import { monthsOfRows } from './dynamo-habits.ts';
import { participationKey, practiceMonthPrefix } from './dynamo-keys.ts';
import { findItem, inPartition, queryAll } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

export const shownName = z.object({ text: z.string(), code: z.string() });
const participationItem = z.object({
  isIn: z.boolean(),
  name: z.optional(shownName),
  nameTakenDownAt: z.optional(z.number()),
  seats: z.optional(z.array(z.object({ week: z.number(), group: z.string(), seat: z.number() }))),
  seatedWeek: z.optional(z.number()),
  last: z.optional(
    z.object({ week: z.number(), place: z.number(), members: z.number(), points: z.number() }),
  ),
});

const isIn = { onlyIf: '#isIn = :yes', values: { yes: true } };
const isNamed = '#name.#text = :text AND #name.#code = :code';
const isThere = 'attribute_exists(#pk)';

/** Who takes part in the league, and how: `USER#id` / `HABITS#LEAGUE`. */
export function dynamoParticipations(table: Table): ParticipationStore {
  const find = async (
    userId: number,
    read: 'consistent' | 'eventual',
  ): Promise<Participation | undefined> => {
    const found = await findItem(table, participationKey(userId), read);
    return found && participationItem.parse(found);
  };
  return {
    find,

    async findWithMonths(userId, read) {
      const { pk, sk: first } = participationKey(userId);
      const items = await queryAll(table, {
        ...inPartition(pk, { first, last: `${practiceMonthPrefix}~` }),
        ConsistentRead: read === 'consistent',
      });
      const own = items.find(({ sk }) => sk === first);
      return { found: own && participationItem.parse(own), months: monthsOfRows(items) };
    },

    async join(userId) {
      await changeItem(table, participationKey(userId), {
        set: { isIn: true },
        onlyIf: 'attribute_not_exists(#isIn) OR #isIn = :no',
        values: { no: false },
      });
    },

    async leave(userId) {
      const change = { set: { isIn: false }, remove: ['name', 'seatedWeek'], ...isIn };
      await changeItem(table, participationKey(userId), change);
    },

    setName: (userId, name) =>
      changeItem(table, participationKey(userId), {
        ...(name ? { set: { name } } : { remove: ['name'] }),
        onlyIf: name ? `${isIn.onlyIf} AND attribute_not_exists(#nameTakenDownAt)` : isIn.onlyIf,
        values: isIn.values,
      }),

    setSeats: (userId, seats, name) =>
      changeItem(table, participationKey(userId), {
        set: { seats: [...seats] },
        onlyIf: `${isIn.onlyIf} AND ${name ? isNamed : 'attribute_not_exists(#name)'}`,
        values: { ...isIn.values, ...name },
      }),

    async noteSeated(userId, seatedWeek) {
      await changeItem(table, participationKey(userId), { set: { seatedWeek }, ...isIn });
    },

    async settle(userId, last) {
      await changeItem(table, participationKey(userId), {
        set: { last },
        onlyIf: `${isThere} AND (attribute_not_exists(#last) OR #last.#week < :week)`,
        values: { week: last.week },
      });
    },

    markNameTakenDown: (userId, nameTakenDownAt) =>
      changeItem(table, participationKey(userId), { set: { nameTakenDownAt }, onlyIf: isThere }),
  };
}

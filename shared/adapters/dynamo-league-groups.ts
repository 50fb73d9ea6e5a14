import * as z from 'zod/mini';
import { leagueLimits } from '../contracts/league.ts';
import type { GroupStore, Member, Seat } from '../league/ports.ts';
import { rowsExpireAt } from '../league/week.ts';
import { changedItem, changeItem, isNew, putItem, removeItem } from './dynamo-change.ts';
import {
  leagueDoorKey,
  leagueGroupKey,
  leagueMemberKey,
  leagueMembersPartition,
  seatTraceKey,
  seatTracesPrefix,
} from './dynamo-keys.ts';
import { leaveOutside, noteOutside, putOutside } from './dynamo-outside-rows.ts';
import { shownName } from './dynamo-participations.ts';
import { findItem, inPartition, queryAll, userRows } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

const doorItem = z.object({ group: z.string(), seats: z.number() });
const seatNote = z.object({
  week: z.number(),
  group: z.string(),
  seat: z.number(),
  isLeft: z.optional(z.boolean()),
});
const memberItem = z.object({
  sk: z.string(),
  seat: z.number(),
  points0: z.optional(z.number()),
  points1: z.optional(z.number()),
  name: z.optional(shownName),
});

const secondsOf = (milliseconds: number) => Math.ceil(milliseconds / 1000);
/** A note outlives the row that it names. */
const noteExpiry = (week: number) => secondsOf(rowsExpireAt(week)) + 7 * 24 * 3_600;
const isThere = 'attribute_exists(#pk)';

/**
 * Groups of the league. Each member has a row `LEAGUE#week#GROUP#code` / user, which the learner's note
 * `TRACE#LEAGUE#week` names. `LEAGUE#week#DOOR#activity` says where the learners of an activity are seated
 * next, and `LEAGUE#week#OPEN#list` which groups are still to be closed. Only members' rows belong to a
 * learner.
 */
export function dynamoLeagueGroups(table: Table): GroupStore {
  /** Renames the learner in every group that their notes name. */
  const rename: GroupStore['rename'] = async (userId, name) => {
    for await (const item of userRows(table, userId, seatTracesPrefix)) {
      await changeItem(table, leagueMemberKey(seatNote.parse(item), userId), {
        ...(name ? { set: { name: { ...name } } } : { remove: ['name'] }),
        onlyIf: isThere,
      });
    }
  };

  return {
    async enter(week, activity) {
      const door = await changedItem(table, leagueDoorKey(week, activity), {
        add: { seats: 1 },
        onlyIf: `${isThere} AND #seats < :most`,
        values: { most: leagueLimits.seats },
      });
      if (!door) return undefined;
      const { group, seats } = doorItem.parse(door);
      return { week, group, seat: seats - 1 };
    },

    async open(week, activity, group) {
      const expiresAt = secondsOf(rowsExpireAt(week));
      const listed = leagueGroupKey(week, group);
      // The group is listed before anybody can be seated there, so that it will be closed.
      await putItem(table, { ...listed, expiresAt }, isNew);
      const isOurs = await putItem(
        table,
        { ...leagueDoorKey(week, activity), group, seats: 1, expiresAt },
        {
          onlyIf: 'attribute_not_exists(#pk) OR #seats >= :most',
          values: { most: leagueLimits.seats },
        },
      );
      if (isOurs) return { week, group, seat: 0 };
      await removeItem(table, listed, { onlyIf: isThere });
      return undefined;
    },

    async claimed(userId, week) {
      const item = await findItem(table, seatTraceKey(userId, week), 'consistent');
      const { isLeft, ...seat } = item ? seatNote.parse(item) : { isLeft: true, ...nowhere };
      return isLeft ? undefined : seat;
    },

    async claim(userId, seat) {
      const note = await noteOutside(table, {
        key: seatTraceKey(userId, seat.week),
        outside: leagueMemberKey(seat, userId),
        attributes: { ...seat, expiresAt: noteExpiry(seat.week) },
      });
      const { week, group, seat: taken } = seatNote.parse(note);
      return { week, group, seat: taken };
    },

    async sit(userId, seat, name, now) {
      const row = {
        key: leagueMemberKey(seat, userId),
        attributes: { seat: seat.seat, ...(name && { name: { ...name } }) },
        expiresAt: secondsOf(rowsExpireAt(seat.week)),
      };
      const put = await putOutside(table, userId, seatTraceKey(userId, seat.week), row, now);
      // An earlier try that broke off may have used another name.
      if (put === 'there') await rename(userId, name);
      return put !== 'gone';
    },

    standUp: (userId) => leaveOutside(table, userId, seatTracesPrefix),

    async keepPoints(userId, group, { part, points, version }) {
      const versionName = `version${part}`;
      await changeItem(table, leagueMemberKey(group, userId), {
        set: { [`points${part}`]: points, [versionName]: version },
        onlyIf: `${isThere} AND (attribute_not_exists(#${versionName}) OR #${versionName} < :version)`,
        values: { version },
      });
    },

    rename,

    async members(group, read) {
      const query = inPartition(leagueMembersPartition(group));
      const rows = await queryAll(table, { ...query, ConsistentRead: read === 'consistent' });
      return rows.map(memberOf);
    },

    async member(userId, seat) {
      const item = await findItem(table, leagueMemberKey(seat, userId), 'eventual');
      return item && memberOf(item);
    },
  };
}

const nowhere: Seat = { week: 0, group: '', seat: 0 };

function memberOf(item: unknown): Member {
  const { sk, points0 = 0, points1 = 0, ...member } = memberItem.parse(item);
  return { userId: Number(sk), ...member, points: points0 + points1 };
}

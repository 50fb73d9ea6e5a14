import * as z from 'zod/mini';
import { seoulDayStart } from '../calendar/seoul-day.ts';
import { type PaceMemory, roundedPace } from '../lectures/pace.ts';
import type { AllowanceStore } from '../quota/daily-allowance.ts';
import type { TokenAllowanceStore } from '../quota/token-allowance.ts';
import { type Change, changedItem, changeItem } from './dynamo-change.ts';
import { dynamoCredits } from './dynamo-credits.ts';
import {
  globalQuotaKey,
  type Key,
  refusalsKey,
  tokenCountKey,
  topicQuotaKey,
  userQuotaKey,
} from './dynamo-keys.ts';
import { findItem } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

/** Counters are kept for two days after the day that they count. */
const keptDays = 3;
export const dayExpiry = (day: number) => Math.floor(seoulDayStart(day + keptDays) / 1000);

/** DynamoDB has no empty sets, so the attribute is missing where there are none. */
const ids = z._default(z.set(z.number()), new Set<number>());
const quotaItem = z.object({ lectureIds: ids, quarterIds: ids });

const lately = z.object({
  mean: z.number(),
  deviation: z.number(),
  seen: z.optional(z.number()),
});
/** A pace that cannot be read counts as none. */
const paceOfItem = z.object({
  pace: z.catch(
    z.optional(z.object({ hearing: lately, firstJudged: lately, assessing: lately })),
    undefined,
  ),
});

/**
 * Daily counters. A user's counters are sets of the lectures that were counted, so that a repeat costs
 * nothing. The counters of the service and of an address are plain numbers. Quarters of a lecture are a set
 * as well; every four of them take the place of one lecture in the user's set. The service's counter is one
 * item that each lecture writes twice, or several items in a very large service
 * (shared/quota/service-parts.ts). Credits of rewards raise a user's limit; they are read only where the
 * limit is reached without them.
 *
 * @param pace travels with the service's item, which is written anyway: a charge returns what other
 *   processes have learned today, and a settlement adds what this one has learned
 */
export function dynamoAllowances(
  table: Table,
  pace?: PaceMemory,
): AllowanceStore & TokenAllowanceStore {
  const credits = dynamoCredits(table);
  const count = (key: Key, day: number, change: Change) =>
    changeItem(table, key, { ...change, set: { expiresAt: dayExpiry(day) } });
  const countLecture = (key: Key, lectureId: number, day: number, limit: number) =>
    count(key, day, {
      add: { lectureIds: new Set([lectureId]) },
      onlyIf:
        'attribute_not_exists(#lectureIds) OR contains(#lectureIds, :id) OR size(#lectureIds) < :limit',
      values: { id: lectureId, limit },
    });

  return {
    async chargeUser({ userId, lectureId }, day, limit) {
      const key = userQuotaKey(userId, day);
      if (await countLecture(key, lectureId, day, limit)) return true;
      const { count: earned } = await credits.find(userId, day);
      return earned > 0 && countLecture(key, lectureId, day, limit + earned);
    },

    chargeTopic: ({ userId, lectureId }, day, limit) =>
      countLecture(topicQuotaKey(userId, day), lectureId, day, limit),

    async chargeQuarter({ userId, lectureId }, day, freeLimit) {
      const key = userQuotaKey(userId, day);
      let limit = freeLimit;
      for (;;) {
        const found = await findItem(table, key, 'consistent');
        const { lectureIds, quarterIds } = quotaItem.parse(found ?? {});
        if (quarterIds.has(lectureId)) return true;
        const counted = quarterIds.size;
        const isFirstOfFour = counted % 4 === 0;
        if (isFirstOfFour && lectureIds.size >= limit) {
          limit = freeLimit + (await credits.find(userId, day)).count;
          if (lectureIds.size >= limit) return false;
        }
        const isCounted = await count(key, day, {
          add: {
            quarterIds: new Set([lectureId]),
            // No lecture has a negative id, so such an id stands for the four quarters that begin here.
            ...(isFirstOfFour && { lectureIds: new Set([-(counted / 4) - 1]) }),
          },
          onlyIf:
            (counted === 0 ? 'attribute_not_exists(#quarterIds)' : 'size(#quarterIds) = :counted') +
            (isFirstOfFour
              ? ' AND (attribute_not_exists(#lectureIds) OR size(#lectureIds) < :limit)'
              : ''),
          values: {
            ...(counted > 0 && { counted }),
            ...(isFirstOfFour && { limit }),
          },
        });
        if (isCounted) return true;
      }
    },

    countRefusal: ({ userId, lectureId }, day, limit) =>
      countLecture(refusalsKey(userId, day), lectureId, day, limit),

    async chargeService(day, { lectures, microDollars, part }, limits) {
      const room = limits.providerMicroDollars - microDollars;
      if (room < 0) return false;
      const charged = await changedItem(table, globalQuotaKey(day, part), {
        set: { expiresAt: dayExpiry(day) },
        add: { charged: lectures, microDollars },
        onlyIf:
          '(attribute_not_exists(#charged) OR #charged <= :others) AND (attribute_not_exists(#microDollars) OR #microDollars <= :room)',
        values: { others: limits.global - lectures, room },
      });
      const known = charged && paceOfItem.parse(charged).pace;
      if (known) pace?.adopt(known);
      return charged !== undefined;
    },

    async settle({ day, microDollars, part }, spentMicroDollars) {
      const change = spentMicroDollars - microDollars;
      await changeItem(table, globalQuotaKey(day, part), {
        set: { expiresAt: dayExpiry(day), pace: pace && roundedPace(pace.current()) },
        add: { microDollars: change },
        onlyIf: '#microDollars >= :least',
        values: { least: Math.max(0, -change) },
      });
    },

    countToken: (addressFingerprint, day, limit) =>
      count(tokenCountKey(addressFingerprint, day), day, {
        add: { charged: 1 },
        onlyIf: 'attribute_not_exists(#charged) OR #charged < :limit',
        values: { limit },
      }),
  };
}

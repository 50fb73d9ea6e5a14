import { seoulDayStart } from '../calendar/seoul-day.ts';
import type { AllowanceStore } from '../quota/daily-allowance.ts';
import type { TokenAllowanceStore } from '../quota/token-allowance.ts';
import { type Change, changeItem } from './dynamo-change.ts';
import {
  globalQuotaKey,
  refusalsKey,
  tokenCountKey,
  topicQuotaKey,
  userQuotaKey,
} from './dynamo-keys.ts';
import type { Table } from './dynamo-table.ts';

type Key = Readonly<{ pk: string; sk: string }>;

/** Kept two days beyond the day they count. */
const keptDays = 3;
const expiryOf = (day: number) => Math.floor(seoulDayStart(day + keptDays) / 1000);

/**
 * Daily counters. A user's are sets of the lectures counted, so that a repeat costs nothing; the
 * service's and an address's are plain numbers. The service's is one item, written twice a lecture:
 * one partition takes 1,000 writes a second, far beyond what the day's dollars allow.
 */
export function dynamoAllowances(table: Table): AllowanceStore & TokenAllowanceStore {
  const count = (key: Key, day: number, change: Change) =>
    changeItem(table, key, { ...change, set: { expiresAt: expiryOf(day) } });
  const countLecture = (key: Key, lectureId: number, day: number, limit: number) =>
    count(key, day, {
      add: { lectureIds: new Set([lectureId]) },
      onlyIf:
        'attribute_not_exists(#lectureIds) OR contains(#lectureIds, :id) OR size(#lectureIds) < :limit',
      values: { id: lectureId, limit },
    });

  return {
    chargeUser: ({ userId, lectureId }, day, limit) =>
      countLecture(userQuotaKey(userId, day), lectureId, day, limit),

    chargeTopic: ({ userId, lectureId }, day, limit) =>
      countLecture(topicQuotaKey(userId, day), lectureId, day, limit),

    countRefusal: ({ userId, lectureId }, day, limit) =>
      countLecture(refusalsKey(userId, day), lectureId, day, limit),

    async chargeService(day, { lectures, microDollars }, limits) {
      const room = limits.providerMicroDollars - microDollars;
      if (room < 0) return false;
      return count(globalQuotaKey(day), day, {
        add: { charged: lectures, microDollars },
        onlyIf:
          '(attribute_not_exists(#charged) OR #charged <= :others) AND (attribute_not_exists(#microDollars) OR #microDollars <= :room)',
        values: { others: limits.global - lectures, room },
      });
    },

    async settle({ day, microDollars }, spentMicroDollars) {
      const change = spentMicroDollars - microDollars;
      await count(globalQuotaKey(day), day, {
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

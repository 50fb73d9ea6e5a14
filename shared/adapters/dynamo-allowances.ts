import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { seoulDayStart } from '../calendar/seoul-day.ts';
import type { AllowanceStore } from '../quota/daily-allowance.ts';
import type { TokenAllowanceStore } from '../quota/token-allowance.ts';
import { globalQuotaKey, refusalsKey, tokenCountKey, userQuotaKey } from './dynamo-keys.ts';
import { type Table, unlessConditionFails } from './dynamo-table.ts';

/** Kept two days beyond the day they count. */
const keptDays = 3;
const expiryOf = (day: number) => Math.floor(seoulDayStart(day + keptDays) / 1000);

/**
 * Daily counters. A user's are sets of the lectures counted, so that a repeat costs nothing; the
 * service's and an address's are plain numbers. The service's is one item, written twice a lecture:
 * one partition takes 1,000 writes a second, far beyond what the day's dollars allow.
 */
export function dynamoAllowances(table: Table): AllowanceStore & TokenAllowanceStore {
  const update = (
    key: { pk: string; sk: string },
    expression: string,
    condition: string,
    values: Record<string, unknown>,
  ) =>
    unlessConditionFails(
      table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: key,
          UpdateExpression: `${expression} SET expiresAt = :expires`,
          ConditionExpression: condition,
          ExpressionAttributeValues: values,
        }),
      ),
    );
  const countOne = (key: { pk: string; sk: string }, day: number, limit: number) =>
    update(key, 'ADD charged :one', 'attribute_not_exists(charged) OR charged < :limit', {
      ':one': 1,
      ':limit': limit,
      ':expires': expiryOf(day),
    });
  const countLecture = (
    key: { pk: string; sk: string },
    lectureId: number,
    day: number,
    limit: number,
  ) =>
    update(
      key,
      'ADD lectureIds :one',
      'attribute_not_exists(lectureIds) OR contains(lectureIds, :id) OR size(lectureIds) < :limit',
      {
        ':one': new Set([lectureId]),
        ':id': lectureId,
        ':limit': limit,
        ':expires': expiryOf(day),
      },
    );

  return {
    chargeUser: ({ userId, lectureId }, day, limit) =>
      countLecture(userQuotaKey(userId, day), lectureId, day, limit),

    countRefusal: ({ userId, lectureId }, day, limit) =>
      countLecture(refusalsKey(userId, day), lectureId, day, limit),

    async chargeService(day, { lectures, microDollars }, limits) {
      const room = limits.providerMicroDollars - microDollars;
      if (room < 0) return false;
      return update(
        globalQuotaKey(day),
        'ADD charged :lectures, microDollars :amount',
        '(attribute_not_exists(charged) OR charged <= :others) AND (attribute_not_exists(microDollars) OR microDollars <= :room)',
        {
          ':lectures': lectures,
          ':others': limits.global - lectures,
          ':amount': microDollars,
          ':room': room,
          ':expires': expiryOf(day),
        },
      );
    },

    async settle({ day, microDollars }, spentMicroDollars) {
      const change = spentMicroDollars - microDollars;
      await update(globalQuotaKey(day), 'ADD microDollars :change', 'microDollars >= :least', {
        ':change': change,
        ':least': Math.max(0, -change),
        ':expires': expiryOf(day),
      });
    },

    countToken: (addressFingerprint, day, limit) =>
      countOne(tokenCountKey(addressFingerprint, day), day, limit),
  };
}

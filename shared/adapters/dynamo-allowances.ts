import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { seoulDayStart } from '../calendar/seoul-day.ts';
import type { AllowanceStore } from '../quota/daily-allowance.ts';
import type { TokenAllowanceStore } from '../quota/token-allowance.ts';
import { globalQuotaKey, tokenCountKey, userQuotaKey } from './dynamo-keys.ts';
import { type Table, unlessConditionFails } from './dynamo-table.ts';

/** Kept two days beyond the day they count. */
const keptDays = 3;
const expiryOf = (day: number) => Math.floor(seoulDayStart(day + keptDays) / 1000);

/**
 * Daily counters. A user's is the set of the lectures counted, so that a repeat costs nothing; the
 * service's and an address's are plain numbers.
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

  return {
    async charge({ userId, lectureId }, day, limits) {
      const isWithinOwn = await update(
        userQuotaKey(userId, day),
        'ADD lectureIds :one',
        'attribute_not_exists(lectureIds) OR contains(lectureIds, :id) OR size(lectureIds) < :limit',
        {
          ':one': new Set([lectureId]),
          ':id': lectureId,
          ':limit': limits.perUser,
          ':expires': expiryOf(day),
        },
      );
      // The user's own first: whoever is over it must not use up everybody's.
      return isWithinOwn && (await countOne(globalQuotaKey(day), day, limits.global));
    },

    countToken: (addressFingerprint, day, limit) =>
      countOne(tokenCountKey(addressFingerprint, day), day, limit),
  };
}

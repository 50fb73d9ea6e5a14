import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { TransferCodeStore } from '../users/transfer-code.ts';
import { changeItem, isNew, putItem } from './dynamo-change.ts';
import { transferCodeKey, transferOwnerKey } from './dynamo-keys.ts';
import type { Table } from './dynamo-table.ts';

const ownerItem = z.object({ userId: z.number(), tokenVersion: z.number() });

/**
 * Transfer codes, of which only digests are kept: `USER#id` / `TRANSFERCODE` has the user's last one,
 * and with it goes whatever a code is good for. `TRANSFER#digest` / `OWNER` leads there, and is
 * cleared away by its time to live.
 */
export function dynamoTransferCodes(table: Table): TransferCodeStore {
  return {
    async keep({ userId, tokenVersion }, { digest, validUntil }, { day, limit }) {
      const key = transferCodeKey(userId);
      const code = { digest, validUntil };
      const isKept =
        (await changeItem(table, key, {
          set: { ...code, day, made: 1 },
          onlyIf: 'attribute_not_exists(#day) OR #day < :day',
          values: { day },
        })) ||
        (await changeItem(table, key, {
          set: code,
          add: { made: 1 },
          onlyIf: '#day = :day AND #made < :limit',
          values: { day, limit },
        }));
      if (!isKept) return false;
      const expiresAt = Math.ceil(validUntil / 1000);
      await putItem(table, { ...transferOwnerKey(digest), userId, tokenVersion, expiresAt }, isNew);
      return true;
    },

    async findOwner(digest) {
      const { Item } = await table.client.send(
        new GetCommand({
          TableName: table.name,
          Key: transferOwnerKey(digest),
          ConsistentRead: true,
        }),
      );
      return Item && ownerItem.parse(Item);
    },

    useUp: (userId, digest, now) =>
      changeItem(table, transferCodeKey(userId), {
        remove: ['digest', 'validUntil'],
        onlyIf: '#digest = :digest AND #validUntil > :now',
        values: { digest, now },
      }),
  };
}

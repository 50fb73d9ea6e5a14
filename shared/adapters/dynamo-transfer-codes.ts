import * as z from 'zod/mini';
import type { TransferCodeStore } from '../users/transfer-code.ts';
import { changeItem } from './dynamo-change.ts';
import { transferCodeKey, transferOwnerKey, transferTraceKey } from './dynamo-keys.ts';
import { noteOutside, putOutside } from './dynamo-outside-rows.ts';
import { findItem } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

const ownerItem = z.object({ userId: z.number(), tokenVersion: z.number() });

/** Time to live may be days late, so a note outlives the row that it names. */
const notedSeconds = 7 * 24 * 3_600;

/**
 * Transfer codes, of which only digests are kept. `USER#id` / `TRANSFERCODE` has the user's last code; a code
 * is worth nothing without this row. `TRANSFER#digest` / `OWNER` leads to it. That row goes by its time to
 * live or, with its user, by a note among their rows.
 */
export function dynamoTransferCodes(table: Table): TransferCodeStore {
  return {
    async keep({ userId, tokenVersion }, { digest, validUntil }, { day, limit }, now) {
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
      const note = { key: transferTraceKey(userId, digest), outside: transferOwnerKey(digest) };
      const attributes = { expiresAt: expiresAt + notedSeconds };
      await noteOutside(table, { ...note, attributes });
      const row = { key: note.outside, attributes: { userId, tokenVersion }, expiresAt };
      // If the user is being deleted, the code leads to nobody.
      await putOutside(table, userId, note.key, row, now);
      return true;
    },

    async findOwner(digest) {
      const found = await findItem(table, transferOwnerKey(digest), 'consistent');
      return found && ownerItem.parse(found);
    },

    useUp: (userId, digest, now) =>
      changeItem(table, transferCodeKey(userId), {
        remove: ['digest', 'validUntil'],
        onlyIf: '#digest = :digest AND #validUntil > :now',
        values: { digest, now },
      }),
  };
}

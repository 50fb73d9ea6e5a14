import * as z from 'zod/mini';
import type { HeldLater, LaterStore } from '../lectures/later.ts';
import { batchGet } from './dynamo-batch.ts';
import { putItem } from './dynamo-change.ts';
import { type Key, laterKey, laterPrefix, lectureKey } from './dynamo-keys.ts';
import { isKnownKind, lectureOfRow } from './dynamo-lecture-row.ts';
import { findItem, userRows } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

const item = z.object({
  lectureId: z.number(),
  heldAt: z.number(),
  /** Is missing in older places, which were taken at a submission. */
  attempt: z._default(z.number(), 0),
});

const atAttempt = ({ attempt }: HeldLater): string =>
  attempt === 0 ? '(attribute_not_exists(#attempt) OR #attempt = :attempt)' : '#attempt = :attempt';

/**
 * The places of a lecture's later judgements: `USER#id` / `LATER#lecture#name`. Each has the id of the
 * lecture row that took it. Places are kept for good, so that each judgement is made once.
 */
export function dynamoLaters(table: Table): LaterStore {
  return {
    async hold(of, name, held, insteadOf) {
      const key = laterKey(of, name);
      const isOurs = await putItem(
        table,
        { ...key, ...held },
        {
          onlyIf: `attribute_not_exists(#pk) OR #lectureId = :own${insteadOf ? ` OR (#lectureId = :given AND ${atAttempt(insteadOf)})` : ''}`,
          values: {
            own: held.lectureId,
            ...(insteadOf && { given: insteadOf.lectureId, attempt: insteadOf.attempt }),
          },
        },
      );
      if (isOurs) return held;
      const found = await findItem(table, key, 'consistent');
      return found ? item.parse(found) : held;
    },

    async list(of) {
      const keys: Key[] = [];
      for await (const place of userRows(table, of.userId, laterPrefix(of), 'eventual')) {
        keys.push(lectureKey({ ...of, lectureId: item.parse(place).lectureId }));
      }
      return (await batchGet(table, keys))
        .filter(isKnownKind)
        .map(lectureOfRow)
        .sort((a, b) => a.lectureId - b.lectureId);
    },
  };
}

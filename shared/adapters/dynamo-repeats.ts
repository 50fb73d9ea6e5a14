import * as z from 'zod/mini';
import type { RepeatGuard } from '../lectures/ports.ts';
import { putItem } from './dynamo-change.ts';
import { repeatKey } from './dynamo-keys.ts';
import { findItem } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

const item = z.object({ lectureId: z.number(), uploadProof: z.optional(z.string()) });

/** Which lecture a submission became, for a given time. `expiresAt` decides, because TTL deletes late. */
export function dynamoRepeats(table: Table, guardSeconds: number): RepeatGuard {
  return {
    async hold(submitted, { lectureId, uploadProof }, now, insteadOf) {
      const key = repeatKey(submitted);
      const nowSeconds = Math.floor(now / 1000);
      const isOurs = await putItem(
        table,
        { ...key, lectureId, uploadProof, expiresAt: nowSeconds + guardSeconds },
        {
          onlyIf: 'attribute_not_exists(#pk) OR #expiresAt <= :now OR #lectureId = :given',
          values: { now: nowSeconds, given: insteadOf ?? lectureId },
        },
      );
      if (isOurs) return { lectureId, uploadProof };
      const found = await findItem(table, key, 'consistent');
      return found ? item.parse(found) : { lectureId, uploadProof };
    },
  };
}

import * as z from 'zod/mini';
import { consentGivers, consentPurposes } from '../contracts/consents.ts';
import type { ConsentChange, ConsentStore } from '../users/consents.ts';
import { isNew, putItem } from './dynamo-change.ts';
import { consentKey, consentPrefix } from './dynamo-keys.ts';
import { userRows } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

/** A row whose purpose this version does not know is passed over; an unknown giver is not. */
const known = z.object({ purpose: z.enum(consentPurposes) });
const item = z.object({
  purpose: z.enum(consentPurposes),
  version: z.number(),
  given: z.boolean(),
  by: z.catch(z.enum(consentGivers), 'LEARNER'),
  at: z.number(),
  recordedAt: z.number(),
});

/** Consents: `USER#id` / `CONSENT#moment#purpose`, a row for each change, written once. */
export function dynamoConsents(table: Table): ConsentStore {
  return {
    async list(userId, read) {
      const history: ConsentChange[] = [];
      for await (const row of userRows(table, userId, consentPrefix, read)) {
        if (known.safeParse(row).success) history.push(item.parse(row));
      }
      return history;
    },

    add: (userId, change) => putItem(table, { ...consentKey(userId, change), ...change }, isNew),
  };
}

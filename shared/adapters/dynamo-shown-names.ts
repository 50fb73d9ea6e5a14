import * as z from 'zod/mini';
import type { ShownNames } from '../league/ports.ts';
import { shownNameKey, shownNameTraceKey } from './dynamo-keys.ts';
import { keepOutside, leaveOutside, noteOutside, putOutside } from './dynamo-outside-rows.ts';
import { shownName } from './dynamo-participations.ts';
import { findItem } from './dynamo-read.ts';
import type { Table } from './dynamo-table.ts';

const nameItem = z.object({ userId: z.number(), text: z.string() });
const nameNote = z.pick(shownName, { code: true });

/** Names that learners show in the league: `SHARED#code` / `NAME`, noted as `TRACE#LEAGUENAME`. */
export function dynamoShownNames(table: Table): ShownNames {
  return {
    async find(code) {
      const found = await findItem(table, shownNameKey(code), 'consistent');
      return found && nameItem.parse(found);
    },

    async show(userId, { text, code: given }, now) {
      const noteKey = shownNameTraceKey(userId);
      const note = { key: noteKey, outside: shownNameKey(given), attributes: { code: given } };
      const { code } = nameNote.parse(await noteOutside(table, note));
      const row = { key: shownNameKey(code), attributes: { userId, text } };
      const isRenewed = code !== given && (await keepOutside(table, row));
      const isShown = isRenewed || (await putOutside(table, userId, noteKey, row, now)) !== 'gone';
      return isShown ? { text, code } : undefined;
    },

    hide: (userId) => leaveOutside(table, userId, shownNameTraceKey(userId).sk),
  };
}

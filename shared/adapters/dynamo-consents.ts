import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { consentGivers, consentPurposes } from '../contracts/consents.ts';
import type { ConsentChange, ConsentStore } from '../users/consents.ts';
import { isNew, putItem } from './dynamo-change.ts';
import { consentKey, consentPrefix, userPartition } from './dynamo-keys.ts';
import type { Table } from './dynamo-table.ts';

const items = z.array(
  z.object({
    purpose: z.enum(consentPurposes),
    version: z.number(),
    given: z.boolean(),
    by: z.enum(consentGivers),
    at: z.number(),
    recordedAt: z.number(),
  }),
);

/** Consents: `USER#id` / `CONSENT#moment#purpose`, a row for each change, written once. */
export function dynamoConsents(table: Table): ConsentStore {
  return {
    async list(userId) {
      const pages = paginateQuery(
        { client: table.client },
        {
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': userPartition(userId), ':prefix': consentPrefix },
          ConsistentRead: true,
        },
      );
      const history: ConsentChange[] = [];
      for await (const { Items = [] } of pages) history.push(...items.parse(Items));
      return history;
    },

    add: (userId, change) => putItem(table, { ...consentKey(userId, change), ...change }, isNew),
  };
}

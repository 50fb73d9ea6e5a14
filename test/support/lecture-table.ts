import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import {
  openLecturesIndex,
  remindersIndex,
  standingsIndex,
  tableKeys,
} from '../../shared/contracts/table.ts';

/** The stack's one table, under any name, with its keys and its indexes. */
export function lectureTableInput(name: string): CreateTableCommandInput {
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: tableKeys.partition, KeyType: 'HASH' },
      { AttributeName: tableKeys.sort, KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: tableKeys.partition, AttributeType: 'S' },
      { AttributeName: tableKeys.sort, AttributeType: 'S' },
      { AttributeName: openLecturesIndex.partition, AttributeType: 'S' },
      { AttributeName: openLecturesIndex.sort, AttributeType: 'N' },
      { AttributeName: standingsIndex.partition, AttributeType: 'S' },
      { AttributeName: remindersIndex.partition, AttributeType: 'S' },
      { AttributeName: remindersIndex.sort, AttributeType: 'N' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: openLecturesIndex.name,
        KeySchema: [
          { AttributeName: openLecturesIndex.partition, KeyType: 'HASH' },
          { AttributeName: openLecturesIndex.sort, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
      {
        IndexName: standingsIndex.name,
        KeySchema: [{ AttributeName: standingsIndex.partition, KeyType: 'HASH' }],
        Projection: {
          ProjectionType: 'INCLUDE',
          NonKeyAttributes: [...standingsIndex.attributes],
        },
      },
      {
        IndexName: remindersIndex.name,
        KeySchema: [
          { AttributeName: remindersIndex.partition, KeyType: 'HASH' },
          { AttributeName: remindersIndex.sort, KeyType: 'RANGE' },
        ],
        Projection: {
          ProjectionType: 'INCLUDE',
          NonKeyAttributes: [...remindersIndex.attributes],
        },
      },
    ],
  };
}

import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoTable } from '../../../../../shared/platform/dynamo-client.ts';

const table = dynamoTable(process.env['TABLE_NAME'] ?? '');
// Given, since finding it out would take more than the SDK.
const Key = { pk: process.env['BENCH_LECTURE_PK'], sk: process.env['BENCH_LECTURE_SK'] };

/** The calls of the SDK that a poll makes once it knows its caller, and nothing else. */
export const handler = async () => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key, ConsistentRead: false }),
  );
  return { statusCode: Item ? 200 : 404, body: '' };
};

import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { HttpRequest } from '@smithy/protocol-http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { allow, role, stackModel, table } from '../../support/stack-model.ts';
import { startEdge } from './aws-edge.ts';

const lectures = table('lectures');
const others = table('others');
const stack = stackModel({
  tables: [lectures, others],
  roles: [
    role('Writer', [allow(['dynamodb:PutItem', 'dynamodb:GetItem'], [lectures.arn])]),
    role('Sweeper', [
      allow(['dynamodb:Query'], [`${lectures.arn}/index/*`]),
      allow(['dynamodb:BatchGetItem'], [lectures.arn]),
    ]),
    role('CatalogReader', [
      allow(
        ['GetItem', 'PutItem', 'Query', 'BatchGetItem', 'BatchWriteItem', 'UpdateItem'].map(
          (operation) => `dynamodb:${operation}`,
        ),
        [lectures.arn],
        ['CATALOG', 'CATALOG#*'],
      ),
    ]),
    role('Stranger', []),
  ],
});
const item = {
  pk: { S: 'USER#1' },
  sk: { S: 'LECTURE#1' },
  openShard: { S: 'OPEN#0' },
  dueAt: { S: '2026-01-01' },
};
const key = { pk: item.pk, sk: item.sk };
const put = new PutItemCommand({
  TableName: 'lectures',
  Item: item,
  ConditionExpression: 'attribute_not_exists(pk)',
});

describe('DynamoDB behind the edge', () => {
  test('a role reads and writes what its policy names', async () => {
    const edge = await startEdge(stack);
    const writer = new DynamoDBClient(edge.as('Writer'));
    await writer.send(put);
    const read = await writer.send(
      new GetItemCommand({ TableName: 'lectures', Key: key, ConsistentRead: true }),
    );
    expect(read.Item).toEqual(item);
    await expect(writer.send(put)).rejects.toThrow(
      expect.objectContaining({ name: 'ConditionalCheckFailedException' }),
    );
  });

  test('a call outside the policy is AccessDeniedException, names role, action and table, and is recorded', async () => {
    const edge = await startEdge(stack);
    await expect(new DynamoDBClient(edge.as('Stranger')).send(put)).rejects.toThrow(
      expect.objectContaining({
        name: 'AccessDeniedException',
        message: expect.stringMatching(
          /assumed-role\/Stranger\/.* is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:ap-northeast-2:000000000000:table\/lectures/,
        ),
      }),
    );
    expect(edge.aws.calls).toEqual([
      {
        roleArn: 'arn:aws:iam::000000000000:role/Stranger',
        action: 'dynamodb:PutItem',
        resource: lectures.arn,
        leadingKeys: ['USER#1'],
        allowed: false,
      },
    ]);
    edge.aws.forgetCalls();
    expect(edge.aws.calls).toEqual([]);
  });

  test('a query of an index needs the index, and one of the table needs the table', async () => {
    const edge = await startEdge(stack);
    await new DynamoDBClient(edge.as('Writer')).send(put);
    const sweeper = new DynamoDBClient(edge.as('Sweeper'));
    const found = await sweeper.send(
      new QueryCommand({
        TableName: 'lectures',
        IndexName: 'open',
        KeyConditionExpression: 'openShard = :shard',
        ExpressionAttributeValues: { ':shard': { S: 'OPEN#0' } },
      }),
    );
    expect(found.Items).toEqual([item]);
    await expect(
      sweeper.send(
        new QueryCommand({
          TableName: 'lectures',
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': item.pk },
        }),
      ),
    ).rejects.toThrow(expect.objectContaining({ name: 'AccessDeniedException' }));
  });

  describe('a role that may reach some partitions alone', () => {
    const ofCatalog = { pk: { S: 'CATALOG#1' }, sk: { S: 'MAJORS' } };
    const queryOf = (expression: string, pk: string) =>
      new QueryCommand({
        TableName: 'lectures',
        KeyConditionExpression: expression,
        ...(expression.includes('#') && { ExpressionAttributeNames: { '#partition': 'pk' } }),
        ExpressionAttributeValues: { ':it': { S: pk }, ':from': { S: 'A' } },
      });
    /** Every kind of call about one item. */
    const callsOn = (
      client: DynamoDBClient,
      keys: { pk: { S: string }; sk: { S: string } },
    ): Record<string, () => Promise<unknown>> => ({
      get: () => client.send(new GetItemCommand({ TableName: 'lectures', Key: keys })),
      put: () => client.send(new PutItemCommand({ TableName: 'lectures', Item: keys })),
      update: () =>
        client.send(
          new UpdateItemCommand({
            TableName: 'lectures',
            Key: keys,
            UpdateExpression: 'SET x = :it',
            ExpressionAttributeValues: { ':it': { S: 'x' } },
          }),
        ),
      query: () => client.send(queryOf('pk = :it AND sk >= :from', keys.pk.S)),
      'query by another name': () =>
        client.send(queryOf('sk >= :from AND #partition = :it', keys.pk.S)),
      'batch of gets': () =>
        client.send(new BatchGetItemCommand({ RequestItems: { lectures: { Keys: [keys] } } })),
      'batch of writes': () =>
        client.send(
          new BatchWriteItemCommand({
            RequestItems: { lectures: [{ PutRequest: { Item: keys } }] },
          }),
        ),
    });
    test('makes every kind of call there', async () => {
      const edge = await startEdge(stack);
      const reader = new DynamoDBClient(edge.as('CatalogReader'));
      for (const call of Object.values(callsOn(reader, ofCatalog))) await call();
      expect(new Set(edge.aws.calls.map(({ leadingKeys }) => leadingKeys.join()))).toEqual(
        new Set(['CATALOG#1']),
      );
    });

    test('makes none elsewhere, nor one that is partly elsewhere', async () => {
      const edge = await startEdge(stack);
      const reader = new DynamoDBClient(edge.as('CatalogReader'));
      const isDenied = expect.objectContaining({ name: 'AccessDeniedException' });
      for (const [name, call] of Object.entries(callsOn(reader, key))) {
        await expect(call(), name).rejects.toThrow(isDenied);
      }
      const partly = new BatchGetItemCommand({
        RequestItems: { lectures: { Keys: [ofCatalog, key] } },
      });
      await expect(reader.send(partly)).rejects.toThrow(isDenied);
    });
  });

  test('a batch is refused when one of its tables is', async () => {
    const edge = await startEdge(stack);
    const sweeper = new DynamoDBClient(edge.as('Sweeper'));
    const batch = (...tables: string[]) =>
      new BatchGetItemCommand({
        RequestItems: Object.fromEntries(tables.map((name) => [name, { Keys: [key] }])),
      });
    expect((await sweeper.send(batch('lectures'))).Responses).toEqual({ lectures: [] });
    await expect(sweeper.send(batch('lectures', 'others'))).rejects.toThrow(
      expect.objectContaining({ name: 'AccessDeniedException' }),
    );
  });

  test('items survive a restart, and the table is not made a second time', async () => {
    const stateDirectory = await mkdtemp(join(tmpdir(), 'local-stack-'));
    onTestFinished(() => rm(stateDirectory, { recursive: true }));
    const persistent = { memory: false, stateDirectory };
    const first = await startEdge(stack, persistent);
    await new DynamoDBClient(first.as('Writer')).send(put);
    await first.stop();
    const second = await startEdge(stack, persistent);
    const read = await new DynamoDBClient(second.as('Writer')).send(
      new GetItemCommand({ TableName: 'lectures', Key: key }),
    );
    expect(read.Item).toEqual(item);
    expect(second.logged).toEqual([]);
  });

  test('transactions are not offered', async () => {
    const edge = await startEdge(stack);
    await expect(
      new DynamoDBClient(edge.as('Writer')).send(
        new TransactWriteItemsCommand({
          TransactItems: [{ Put: { TableName: 'lectures', Item: item } }],
        }),
      ),
    ).rejects.toThrow(expect.objectContaining({ name: 'UnknownOperationException' }));
  });

  test('a wrong secret and an unknown access key are refused as AWS does', async () => {
    const edge = await startEdge(stack);
    const configuration = edge.as('Writer');
    const send = (accessKeyId: string, secretAccessKey: string) =>
      new DynamoDBClient({
        ...configuration,
        credentials: { accessKeyId, secretAccessKey },
      }).send(put);
    await expect(send(configuration.credentials.accessKeyId, 'guess')).rejects.toThrow(
      expect.objectContaining({ name: 'InvalidSignatureException' }),
    );
    await expect(send('AKIANOBODY', 'guess')).rejects.toThrow(
      expect.objectContaining({ name: 'UnrecognizedClientException' }),
    );
    expect(edge.aws.calls).toEqual([]);
  });

  test('a body changed after signing is refused', async () => {
    const edge = await startEdge(stack);
    const client = new DynamoDBClient(edge.as('Writer'));
    client.middlewareStack.add(
      (next) => (args) => {
        const request = HttpRequest.clone(args.request as HttpRequest);
        request.body = Buffer.from(
          new TextDecoder().decode(request.body).replace('USER#1', 'USER#2'),
        );
        return next({ ...args, request });
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await expect(client.send(put)).rejects.toThrow(
      expect.objectContaining({ name: 'InvalidSignatureException' }),
    );
  });

  test('another DynamoDB replaces the embedded one, whatever the access key', async () => {
    const received: string[] = [];
    const server = createServer((request, response) => {
      received.push(String(request.headers['x-amz-target']));
      request.resume();
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(
        request.headers['x-amz-target'] === 'DynamoDB_20120810.DescribeTable'
          ? JSON.stringify({ Table: { ...lectures.createTable, TableStatus: 'ACTIVE' } })
          : '{}',
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const edge = await startEdge(stackModel({ tables: [lectures], roles: stack.roles }), {
      dynamoDbEndpoint: `http://127.0.0.1:${address.port}`,
    });
    await new DynamoDBClient(edge.as('Writer')).send(put);
    expect(received.at(-1)).toBe('DynamoDB_20120810.PutItem');
    await edge.stop();
    server.closeAllConnections();
    server.close();
  });
});

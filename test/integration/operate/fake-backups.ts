import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { onTestFinished } from 'vitest';
import * as z from 'zod';
import { lectureTableInput } from '../../support/lecture-table.ts';

export interface FakeBackups {
  readonly endpoint: string;
  /** The stage's table, as the adapters take it; any other by its name. */
  readonly client: DynamoDBDocumentClient;
  /** The calls that change a table, in order, e.g. `UpdateTimeToLive`. */
  readonly changes: readonly string[];
  /** How often a restored table is looked at until it is there. */
  looks: number;
}

const request = z.looseObject({
  TableName: z.string().optional(),
  TargetTableName: z.string().optional(),
  SourceTableName: z.string().optional(),
  BackupArn: z.string().optional(),
  ResourceArn: z.string().optional(),
  Tags: z.array(z.unknown()).optional(),
  GlobalSecondaryIndexOverride: z.array(z.unknown()).optional(),
});
type Request = z.infer<typeof request>;

interface Extra {
  readonly summary?: object;
  ttl?: boolean;
  isProtected?: boolean;
  history?: { readonly from: number; readonly to: number };
  tags: unknown[];
  looks: number;
}

const arnOf = (name: string) => `arn:aws:dynamodb:ap-northeast-2:123456789012:table/${name}`;
const nameIn = (arn = '') => arn.split('/')[1] ?? '';

/**
 * Dynalite, and in front of it what it lacks: backups, recovery and settings of tables, with the shapes
 * that moto 5.2.5 and MiniStack 1.5.33 were seen to answer.
 *
 * @param at the second of which the table `Lectures` has one backup, and its history ends
 */
export async function fakeBackups(at: number): Promise<FakeBackups> {
  const engine = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  const changes: string[] = [];
  const extras = new Map<string, Extra>();
  const extraOf = (name: string): Extra => {
    const extra = extras.get(name) ?? { tags: [], looks: 0 };
    extras.set(name, extra);
    return extra;
  };

  async function restore(asked: Request, from: string, holds: number) {
    const name = asked.TargetTableName ?? '';
    const { GlobalSecondaryIndexes, AttributeDefinitions, ...bare } = lectureTableInput(name);
    const keys = AttributeDefinitions?.filter(({ AttributeName }) =>
      /^[ps]k$/.test(AttributeName ?? ''),
    );
    const isBare = asked.GlobalSecondaryIndexOverride?.length === 0;
    await fake.client.send(
      new CreateTableCommand(
        isBare ? { ...bare, AttributeDefinitions: keys } : lectureTableInput(name),
      ),
    );
    for await (const { Items = [] } of paginateScan({ client: fake.client }, { TableName: from })) {
      for (const Item of Items) await fake.client.send(new PutCommand({ TableName: name, Item }));
    }
    const summary = {
      SourceTableArn: arnOf(from),
      RestoreDateTime: holds / 1000,
      RestoreInProgress: true,
    };
    extras.set(name, { tags: [], looks: fake.looks, summary });
    return { TableDescription: { TableName: name } };
  }

  const recoveryOf = ({ history }: Extra) => ({
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: {
        PointInTimeRecoveryStatus: history ? 'ENABLED' : 'DISABLED',
        ...(history && {
          EarliestRestorableDateTime: history.from / 1000,
          LatestRestorableDateTime: history.to / 1000,
        }),
      },
    },
  });

  const own: Readonly<Record<string, (asked: Request, extra: Extra) => Promise<object> | object>> =
    {
      DescribeContinuousBackups: (_, extra) => recoveryOf(extra),
      UpdateContinuousBackups(_, extra) {
        extra.history = { from: at, to: at };
        return recoveryOf(extra);
      },
      RestoreTableToPointInTime: (asked) => restore(asked, asked.SourceTableName ?? '', at),
      RestoreTableFromBackup: (asked) => restore(asked, nameIn(asked.BackupArn), at),
      DescribeBackup: (asked) => ({
        BackupDescription: {
          BackupDetails: {
            BackupArn: asked.BackupArn,
            BackupStatus: 'AVAILABLE',
            BackupCreationDateTime: at / 1000,
          },
        },
      }),
      DescribeTimeToLive: (_, { ttl }) => ({
        TimeToLiveDescription: { TimeToLiveStatus: ttl ? 'ENABLED' : 'DISABLED' },
      }),
      UpdateTimeToLive(_, extra) {
        extra.ttl = true;
        return {};
      },
      UpdateTable(_, extra) {
        extra.isProtected = true;
        return {};
      },
      ListTagsOfResource: (_, { tags }) => ({ Tags: tags }),
      TagResource({ Tags = [] }, extra) {
        extra.tags.push(...Tags);
        return {};
      },
    };

  const server = createServer(async (incoming, response) => {
    const body = await buffer(incoming);
    const action = String(incoming.headers['x-amz-target']).split('.')[1] ?? '';
    const asked = request.parse(JSON.parse(body.toString()));
    const extra = extraOf(asked.TableName ?? nameIn(asked.ResourceArn));
    if (/^(?:Update(?!Item)|Tag|Restore)/.test(action)) changes.push(action);
    const mine = own[action];
    const head = { 'content-type': 'application/x-amz-json-1.0' };
    if (mine) {
      response.writeHead(200, head).end(JSON.stringify(await mine(asked, extra)));
      return;
    }
    const { host: _, ...headers } = incoming.headers;
    const answer = await fetch(engineUrl(), {
      method: 'POST',
      headers: Object.entries(headers).map(([name, value]): [string, string] => [
        name,
        String(value),
      ]),
      body,
    });
    const text = await answer.text();
    const isTable = action === 'DescribeTable' && answer.ok;
    response.writeHead(answer.status, head).end(isTable ? describe(text, extra) : text);
  });

  function describe(text: string, extra: Extra): string {
    const { Table } = z.object({ Table: z.looseObject({}) }).parse(JSON.parse(text));
    const isThere = extra.looks <= 0;
    extra.looks -= 1;
    return JSON.stringify({
      Table: {
        ...Table,
        ...(!isThere && { TableStatus: 'CREATING' }),
        ...(extra.summary && { RestoreSummary: extra.summary }),
        DeletionProtectionEnabled: extra.isProtected ?? false,
      },
    });
  }

  const portOf = (listening: { address(): unknown }) =>
    z.object({ port: z.number() }).parse(listening.address()).port;
  const engineUrl = () => `http://127.0.0.1:${portOf(engine)}`;
  engine.listen(0, '127.0.0.1');
  server.listen(0, '127.0.0.1');
  await Promise.all([once(engine, 'listening'), once(server, 'listening')]);
  onTestFinished(() => {
    for (const each of [server, engine]) {
      each.closeAllConnections();
      each.close();
    }
  });
  const endpoint = `http://127.0.0.1:${portOf(server)}`;
  const client = new DynamoDBClient({
    ...{ endpoint, region: 'ap-northeast-2', maxAttempts: 1 },
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const fake = {
    ...{ endpoint, changes, looks: 0 },
    client: DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    }),
  };
  await fake.client.send(new CreateTableCommand(lectureTableInput('Lectures')));
  Object.assign(extraOf('Lectures'), {
    history: { from: at - 86_400_000, to: at },
    tags: [
      { Key: 'stage', Value: 'prod' },
      { Key: 'aws:cloudformation:stack-name', Value: 'LearningMate-prod' },
    ],
  });
  return fake;
}

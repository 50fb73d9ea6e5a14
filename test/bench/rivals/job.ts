import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { lectureKey } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoLectures } from '../../../shared/adapters/dynamo-lectures.ts';
import { tokenIssuer } from '../../../shared/platform/tokens.ts';
import { apiEventTo } from '../../support/api-event.ts';
import { functionVariables } from '../../support/function-environment.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { changeableSecret, firstKey } from '../../support/token-secrets.ts';

/** What all rivals are given: a poll of a lecture in progress, as the published app sends it. */
export interface Job {
  readonly event: APIGatewayProxyEventV2;
  /** All that a rival's process has in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const dayMilliseconds = 24 * 3_600_000;

/**
 * Starts the stub of AWS and puts the lecture there, by our own adapter. A poll then reads one secret,
 * which the process keeps, and one row.
 */
export async function startJob(): Promise<Job> {
  const keyring = { signer: 'k1', k1: firstKey };
  const stub = fork(
    fileURLToPath(new URL('./aws-stub.ts', import.meta.url)),
    [JSON.stringify(keyring)],
    { execArgv: [] },
  );
  const endpoint = `http://127.0.0.1:${await portOf(stub)}`;

  const now = Date.now();
  // No run of the bench may outlast its deadline: then the answer would be another.
  const lecture = lectureOf({ createdAt: now, deadlineAt: now + dayMilliseconds });
  const tableName = functionVariables['TABLE_NAME'] ?? '';
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint, credentials, region: 'ap-northeast-2' });
  const table = {
    client: DynamoDBDocumentClient.from(client, {
      marshallOptions: { removeUndefinedValues: true },
    }),
    name: tableName,
  };
  await dynamoLectures(table).create(lecture);
  client.destroy();

  const token = await tokenIssuer(changeableSecret(keyring).read, Date.now).issue({
    userId: lecture.userId,
    tokenVersion: 1,
  });
  const id = String(lecture.lectureId);
  const { pk, sk } = lectureKey(lecture);
  return {
    event: apiEventTo('GET', `/api/v1/lecture/${id}`, {
      pathParameters: { id },
      headers: {
        accept: '*/*',
        authorization: `Bearer ${token}`,
        host: 'api.test',
        origin: 'https://www.thelearningmate.com',
      },
    }),
    environment: {
      ...functionVariables,
      AWS_ENDPOINT_URL: endpoint,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint,
      AWS_SESSION_TOKEN: 'test',
      AWS_LAMBDA_FUNCTION_NAME: 'get-lecture',
      TZ: ':UTC',
      SENTRY_DSN: endpoint.replace('//', '//public@').concat('/1'),
      BENCH_LECTURE_PK: pk,
      BENCH_LECTURE_SK: sk,
    },
    async stop() {
      const gone = once(stub, 'exit');
      stub.disconnect();
      await gone;
    },
  };
}

const started = z.tuple([z.object({ port: z.int() })]).rest(z.unknown());

async function portOf(child: ChildProcess): Promise<number> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('the stub of AWS did not start');
  });
  const [{ port }] = started.parse(await Promise.race([once(child, 'message'), ended]));
  // It ends some day, and then nobody is waiting for it here.
  ended.catch(() => {});
  return port;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type LocalStack, startLocalStack } from '../../infra/local/local-stack.ts';
import { readOperatorAccess } from '../../infra/local/operator-access.ts';
import type { Endpoint } from '../../infra/openai-stand-in/faults.ts';
import { startOpenAiStandIn } from '../../infra/openai-stand-in/server.ts';
import { lectureKey } from '../../shared/adapters/dynamo-keys.ts';
import { stepOf } from '../support/provider-steps.ts';
import { type PublishedApp, publishedApp } from '../support/published-app.ts';
import { sharedBundles } from '../support/shared-bundles.ts';
import { idPart, keyOfUpload, patience, recordingNamed, startPatience } from './running-stack.ts';
import { startCommand } from './started-command.ts';

const hashTable = 1001;
/** Longer than a lease, and than the grace after which the sweep looks at an open lecture. */
const minutesLater = 5 * 60_000;

const idSchema = z.looseObject({ id: z.int() });

const state = mkdtempSync(join(tmpdir(), 'learning-mate-restart-'));
/** It outlives the stack, as OpenAI does. */
const openAi = await startOpenAiStandIn();
afterAll(async () => {
  await openAi.stop();
  rmSync(state, { recursive: true, force: true });
});

describe('a local stack killed in the middle of its work', { timeout: 3 * startPatience }, () => {
  it('ends every lecture once it runs again, and pays for no step twice', async () => {
    const first = startCommand('node', {
      port: '0',
      arguments: ['--state', state],
      environment: { OPENAI_API_KEY: 'local', OPENAI_BASE_URL: openAi.baseUrl },
    });
    const app = publishedApp(await first.ready());
    const stored = await app.start();
    const { userId } = keyOfUpload(await app.presign());
    const done = await app.waitFor({ id: await teach(app) });

    // Five work at once: the rest is in the queue, which lives in the memory of the process.
    hang('speech', 2);
    const listenedTo = [await teach(app), await teach(app)];
    await untilHanging(2);
    hang('chat', 3);
    const assessed = [await teach(app), await type(app, '충돌'), await teach(app)];
    await untilHanging(5);
    const queued = [await teach(app), await type(app, '체이닝'), await teachBackwards(app)];
    const underWay = [...listenedTo, ...assessed, ...queued];
    expect(await stagesOf(app, underWay)).toEqual([
      ...['TRANSCRIBING', 'TRANSCRIBING'],
      ...['ASSESSING', 'ASSESSING', 'ASSESSING'],
      ...['QUEUED', 'QUEUED', 'WAITING_FOR_UPLOAD'],
    ]);
    process.kill((await readOperatorAccess(state))?.processId ?? Number.NaN, 'SIGKILL');
    expect(await first.exitCode).toBeNull();
    openAi.forget();

    const again = await startAgain();
    try {
      const later = publishedApp(again.origin, { stored });
      await moveClocks(again, userId, underWay);
      await again.runSchedule(idPart('sweep-lectures'));
      for (const id of underWay) {
        expect(await later.waitFor({ id })).toMatchObject({ status: 'SUCCESS' });
      }
      expect(await later.lecture(done.id)).toEqual(done);
      expect((await later.lectures()).map(({ id }) => id).toSorted()).toEqual(
        [done.id, ...underWay].toSorted(),
      );
      // Those that were being assessed had been transcribed before.
      expect(callsTo('speech')).toHaveLength(listenedTo.length + 2);
      expect(
        callsTo('chat')
          .map(stepOf)
          .filter((step) => step === 'find'),
      ).toHaveLength(underWay.length);
    } finally {
      await again.stop();
    }
  });
});

const startAgain = async (): Promise<LocalStack> =>
  startLocalStack({
    port: 0,
    stateDirectory: state,
    openAi: { apiKey: 'local', baseUrl: openAi.baseUrl },
    context: { bundles: (await sharedBundles()).directory },
    log: () => {},
  });

const hang = (endpoint: Endpoint, times: number): void =>
  openAi.misbehave({ kind: 'hang-before-headers' }, { endpoint, times });

const callsTo = (wanted: Endpoint) => openAi.requests.filter(({ endpoint }) => endpoint === wanted);

const untilHanging = (count: number): Promise<void> =>
  expect.poll(() => openAi.requests.filter(({ fault }) => fault), patience).toHaveLength(count);

let copies = 0;

/** In other bytes each time, so that it is no repeat of an earlier one. */
async function freshRecording(): Promise<Uint8Array<ArrayBuffer>> {
  copies += 1;
  // An EBML Void element, which players skip, with a number in it.
  return new Uint8Array([...(await recordingNamed('hash-table-good.webm')), 0xec, 0x81, copies]);
}

async function teach(app: PublishedApp): Promise<number> {
  return (await app.teach(hashTable, await freshRecording())).id;
}

/** The upload comes after the POST: nothing but S3's event knows of it. */
async function teachBackwards(app: PublishedApp): Promise<number> {
  const uploadUrl = await app.presign();
  const { id } = await app.submit(hashTable, uploadUrl);
  expect(await app.upload(uploadUrl, await freshRecording())).toBe(200);
  return id;
}

async function type(app: PublishedApp, word: string): Promise<number> {
  const text = `해시 함수는 키를 배열의 인덱스로 바꾸어 값을 저장합니다. 오늘의 낱말은 ${word}입니다.`;
  const response = await app.call('POST', '/lecture', { topicId: hashTable, text });
  return idSchema.parse(await response.json()).id;
}

async function stagesOf(app: PublishedApp, ids: readonly number[]): Promise<unknown[]> {
  return Promise.all(ids.map(async (id) => (await app.lecture(id)).stage));
}

/** As if the rows had been written some minutes earlier. */
async function moveClocks(
  { operator }: LocalStack,
  userId: number,
  lectureIds: readonly number[],
): Promise<void> {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: operator.endpoint,
      region: operator.region,
      credentials: operator,
    }),
  );
  const past = Date.now() - minutesLater;
  for (const lectureId of lectureIds) {
    await client.send(
      new UpdateCommand({
        TableName: operator.outputs['TableName'],
        Key: lectureKey({ userId, lectureId }),
        UpdateExpression: 'SET openSince = :past, leaseUntil = :past',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':past': past },
      }),
    );
  }
  client.destroy();
}

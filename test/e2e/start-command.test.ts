import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { hasDynoxide } from '../support/dynamo-engines.ts';
import { startDynoxide } from '../support/dynoxide-server.ts';
import { publishedApp } from '../support/published-app.ts';
import { patience, recordingNamed, startPatience } from './running-stack.ts';
import { startCommand } from './started-command.ts';

const hashTable = 1001;

const state = mkdtempSync(join(tmpdir(), 'learning-mate-start-'));
afterAll(() => rmSync(state, { recursive: true, force: true }));
const stateHere = ['--state', state];

describe('npm start', { timeout: 3 * startPatience }, () => {
  it('serves until Ctrl-C and goes on where it was when it starts again', async () => {
    const first = startCommand('npm', { port: '0', arguments: stateHere });
    const origin = await first.ready();
    const { port } = new URL(origin);
    if (process.platform === 'linux') {
      const local = /^(0100007F|0{24}01000000|0{16}FFFF00000100007F):/;
      expect(first.listensAt()).not.toEqual([]);
      expect(first.listensAt().filter((address) => !local.test(address))).toEqual([]);
    }
    const app = publishedApp(origin);
    const stored = await app.start();
    const lecture = await app.teach(hashTable, await recordingNamed('hash-table-partly.m4a'));
    const result = await app.waitFor(lecture);
    expect(result).toMatchObject({ status: 'SUCCESS' });

    const second = startCommand('npm', { port, arguments: stateHere });
    expect(await second.exitCode).toBe(1);
    expect(second.complaints()).toEqual([
      `port ${port} is busy; stop what listens there or choose another: PORT=8081 npm start`,
    ]);

    first.pressControlC();
    await first.exitCode;
    expect(first.printed()).toContain('Stopping …');
    await expect.poll(() => first.isAlive(), patience).toBe(false);
    await expect(fetch(`${origin}/api/v1/major`)).rejects.toThrow('fetch failed');

    const again = startCommand('node', { port: '0', arguments: stateHere });
    const later = publishedApp(await again.ready(), { stored });
    expect(await later.lectures()).toEqual([result]);
    again.pressControlC();
    expect(await again.exitCode).toBe(0);
    expect(again.isAlive()).toBe(false);
    expect(again.complaints()).toEqual([]);
  });

  it.runIf(hasDynoxide)('uses the DynamoDB it is given, and forgets with --fresh', async () => {
    const dynamo = await startDynoxide();
    const started = startCommand('node', {
      port: '0',
      arguments: [...stateHere, '--fresh'],
      environment: { AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint },
    });
    try {
      const app = publishedApp(await started.ready());
      await app.start();
      const lecture = await app.teach(hashTable, await recordingNamed('hash-table-partly.m4a'));
      expect(await app.waitFor(lecture)).toMatchObject({ status: 'SUCCESS', score: 39 });
      expect(await tablesAt(dynamo.endpoint)).toEqual([expect.stringContaining('Table')]);
    } finally {
      started.pressControlC();
      expect(await started.exitCode).toBe(0);
      await dynamo.stop();
    }
  });
});

async function tablesAt(endpoint: string): Promise<string[] | undefined> {
  const client = new DynamoDBClient({
    endpoint,
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { TableNames } = await client.send(new ListTablesCommand({}));
  client.destroy();
  return TableNames;
}

import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import { webFileKey } from '../../../shared/adapters/dynamo-keys.ts';
import { findWebFile, keepWebFiles } from '../../../shared/adapters/dynamo-web-files.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = async (name: string) => ({ gzip: bytes(`gz ${name}`), brotli: bytes(`br ${name}`) });
const day = 24 * 60 * 60 * 1000;
const deployedAt = Date.UTC(2026, 10, 27);

describeOnEachEngine('the web app’s files in the table', (engine) => {
  let table: EngineTable;
  beforeEach(async () => {
    table = await engine.freshTable();
  });
  const release = (...names: string[]) => keepWebFiles(table, names, read, deployedAt);
  const textOf = async (name: string) => {
    const found = await findWebFile(table, name);
    return found && new TextDecoder().decode(found.brotli);
  };

  const itemOf = async (name: string) =>
    (await table.client.send(new GetCommand({ TableName: table.name, Key: webFileKey(name) })))
      .Item;

  it('are there after their release, and nothing else is', async () => {
    expect(await release('a-1.js', 'b-1.css')).toEqual({ kept: 2, leaving: 0 });
    expect(await textOf('a-1.js')).toBe('br a-1.js');
    expect(await textOf('a-2.js')).toBeUndefined();
  });

  it('stay for a month after the release that replaced them', async () => {
    await release('a-1.js', 'b-1.css');
    expect(await release('a-2.js', 'b-1.css')).toEqual({ kept: 1, leaving: 1 });
    expect(await textOf('a-1.js')).toBe('br a-1.js');
    expect(await itemOf('a-1.js')).toMatchObject({
      expiresAt: (deployedAt + 30 * day) / 1000,
    });
    expect(await itemOf('b-1.css')).not.toHaveProperty('expiresAt');
  });

  it('are the same after the same release again, and do not expire if one goes back to them', async () => {
    await release('a-1.js');
    expect(await release('a-1.js')).toEqual({ kept: 0, leaving: 0 });
    await release('a-2.js');
    expect(await release('a-1.js')).toEqual({ kept: 1, leaving: 1 });
    expect(await itemOf('a-1.js')).not.toHaveProperty('expiresAt');
  });

  it('may exceed a single answer of the table', async () => {
    const large = async () => ({ gzip: new Uint8Array(190_000), brotli: new Uint8Array(190_000) });
    const names = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}-1.js`);
    await keepWebFiles(table, names, large, deployedAt);
    expect(await keepWebFiles(table, [], large, deployedAt)).toEqual({ kept: 0, leaving: 6 });
  });
});

import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import {
  transferCodeKey,
  transferOwnerKey,
  userPartition,
} from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoTransferCodes } from '../../../shared/adapters/dynamo-transfer-codes.ts';
import { userTraces } from '../../../shared/adapters/user-traces.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { MemoryBucket } from '../journey-model/memory-bucket.ts';
import { readStoredRows } from '../journey-model/stored-rows.ts';

describeOnEachEngine('transfer codes in the table', (engine) => {
  let table: EngineTable;
  beforeEach(async () => {
    table = await engine.freshTable();
  });

  const owner = { userId: 7_001, tokenVersion: 1 };
  const perDay = { day: 20_000, limit: 2 };
  const codeNamed = (digest: string) => ({ digest, validUntil: 1_000 });

  it('lead to their owner, whose last one alone is good, once and until it expires', async () => {
    const codes = dynamoTransferCodes(table);
    expect(await codes.keep(owner, codeNamed('one'), perDay, 0)).toBe(true);
    expect(await codes.findOwner('one')).toEqual(owner);
    expect(await codes.findOwner('two')).toBeUndefined();
    expect(await codes.useUp(7_002, 'one', 0)).toBe(false);
    expect(await codes.keep(owner, codeNamed('two'), perDay, 0)).toBe(true);
    expect(await codes.useUp(7_001, 'one', 0)).toBe(false);
    expect(await codes.useUp(7_001, 'two', 1_000)).toBe(false);
    expect(await codes.useUp(7_001, 'two', 999)).toBe(true);
    expect(await codes.useUp(7_001, 'two', 999)).toBe(false);
  });

  it('are good for only one of any number who try at once', async () => {
    const codes = dynamoTransferCodes(table);
    await codes.keep(owner, codeNamed('one'), perDay, 0);
    const tries = Array.from({ length: 8 }, () => codes.useUp(7_001, 'one', 0));
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
  });

  it('are counted by the day, and one too many leaves the last one good', async () => {
    const codes = dynamoTransferCodes(table);
    await codes.keep(owner, codeNamed('one'), perDay, 0);
    await codes.keep(owner, codeNamed('two'), perDay, 0);
    expect(await codes.keep(owner, codeNamed('three'), perDay, 0)).toBe(false);
    expect(await codes.findOwner('three')).toBeUndefined();
    expect(await codes.keep(owner, codeNamed('four'), { day: 20_001, limit: 1 }, 0)).toBe(true);
    expect(await codes.keep(owner, codeNamed('five'), { day: 20_001, limit: 1 }, 0)).toBe(false);
    expect(await codes.useUp(7_001, 'four', 0)).toBe(true);
  });

  const erase = () => userTraces(table, new MemoryBucket().client, 'recordings').erase(7_001);

  it('are gone with their user, including the earlier ones', async () => {
    const codes = dynamoTransferCodes(table);
    await codes.keep(owner, codeNamed('one'), perDay, 0);
    await codes.keep(owner, codeNamed('two'), perDay, 0);
    await codes.keep({ ...owner, userId: 7_002 }, codeNamed('another'), perDay, 0);
    expect((await readStoredRows(table)).items).toContainEqual(
      expect.objectContaining({ pk: 'TRANSFER#one', expiresAt: 1 }),
    );
    await erase();
    expect(await codes.useUp(7_001, 'two', 0)).toBe(false);
    const { items } = await readStoredRows(table);
    expect(items.filter(({ userId }) => userId === 7_001)).toEqual([]);
    expect(items.filter(({ pk }) => pk === userPartition(7_001))).toEqual([]);
    expect(await codes.findOwner('another')).toBeDefined();
  });

  it('that an earlier release made are good all the same', async () => {
    const codes = dynamoTransferCodes(table);
    const Item = { ...transferOwnerKey('old'), ...owner, expiresAt: 1 };
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
    const kept = { ...transferCodeKey(7_001), digest: 'old', validUntil: 1_000, day: 1, made: 1 };
    await table.client.send(new PutCommand({ TableName: table.name, Item: kept }));
    expect(await codes.findOwner('old')).toEqual(owner);
    expect(await codes.useUp(7_001, 'old', 0)).toBe(true);
  });
});

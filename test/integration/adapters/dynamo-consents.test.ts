import { beforeEach, expect, it } from 'vitest';
import { dynamoConsents } from '../../../shared/adapters/dynamo-consents.ts';
import { profileKey } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { userTraces } from '../../../shared/adapters/user-traces.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { consentOf } from '../../support/in-memory-consents.ts';
import { userOf } from '../../support/in-memory-users.ts';
import { MemoryBucket } from '../journey-model/memory-bucket.ts';
import { readStoredRows } from '../journey-model/stored-rows.ts';

describeOnEachEngine('consents in the table', (engine) => {
  let table: EngineTable;
  beforeEach(async () => {
    table = await engine.freshTable();
  });

  const { userId } = userOf();
  const early = consentOf({ at: 999_999_999_999 });
  const late = consentOf({ at: 1_000_000_000_000, given: false, by: 'GUARDIAN' });

  it('are listed in the order in which they happened, of one user alone', async () => {
    const consents = dynamoConsents(table);
    for (const change of [late, early]) expect(await consents.add(userId, change)).toBe(true);
    await consents.add(7_002, consentOf({ at: 5 }));
    expect(await consents.list(userId)).toEqual([early, late]);
  });

  it('to purposes that only a newer release knows are skipped, and may be given by anybody who counts', async () => {
    const consents = dynamoConsents(table);
    const other: object = { purpose: 'ADVERTS' };
    await consents.add(userId, { ...early, ...other });
    const another: object = { by: 'SCHOOL' };
    await consents.add(userId, { ...late, ...another });
    expect(await consents.list(userId)).toEqual([{ ...late, by: 'LEARNER' }]);
  });

  it('are written once: there is one for each purpose and moment', async () => {
    const consents = dynamoConsents(table);
    await consents.add(userId, early);
    expect(await consents.add(userId, { ...early, version: 2 })).toBe(false);
    expect(await consents.add(userId, { ...early, purpose: 'DISPUTE_STUDIES' })).toBe(true);
    expect(await consents.list(userId)).toContainEqual(early);
  });

  it('are not read to authenticate a caller, and go with their user', async () => {
    const users = dynamoUsers(table);
    await users.create(userOf());
    await dynamoConsents(table).add(userId, early);
    expect(await users.findCaller(userId, 20_000, 'consistent')).toMatchObject({
      user: { userId },
      lecturesToday: 0,
      creditsToday: 0,
    });
    await userTraces(table, new MemoryBucket().client, 'recordings').erase(userId);
    const { items } = await readStoredRows(table, userId);
    expect(items.map(({ sk }) => sk)).toEqual([profileKey(userId).sk]);
  });
});

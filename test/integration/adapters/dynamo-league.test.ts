import { S3Client } from '@aws-sdk/client-s3';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { dynamoLeague } from '../../../shared/adapters/dynamo-league.ts';
import { dynamoOpenGroups } from '../../../shared/adapters/dynamo-open-groups.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { userTraces } from '../../../shared/adapters/user-traces.ts';
import { leagueLimits } from '../../../shared/contracts/league.ts';
import { giveSeat } from '../../../shared/league/give-seat.ts';
import { leaveLeague } from '../../../shared/league/leave-league.ts';
import { weekAt } from '../../../shared/league/week.ts';
import { describeOnEachEngine, type EngineTable } from '../../support/dynamo-engines.ts';
import { testStart } from '../../support/manual-clock.ts';
import { allow, bucket, role, stackModel } from '../../support/stack-model.ts';
import { startEdge } from '../local-stack/aws-edge.ts';

const me = 7_001;
const week = weekAt(testStart);
const name = { text: '가르치는 라면', code: '7QF39M0KV2TAXE5D' };
const recordings = bucket('lectures');
const stack = stackModel({
  buckets: [recordings],
  roles: [role('Eraser', [allow(['s3:ListBucket'], [recordings.arn])])],
});
const rowSchema = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  expiresAt: z.number().optional(),
});

/** The same table, where something happens before each call. */
function beforeCall(table: EngineTable, happens: () => Promise<void>): EngineTable {
  const client = new Proxy(table.client, {
    get: (target, property) =>
      property === 'send'
        ? async (command: Parameters<typeof target.send>[0]) => {
            await happens();
            return target.send(command);
          }
        : Reflect.get(target, property),
  });
  return { ...table, client };
}

describeOnEachEngine('the league in the table', (engine) => {
  const open = (table: EngineTable) => ({
    table,
    ...dynamoLeague(table, () => testStart),
    open: dynamoOpenGroups(table),
  });
  const fresh = async () => {
    const stores = open(await engine.freshTable());
    const user = { userId: me, name: '이름', tokenVersion: 1, createdAt: 0 };
    await dynamoUsers(stores.table).create(user);
    return stores;
  };
  type Stores = ReturnType<typeof open>;
  const rows = async ({ table }: Stores) => {
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
    return z.array(rowSchema).parse(Items);
  };
  const rowsOutside = async (stores: Stores) =>
    (await rows(stores)).filter(({ pk }) => !pk.startsWith('USER#'));
  const erase = async ({ table }: Stores, userId: number) => {
    const s3 = new S3Client((await startEdge(stack)).as('Eraser'));
    await userTraces(table, s3, recordings.name).erase(userId);
  };

  it('keeps who takes part, by which name, and where', async () => {
    const { participations } = await fresh();
    expect(await participations.find(me, 'consistent')).toBeUndefined();
    expect(await participations.setName(me, name)).toBe(false);
    await participations.join(me);
    await participations.join(me);
    expect(await participations.setName(me, name)).toBe(true);
    const seat = { week, group: 'GROUP', seat: 3 };
    expect(await participations.setSeats(me, [seat], undefined)).toBe(false);
    expect(await participations.setSeats(me, [seat], { ...name, text: '다른' })).toBe(false);
    expect(await participations.setSeats(me, [seat], name)).toBe(true);
    await participations.noteSeated(me, week);
    const result = { week, place: 2, members: 9, points: 40 };
    await participations.settle(me, result);
    await participations.settle(me, { ...result, place: 1 });
    await participations.settle(7_002, result);
    expect(await participations.find(me, 'consistent')).toEqual({
      ...{ isIn: true, seatedWeek: week, name, seats: [seat], last: result },
    });
    await participations.leave(me);
    expect(await participations.find(me, 'eventual')).toEqual({
      ...{ isIn: false, seats: [seat], last: result },
    });
    expect(await participations.find(7_002, 'consistent')).toBeUndefined();
    await participations.join(me);
    expect(await participations.markNameTakenDown(me, testStart)).toBe(true);
    expect(await participations.setName(me, name)).toBe(false);
    expect(await participations.setName(me, undefined)).toBe(true);
  });

  it('fills a group, and then opens the next one', async () => {
    const { groups, open: list } = await fresh();
    expect(await groups.enter(week, 2)).toBeUndefined();
    expect(await groups.open(week, 2, 'FIRST')).toEqual({ week, group: 'FIRST', seat: 0 });
    // Somebody else was quicker.
    expect(await groups.open(week, 2, 'OTHER')).toBeUndefined();
    for (let seat = 1; seat < leagueLimits.seats; seat++) {
      expect(await groups.enter(week, 2)).toEqual({ week, group: 'FIRST', seat });
    }
    expect(await groups.enter(week, 2)).toBeUndefined();
    expect(await groups.open(week, 2, 'SECOND')).toEqual({ week, group: 'SECOND', seat: 0 });
    const listed: string[] = [];
    for (let which = 0; which < list.lists; which++) {
      for await (const group of list.list(week, which)) listed.push(group);
    }
    expect(listed.sort()).toEqual(['FIRST', 'SECOND']);
    await list.close(week, 'FIRST');
    expect(await list.freeze(week, 'FIRST', [])).toBeUndefined();
  });

  it('freezes how a week ended, the first time', async () => {
    const { groups, open: list } = await fresh();
    await groups.open(week, 0, 'GROUP');
    const ended = [
      { seat: 0, points: 30 },
      { seat: 4, points: 5 },
    ];
    expect(await list.freeze(week, 'GROUP', ended)).toEqual(ended);
    expect(await list.freeze(week, 'GROUP', [])).toEqual(ended);
  });

  it('shows points of the latest version to anybody who looks at the group', async () => {
    const { groups } = await fresh();
    const seat = await groups.claim(me, { week, group: 'GROUP', seat: 1 });
    // It was claimed before, whatever is claimed since.
    expect(await groups.claim(me, { week, group: 'OTHER', seat: 0 })).toEqual(seat);
    expect(await groups.claimed(me, week)).toEqual(seat);
    expect(await groups.claimed(me, week + 7)).toBeUndefined();
    await groups.keepPoints(me, seat, { part: 0, points: 10, version: 1 });
    expect(await groups.members(seat, 'consistent')).toEqual([]);
    expect(await groups.sit(me, seat, undefined, testStart)).toBe(true);
    await groups.keepPoints(me, seat, { part: 0, points: 20, version: 3 });
    await groups.keepPoints(me, seat, { part: 0, points: 10, version: 2 });
    await groups.keepPoints(me, seat, { part: 1, points: 5, version: 0 });
    expect(await groups.sit(me, seat, name, testStart)).toBe(true);
    const member = { userId: me, seat: 1, points: 25, name };
    expect(await groups.members(seat, 'consistent')).toEqual([member]);
    expect(await groups.member(me, seat)).toEqual(member);
    await groups.rename(me, undefined);
    expect(await groups.member(me, seat)).toEqual({ userId: me, seat: 1, points: 25 });
    await groups.standUp(me);
    expect(await groups.members(seat, 'consistent')).toEqual([]);
    expect(await groups.sit(me, seat, name, testStart)).toBe(false);
  });

  it('finds a shown name by its code until it is hidden', async () => {
    const stores = await fresh();
    const { names } = stores;
    expect(await names.show(me, name, testStart)).toEqual(name);
    const renewed = { text: '새 이름', code: 'ANOTHER' };
    expect(await names.show(me, renewed, testStart)).toEqual({ ...renewed, code: name.code });
    expect(await names.find(name.code)).toEqual({ userId: me, text: '새 이름' });
    expect(await names.find('ANOTHER')).toBeUndefined();
    expect((await rowsOutside(stores)).map(({ expiresAt }) => expiresAt)).toEqual([undefined]);
    await names.hide(me);
    await names.hide(me);
    expect(await names.find(name.code)).toBeUndefined();
    expect(await rowsOutside(stores)).toEqual([]);
  });

  it('tells a reader of the months which groups to write to, for learners who take part', async () => {
    const { participations, habits } = await fresh();
    await participations.join(me);
    expect((await habits.findAll(me)).groups).toEqual([]);
    const seats = [week - 7, week].map((each) => ({ week: each, group: `G${each}`, seat: 1 }));
    await participations.setSeats(me, seats, undefined);
    const groups = seats.map(({ week: each, group }) => ({ week: each, group }));
    expect((await habits.findAll(me)).groups).toEqual(groups);
    expect(await habits.findToday(me)).toEqual({ summary: undefined, quest: undefined });
    await participations.leave(me);
    expect((await habits.findAll(me)).groups).toEqual([]);
  });

  it.each(['deleted', 'gone by themselves'] as const)(
    'has nothing of learners who are %s at any moment of being seated',
    async (how) => {
      for (let calls = 1; calls < 24; calls += 1) {
        const stores = await fresh();
        await stores.participations.join(me);
        await stores.names.show(me, name, testStart);
        await stores.participations.setName(me, name);
        let left = calls;
        const table = beforeCall(stores.table, async () => {
          left -= 1;
          if (left !== 0) return;
          if (how === 'deleted') {
            await dynamoUsers(stores.table).leaveTombstone(me, 1, testStart);
            await erase(stores, me);
          } else await leaveLeague(stores, me);
        });
        await giveSeat(open(table), me, week);
        // Later than the seating took: the function is called again, and the sweep runs.
        if (left > 0) break;
        if (how === 'deleted') await erase(stores, me);
        const provisional = testStart / 1_000 + 3_601;
        const theirs = (await rowsOutside(stores)).filter(
          ({ pk, expiresAt = Number.POSITIVE_INFINITY }) =>
            !/DOOR|OPEN/.test(pk) && expiresAt > provisional,
        );
        expect(theirs, `before call ${calls}`).toEqual([]);
        if (how === 'deleted') {
          const inside = (await rows(stores)).filter(({ pk }) => pk.startsWith('USER#'));
          expect(inside.map(({ sk }) => sk)).toEqual(['PROFILE']);
        }
      }
    },
  );

  it('lets nobody read who is who from a door or a list', async () => {
    const stores = await fresh();
    await stores.participations.join(me);
    const seat = await giveSeat(stores, me, week);
    if (!seat) throw new Error('there is no seat');
    await stores.open.freeze(week, seat.group, [{ seat: seat.seat, points: 5 }]);
    const shared = (await rowsOutside(stores)).filter(({ pk }) => /DOOR|OPEN/.test(pk));
    expect(shared).toHaveLength(2);
    expect(JSON.stringify(shared)).not.toContain(String(me));
    await erase(stores, me);
    expect((await rows(stores)).map(({ sk }) => sk)).not.toContain('HABITS#LEAGUE');
  });
});

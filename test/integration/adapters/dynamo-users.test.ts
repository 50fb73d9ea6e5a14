import { beforeEach, expect, it } from 'vitest';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import type { User, UserStore } from '../../../shared/users/user.ts';
import { describeOnEachEngine } from '../../support/dynamo-engines.ts';
import { testStart } from '../../support/manual-clock.ts';

const user: User = { userId: 7_001, name: '사용자ab12', tokenVersion: 1, createdAt: testStart };

describeOnEachEngine('users in the table', (engine) => {
  let users: UserStore;
  beforeEach(async () => {
    users = dynamoUsers(await engine.freshTable());
  });

  it('are found as they were made', async () => {
    expect(await users.create(user)).toBe(true);
    expect(await users.find(user.userId)).toEqual(user);
    expect(await users.find(user.userId + 1)).toBeUndefined();
  });

  it('never take an id that another has', async () => {
    await users.create(user);
    expect(await users.create({ ...user, name: '다른 사람' })).toBe(false);
    expect(await users.find(user.userId)).toEqual(user);
  });

  it('are made once where two come at once', async () => {
    const made = await Promise.all(['하나', '둘'].map((name) => users.create({ ...user, name })));
    expect(made.filter(Boolean)).toHaveLength(1);
  });

  it('are renamed, and keep everything else', async () => {
    await users.create(user);
    expect(await users.rename(user.userId, '해시 장인 🧑‍🍳')).toBe(true);
    expect(await users.find(user.userId)).toEqual({ ...user, name: '해시 장인 🧑‍🍳' });
  });

  it('are not made by a change of name', async () => {
    expect(await users.rename(user.userId, '아무개')).toBe(false);
    expect(await users.find(user.userId)).toBeUndefined();
  });
});

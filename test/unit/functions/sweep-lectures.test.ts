import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CapturedLog, capturedLog } from '../../support/captured-log.ts';
import { setFunctionEnvironment } from '../../support/function-environment.ts';
import { inMemoryUsers, userOf } from '../../support/in-memory-users.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { lectureJourney } from '../../support/lecture-journey.ts';

setFunctionEnvironment();
const { sweep } = await import('../../../functions/sweep-lectures/handler.ts');

let captured: CapturedLog;
beforeEach(() => {
  captured = capturedLog();
});
afterEach(() => captured.restore());

const userId = 244_351_179_819_687;

/** A minute's work: an open lecture past its deadline, and a user deleted a day ago. */
async function minute(options: { rowIsBroken?: boolean; tableIsAway?: boolean } = {}) {
  const { lectures, preparations, recordings, queue, clock } = lectureJourney();
  lectures.put(lectureOf());
  if (options.rowIsBroken) lectures.expire = () => Promise.reject(new Error('broken row'));
  const users = inMemoryUsers(userOf({ userId }));
  await users.leaveTombstone(userId, 1, clock.now());
  clock.advanceSeconds(86_400);
  const erased: number[] = [];
  const traces = {
    erase: async (id: number) => {
      if (options.tableIsAway) throw new Error('table is away');
      erased.push(id);
      return true;
    },
  };
  const noteNotSwept = () => {};
  const noteNotErased = () => {};
  const run = sweep({
    ...{ lectures, preparations, recordings, queue, users, traces, noteNotSwept, noteNotErased },
    clock: clock.now,
  });
  return { work: () => run(() => 60_000), erased };
}

describe('the sweep’s run of each minute', () => {
  it('ends lectures, erases users, and tells in one line how many', async () => {
    const { work, erased } = await minute();
    await work();

    expect(erased).toEqual([userId]);
    expect(captured.lines()).toMatchObject([{ message: 'swept', expired: 1, erasedUsers: 1 }]);
  });

  it('erases deleted users even if a lecture cannot be swept, and then throws that error', async () => {
    const { work, erased } = await minute({ rowIsBroken: true });

    await expect(work()).rejects.toMatchObject({ name: 'LecturesNotSwept' });
    expect(erased).toEqual([userId]);
  });

  it('throws the error of an erasure', async () => {
    const { work } = await minute({ tableIsAway: true });
    await expect(work()).rejects.toMatchObject({
      name: 'UsersNotErased',
      errors: [{ cause: { message: 'table is away' } }],
    });
  });

  it('logs the error of an erasure beside the one it throws, if both parts failed', async () => {
    const { work } = await minute({ rowIsBroken: true, tableIsAway: true });

    await expect(work()).rejects.toMatchObject({ name: 'LecturesNotSwept' });
    expect(captured.lines()).toMatchObject([
      { message: 'none erased', reason: 'The traces of 1 users were not erased' },
    ]);
  });
});

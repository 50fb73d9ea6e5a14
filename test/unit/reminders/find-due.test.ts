import { describe, expect, it } from 'vitest';
import { findDue } from '../../../shared/reminders/find-due.ts';
import type { Due } from '../../../shared/reminders/ports.ts';
import { testStart } from '../../support/manual-clock.ts';

const dueOf = (userId: number): Due => ({
  ...{ userId, zone: 'Asia/Seoul', taughtAt: 0, unanswered: 0, remindAt: testStart },
});

/** Lists pages of so many learners, and records what happened in which order. */
function finding(...pages: readonly (number | Error)[]) {
  const events: string[] = [];
  const sent: number[] = [];
  let listed = 0;
  const world = { waiting: 0, hasTime: true };
  const ports = {
    clock: () => testStart,
    reminders: {
      async *listDue(by: number) {
        events.push(`list by ${by - testStart}`);
        for (const page of pages) {
          if (page instanceof Error) throw page;
          events.push(`page of ${page}`);
          yield Array.from({ length: page }, () => dueOf(++listed));
        }
      },
    },
    queue: {
      waiting: async () => world.waiting,
      async sendAll(messages: Parameters<Parameters<typeof findDue>[0]['queue']['sendAll']>[0]) {
        const due = messages.map((message) => (message.kind === 'due' ? message.due : []));
        events.push(`send ${due.map(({ length }) => length).join('+')}`);
        sent.push(...due.flat().map(({ userId }) => userId));
      },
    },
  };
  return { world, events, sent, find: () => findDue(ports, () => world.hasTime) };
}

const tens = (count: number) => Array.from({ length: count }, () => 20).join('+');

describe('a run that finds who is due', () => {
  it('sends ten messages of twenty at once, as soon as there are so many, and the rest at the end', async () => {
    const { find, events, sent } = finding(150, 50, 130, 120, 5);
    expect(await find()).toBe(455);
    expect(events).toEqual([
      ...['list by 0', 'page of 150', 'page of 50', `send ${tens(10)}`],
      ...['page of 130', 'page of 120', `send ${tens(10)}`],
      ...['page of 5', `send ${tens(2)}+15`],
    ]);
    expect(sent).toEqual(Array.from({ length: 455 }, (_, at) => at + 1));
  });

  it('sends nothing if nobody is due', async () => {
    const { find, events } = finding(0);
    expect(await find()).toBe(0);
    expect(events).toEqual(['list by 0', 'page of 0']);
  });

  it('takes a page of several requests at once', async () => {
    const { find, events } = finding(401);
    expect(await find()).toBe(401);
    expect(events.slice(2)).toEqual([`send ${tens(10)}`, `send ${tens(10)}`, 'send 1']);
  });

  it('that has no more time reads no further page, and sends what it has read', async () => {
    const { world, find, events } = finding(30, 40);
    world.hasTime = false;
    expect(await find()).toBe(30);
    expect(events).toEqual(['list by 0', 'page of 30', 'send 20+10']);
  });

  it('that fails half-way sends what it has read', async () => {
    const { find, events } = finding(30, new Error('throttled'));
    await expect(find()).rejects.toThrow('throttled');
    expect(events).toEqual(['list by 0', 'page of 30', 'send 20+10']);
  });

  it('goes ahead while fifty messages wait, and waits if there are more', async () => {
    const { world, find, events } = finding(1);
    world.waiting = 51;
    expect(await find()).toBeUndefined();
    expect(events).toEqual([]);
    world.waiting = 50;
    expect(await find()).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import type {
  Device,
  Due,
  PushMessage,
  PushOutcome,
  ReminderMessage,
  Reminders,
  SentAgain,
} from '../../../shared/reminders/ports.ts';
import { sendMessage } from '../../../shared/reminders/send.ts';
import { inMemoryReminders } from '../../support/in-memory-reminders.ts';
import { manualClock, testStart } from '../../support/manual-clock.ts';

const userId = 90_000;
const lectureId = 7_000_001;
const daySeconds = 24 * 3_600;
const start = testStart;

const device = (name: string): Device => ({
  ...{ endpoint: `https://push.example/${name}`, p256dh: name, auth: name, since: 0 },
});

const reminded = (parts: Partial<Reminders> = {}): Reminders => ({
  ...{ userId, zone: 'Asia/Seoul', taughtAt: start, unanswered: 0, daily: true, language: 'ko' },
  ...{ devices: [device('a')], remindAt: start + 1, ...parts },
});

function sending(...rows: readonly Reminders[]) {
  const clock = manualClock();
  const reminders = inMemoryReminders(...rows);
  const sent: { to: string; message: PushMessage }[] = [];
  const queued: { message: ReminderMessage; delaySeconds: number | undefined }[] = [];
  const outcomes: PushOutcome[] = [];
  let names = 0;
  const ports = {
    reminders,
    lastTaught: async (_: number): Promise<number | undefined> => undefined,
    push: async ({ endpoint }: Device, message: PushMessage) => {
      sent.push({ to: endpoint.slice(-1), message });
      return outcomes.shift() ?? ({ kind: 'sent' } as const);
    },
    queue: {
      send: async (message: ReminderMessage, delaySeconds?: number) => {
        queued.push({ message, delaySeconds });
      },
    },
    clock: clock.now,
    newName: () => `name ${++names}`,
    count: () => {},
  };
  return {
    ...{ clock, reminders, ports, sent, queued, outcomes },
    handle: (message: ReminderMessage) => sendMessage(ports, message),
    row: () => reminders.of(userId),
  };
}

const ended = { kind: 'ended', userId, lectureId, isGraded: true } as const;

describe('a message to several learners', () => {
  const dueOf = (id: number): Due => ({
    ...{ userId: id, zone: 'Asia/Seoul', taughtAt: start - daySeconds * 1000, unanswered: 0 },
    remindAt: start,
  });

  it('reaches the others if one of them is in trouble, and comes again for that one', async () => {
    const rows = [1, 2, 3].map((id) => reminded({ ...dueOf(id), devices: [device(`${id}`)] }));
    const { ports, handle, sent } = sending(...rows);
    ports.lastTaught = async (id) => {
      if (id === 2) throw new Error('throttled');
      return undefined;
    };
    const message: ReminderMessage = { kind: 'due', due: [1, 2, 3].map(dueOf) };
    await expect(handle(message)).rejects.toThrow('throttled');
    expect(sent.map(({ to }) => to)).toEqual(['1', '3']);
    ports.lastTaught = async () => undefined;
    await handle(message);
    expect(sent.map(({ to }) => to)).toEqual(['1', '3', '2']);
  });

  it('is kept for four hours if the night is later', async () => {
    const { handle, sent } = sending(reminded({ ...dueOf(userId) }));
    await handle({ kind: 'due', due: [dueOf(userId)] });
    expect(sent[0]?.message).toMatchObject({ timeToLiveSeconds: 4 * 3_600, topic: 'reminder' });
  });
});

describe('the end of a lecture', () => {
  it('is kept for a day, under another topic than a reminder', async () => {
    const { handle, sent } = sending(reminded());
    await handle(ended);
    expect(sent[0]?.message).toMatchObject({ timeToLiveSeconds: daySeconds, topic: 'lecture' });
  });

  it.each<[string, Partial<Reminders>]>([
    ['has begun again', { remindAt: start + 5 }],
    ['wants none any more', { daily: false }],
    ['has no device any more', { devices: [] }],
  ])('wakes no reminders of a learner who %s while it is told', async (_, changed) => {
    const asleep = reminded({ remindAt: undefined, unanswered: 7 });
    const { ports, reminders, handle, row } = sending(asleep);
    const { find } = reminders;
    const meanwhile = { ...asleep, toldOf: lectureId, ...changed };
    ports.reminders.find = async (id) => {
      const { value, revision } = await find(id);
      if (value?.unanswered === 7) await reminders.replace(meanwhile, revision);
      return find(id);
    };
    await handle(ended);
    expect(row()).toEqual(meanwhile);
  });

  it('leaves reminders as they are if they had not ended', async () => {
    const { handle, row } = sending(reminded({ unanswered: 3 }));
    await handle(ended);
    expect(row()).toEqual(reminded({ unanswered: 3, toldOf: lectureId }));
  });
});

describe('a push service that asks to wait', () => {
  const again = ({ message }: { message: ReminderMessage }) =>
    message.kind === 'again' ? message : undefined;

  it('is asked again when the last of its devices may be, for those that were not written to', async () => {
    const devices = ['a', 'b', 'c'].map(device);
    const { handle, queued, outcomes } = sending(reminded({ devices }));
    outcomes.push(
      ...([
        { kind: 'wait', seconds: 60 },
        { kind: 'sent' },
        { kind: 'wait', seconds: 90 },
      ] as const),
    );
    await handle(ended);
    expect(queued).toEqual([
      {
        delaySeconds: 90,
        message: {
          ...{ kind: 'again', userId, id: 'name 1', notification: 'READY', lectureId, attempt: 2 },
          ...{ notBefore: start + 90_000, until: start + daySeconds * 1000 },
          endpoints: [device('a').endpoint, device('c').endpoint],
        },
      },
    ]);
  });

  it('is asked again while the message is of use, and not at its very end', async () => {
    for (const [seconds, times] of [
      [daySeconds - 1, 1],
      [daySeconds, 0],
    ] as const) {
      const { handle, queued, outcomes } = sending(reminded());
      outcomes.push({ kind: 'wait', seconds });
      await handle(ended);
      expect(queued).toHaveLength(times);
    }
  });

  it('is not asked again for a learner who is gone meanwhile', async () => {
    const { handle, queued, outcomes, ports } = sending(reminded());
    outcomes.push({ kind: 'wait', seconds: 60 });
    ports.reminders.leaveForRetry = async () => false;
    await handle(ended);
    expect(queued).toEqual([]);
  });

  const left: SentAgain & { kind: 'again' } = {
    ...{ kind: 'again', userId, id: 'left', notification: 'READY', lectureId, attempt: 2 },
    ...{ endpoints: [device('a').endpoint], notBefore: start, until: start + 1_000 },
  };

  it('gets it at the very moment it named, with what is left of its time', async () => {
    const { handle, sent, queued } = sending(
      reminded({ again: 'left', devices: [device('a'), device('b')] }),
    );
    await handle({ ...left, until: start + 1_999 });
    expect(sent.map(({ to, message }) => [to, message.timeToLiveSeconds])).toEqual([['a', 1]]);
    expect(queued).toEqual([]);
  });

  it('gets nothing that is of no use any more', async () => {
    const { handle, sent } = sending(reminded({ again: 'left' }));
    await handle({ ...left, until: start + 999 });
    expect(sent).toEqual([]);
  });

  it('is waited for in whole seconds, so that no message comes early', async () => {
    const { handle, queued } = sending(reminded({ again: 'left' }));
    await handle({ ...left, notBefore: start + 1_001, until: start + 60_000 });
    expect(queued[0]?.delaySeconds).toBe(2);
    expect(queued.map(again)).toEqual([
      { ...left, notBefore: start + 1_001, until: start + 60_000 },
    ]);
  });

  it('is asked a third time, and no fourth', async () => {
    for (const [attempt, times] of [
      [2, 1],
      [3, 0],
    ] as const) {
      const { handle, queued, outcomes } = sending(reminded({ again: 'left' }));
      outcomes.push({ kind: 'wait', seconds: 1 });
      await handle({ ...left, attempt, until: start + 60_000 });
      expect(queued.map(again).map((message) => message?.attempt)).toEqual(
        Array.from({ length: times }, () => 3),
      );
    }
  });
});

describe('a device that is gone', () => {
  it('is removed in up to five tries if others keep changing the same row', async () => {
    const { handle, outcomes, ports, row } = sending(reminded());
    outcomes.push({ kind: 'gone' });
    let tries = 0;
    ports.reminders.replace = async () => {
      tries += 1;
      return false;
    };
    await handle(ended);
    expect(tries).toBe(5);
    expect(row()?.devices).toEqual([device('a')]);
  });

  it('is removed once: if somebody else has done it nothing is written', async () => {
    const { handle, outcomes, ports, reminders } = sending(reminded());
    outcomes.push({ kind: 'gone' });
    const { find } = reminders;
    let writes = 0;
    ports.reminders.find = async (id) => {
      const { value, revision } = await find(id);
      return { value: value && { ...value, devices: [device('b')] }, revision };
    };
    ports.reminders.replace = async () => {
      writes += 1;
      return true;
    };
    await handle(ended);
    expect(writes).toBe(0);
  });

  it('leaves the next reminder to those that are there', async () => {
    const { handle, outcomes, row } = sending(reminded({ devices: [device('a'), device('b')] }));
    outcomes.push({ kind: 'gone' }, { kind: 'sent' });
    await handle(ended);
    expect(row()).toMatchObject({ devices: [device('b')], remindAt: start + 1 });
  });
});

import { describe, expect, it } from 'vitest';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import {
  countOrErase,
  type EndPorts,
  endLecture,
  endOrRetry,
  type Work,
} from '../../../shared/lectures/end-lecture.ts';
import type { Lecture } from '../../../shared/lectures/lecture.ts';
import { RecordingGoneError } from '../../../shared/recordings/recording.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { deliveryOf, lectureJourney } from '../../support/lecture-journey.ts';
import { testStart } from '../../support/manual-clock.ts';

const lecture = lectureOf({ attempt: 1, isCharged: true, spentMicroDollars: 0 });
const workOf = (parts: Partial<Lecture> = {}): Work => ({
  ...{ lecture: { ...lecture, ...parts }, spentMicroDollars: () => 0 },
  askedInVain: () => undefined,
});

/** What the ports are told, in order. */
function endPorts(parts: { isWritten?: boolean; rank?: 'ranked' | 'user deleted' } = {}) {
  const { processPorts, allowances } = lectureJourney();
  const told: unknown[] = [];
  const ports: EndPorts = {
    ...processPorts,
    lectures: {
      finish: async (_lecture, ending) => {
        told.push(ending);
        return parts.isWritten ?? true;
      },
      release: async (_lecture, until) => {
        told.push({ until });
        return true;
      },
    },
    keepHabits: async (userId, day) => void told.push({ userId, day }),
    rank: async () => {
      told.push('rank');
      return parts.rank ?? 'ranked';
    },
    tellEnded: async (_, status) => void told.push(`told of ${status}`),
    eraseIfDeleted: async () => void told.push('erase if deleted'),
  };
  return { ports, told, allowances };
}

const success = { status: 'SUCCESS' } as const;
const practice = { userId: lecture.userId, day: seoulDay(lecture.createdAt) };

describe('a lecture that was judged', () => {
  it('counts as practice on the day of its submission, and is then ranked', async () => {
    const { ports, told } = endPorts();
    await countOrErase(ports, lecture, success);
    expect(told).toEqual([practice, 'rank']);
  });

  it('leaves nothing of a user who was deleted meanwhile', async () => {
    const { ports, told } = endPorts({ rank: 'user deleted' });
    await countOrErase(ports, lecture, success);
    expect(told).toEqual([practice, 'rank', 'erase if deleted']);
  });

  it('counts as practice but is not ranked if it was typed', async () => {
    const { ports, told } = endPorts();
    await countOrErase(ports, { ...lecture, kind: 'text' }, success);
    expect(told).toEqual([practice, 'erase if deleted']);
  });

  it('is not ranked if our own canary taught it', async () => {
    const { ports, told } = endPorts();
    await countOrErase(ports, { ...lecture, isCanary: true }, success);
    expect(told).toEqual([practice, 'erase if deleted']);
  });

  it('counts as neither if it is a sample, or judges an earlier talk again', async () => {
    const { ports, told } = endPorts();
    await countOrErase(ports, lecture, { ...success, isSample: true });
    const later = { by: 'transcript', lectureId: 1 } as const;
    await countOrErase(ports, { ...lecture, kind: 'text', later }, success);
    expect(told).toEqual(['erase if deleted', 'erase if deleted']);
  });
});

describe('a lecture that was not judged', () => {
  it.each(['claim lost', { status: 'FAILURE' }, { status: 'STT_EMPTY' }] as const)(
    'counts nowhere: %j',
    async (result) => {
      const { ports, told } = endPorts();
      await countOrErase(ports, lecture, result);
      expect(told).toEqual(['erase if deleted']);
    },
  );
});

describe('devices that should be told', () => {
  const endedWith = async (notify: true | undefined, isWritten = true) => {
    const { ports, told } = endPorts({ isWritten });
    await endLecture(ports, workOf({ notify }), success);
    return told;
  };

  it('are told of an end by the run that wrote it, and only if the submission asked for it', async () => {
    expect(await endedWith(true)).toEqual([success, 'told of SUCCESS']);
    expect(await endedWith(undefined)).toEqual([success]);
    expect(await endedWith(true, false)).toEqual([success]);
  });
});

describe('a reservation', () => {
  const reservation = { day: 3, microDollars: 500 };
  const spentAfter = async (isWritten: boolean) => {
    const { ports, allowances } = endPorts({ isWritten });
    const limits = { global: 9, providerMicroDollars: 9_000 };
    await allowances.chargeService(3, { lectures: 1, microDollars: 500 }, limits);
    const work = workOf({ reservation });
    expect(await endLecture(ports, work, success)).toBe(isWritten);
    return allowances.spentMicroDollars(3);
  };

  it('is settled by the run that writes the end, and by nobody else', async () => {
    expect(await spentAfter(true)).toBe(0);
    expect(await spentAfter(false)).toBe(500);
  });
});

describe('an error', () => {
  const away = new ProviderError('assessment', 'unavailable', '503');

  it('that passes gives the lecture back only if the next try begins before its deadline', async () => {
    const { ports, told } = endPorts();
    const pauseMilliseconds = 5_000;
    const ended = { status: 'FAILURE', reason: 'PROVIDER_UNAVAILABLE' };
    const deadlineAt = testStart + pauseMilliseconds;
    const early = workOf({ deadlineAt: deadlineAt + 1 });
    expect(await endOrRetry(ports, early, deliveryOf(), away)).toEqual({
      ...{ again: 'unavailable', inSeconds: 6 },
    });
    await endOrRetry(ports, workOf({ deadlineAt }), deliveryOf(), away);
    expect(told).toEqual([{ until: deadlineAt }, ended]);
  });

  it('on the last receive ends the lecture, and lets its message go on to where operators look', async () => {
    const { ports } = endPorts();
    const last = deliveryOf({ isLastReceive: true });
    expect(await endOrRetry(ports, workOf(), last, away)).toEqual({
      ...{ again: 'unavailable', inSeconds: 1 },
    });
  });

  it.each([
    ['missing', 'UPLOAD_MISSING'],
    ['changed', 'RECORDING_CHANGED'],
  ] as const)(
    'about bytes that are %s while they are sent ends it for good: %s',
    async (kind, reason) => {
      const { ports, told } = endPorts();
      const gone = new RecordingGoneError(kind);
      expect(await endOrRetry(ports, workOf(), deliveryOf(), gone)).toEqual({ done: reason });
      expect(told).toEqual([{ status: 'FAILURE', reason }]);
    },
  );
});

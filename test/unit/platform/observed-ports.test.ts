import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Ending, submittedTooLate } from '../../../shared/lectures/lecture.ts';
import { LectureNotSwept } from '../../../shared/lectures/sweep-lectures.ts';
import { beginInvocation, log } from '../../../shared/platform/log.ts';
import {
  followedLectures,
  logNotSwept,
  observedLectures,
} from '../../../shared/platform/observed-ports.ts';
import { type CapturedLog, capturedLog } from '../../support/captured-log.ts';
import { inMemoryLectures } from '../../support/in-memory-lectures.ts';
import { lectureOf } from '../../support/lecture-factory.ts';

let captured: CapturedLog;

beforeEach(() => {
  captured = capturedLog();
  vi.stubEnv('METRIC_NAMESPACE', 'LearningMate-test');
  beginInvocation({});
});

afterEach(() => {
  captured.restore();
  vi.unstubAllEnvs();
});

const measured = () => captured.metrics().map(({ name, value }) => [name, value]);
const claim = { messageId: 'message-1', leaseUntil: 1, deadlineAt: 2 };

function observed() {
  const lecture = lectureOf({ correlationId: 'request-of-the-post' });
  const lectures = observedLectures(inMemoryLectures());
  return { lecture, lectures, now: lecture.createdAt + 42_000 };
}

describe('a lecture that starts', () => {
  it('is counted once, by its kind, and sets the successes to zero', async () => {
    const { lecture, lectures } = observed();
    await lectures.create(lecture);
    await lectures.create(lecture);

    expect(measured()).toEqual([
      ['LecturesStarted', 1],
      ['LecturesSucceeded', 0],
    ]);
    expect(captured.metrics()[0]?.dimensions).toEqual({ Kind: 'recording' });
  });
});

describe('a lecture of our own canary', () => {
  it('is followed in the log from its start to its end, and counted nowhere', async () => {
    const { lecture, lectures, now } = observed();
    const canary = { ...lecture, isCanary: true };
    await lectures.create(canary);
    const judgedBy = { promptVersion: 'p2', model: 'gpt-6-luna' };
    await lectures.finish(canary, { status: 'SUCCESS', score: 40, judgedBy }, now);

    expect(measured()).toEqual([]);
    expect(captured.lines().map(({ message }) => message)).toEqual(['started', 'ended']);
  });
});

describe('labels of key points', () => {
  const labels = [
    { keyPoint: 1, label: 'covered' },
    { keyPoint: 2, label: 'partial' },
  ] as const;
  const judgedBy = { promptVersion: 'p2', model: 'gpt-6-luna-2026-08-11' };
  const of = { Prompts: 'p2', Model: 'gpt-6-luna' };
  const labelsCounted = () =>
    captured
      .metrics()
      .filter(({ name }) => name.startsWith('Labels'))
      .map(({ name, value, dimensions }) => [name, value, dimensions]);

  it('are counted when they are given, by prompts and by the model as it is known here', async () => {
    const { lecture, lectures, now } = observed();
    await lectures.create(lecture);
    await lectures.finish(lecture, { status: 'SUCCESS', score: 80, labels, judgedBy }, now);
    expect(labelsCounted()).toContainEqual(['LabelsGiven', 2, of]);
    expect(labelsCounted().map(([name]) => name)).not.toContain('LabelsDisputed');
  });

  it.each([
    ['partial', 1],
    ['wrong', 0],
  ] as const)('that are disputed and judged %s count as %d changed', async (label, changed) => {
    const { lecture, lectures, now } = observed();
    const disputed = {
      ...judgedBy,
      label: 'wrong',
      lectureId: 1,
      model: 'a-model-of-ours',
    } as const;
    const dispute = {
      ...lecture,
      later: { by: 'disagreement', lectureId: 1, disputed },
      focus: [2],
    } as const;
    await lectures.create(dispute);
    const ending = {
      status: 'SUCCESS',
      score: 0,
      labels: [{ keyPoint: 2, label }],
      judgedBy,
    } as const;
    await lectures.finish(dispute, ending, now);
    // They count by what gave the disputed label; an unknown model counts as one of the others.
    const others = { Prompts: 'p2', Model: 'other' };
    expect(labelsCounted()).toContainEqual(['LabelsDisputed', 1, others]);
    expect(labelsCounted()).toContainEqual(['LabelsChanged', changed, others]);
    expect(labelsCounted().map(([name]) => name)).not.toContain('LabelsGiven');
  });
});

describe('what follows a result', () => {
  it.each(['answer', 'transcript', 'disagreement'] as const)(
    'is counted separately from lectures if it is %s',
    async (by) => {
      const { lecture, lectures, now } = observed();
      const later = { ...lecture, later: { by, lectureId: 1 } };
      await lectures.create(later);
      await lectures.finish(later, { status: 'SUCCESS', score: 80 }, now);
      expect(captured.metrics()).toMatchObject([
        { name: 'LatersEnded', value: 1, dimensions: { By: by, Status: 'SUCCESS' } },
      ]);
    },
  );
});

describe('a lecture that was submitted too late', () => {
  it('has ended without having started', async () => {
    const { lecture, lectures } = observed();
    await lectures.create(submittedTooLate(lecture));

    expect(captured.metrics().map(({ name, dimensions }) => [name, dimensions])).toContainEqual([
      'LecturesEnded',
      { Status: 'FAILURE', Reason: 'UPLOAD_MISSING' },
    ]);
    expect(measured().map(([name]) => name)).not.toContain('LecturesStarted');
  });
});

describe('a lecture that ends', () => {
  const endings: readonly [Ending, string][] = [
    [{ status: 'STT_EMPTY' }, 'STT_EMPTY'],
    [{ status: 'FAILURE', reason: 'PROVIDER_QUOTA' }, 'PROVIDER_QUOTA'],
  ];
  it.each(endings)('as %j is counted once, by status and reason', async (ending, reason) => {
    const { lecture, lectures, now } = observed();
    await lectures.create(lecture);
    await lectures.finish(lecture, ending, now);
    await lectures.finish(lecture, ending, now);

    const [, , ...ended] = captured.metrics();
    expect(ended).toMatchObject([
      { name: 'LecturesEnded', value: 1, dimensions: { Status: ending.status, Reason: reason } },
    ]);
  });

  it('well is a success, with the seconds since its submission', async () => {
    const { lecture, lectures, now } = observed();
    await lectures.create(lecture);
    await lectures.finish(lecture, { status: 'SUCCESS', score: 80 }, now);

    expect(measured().slice(2)).toEqual([
      ['LecturesEnded', 1],
      ['LecturesSucceeded', 1],
      ['SecondsToFeedback', 42],
    ]);
    expect(captured.lines().at(-1)).toMatchObject({
      message: 'ended',
      lectureId: lecture.lectureId,
      correlationId: 'request-of-the-post',
      seconds: 42,
    });
  });

  it('by its deadline is counted as that', async () => {
    const { lecture, lectures } = observed();
    await lectures.create(lecture);
    await lectures.expire(lecture, lecture.deadlineAt);

    expect(captured.metrics().at(-1)).toMatchObject({
      name: 'LecturesEnded',
      dimensions: { Status: 'FAILURE', Reason: 'DEADLINE_EXCEEDED' },
    });
  });

  it('leaves no trace in the lines about others, when many are swept at once', async () => {
    const { lecture, lectures, now } = observed();
    await lectures.create(lecture);
    await lectures.finish(lecture, { status: 'STT_EMPTY' }, now);
    log('info', 'swept');

    expect(captured.lines().at(-1)).not.toHaveProperty('lectureId');
  });
});

describe('a lecture that could not be swept', () => {
  it('is one line with its id, its request and what went wrong', () => {
    const { lecture } = observed();
    logNotSwept(new LectureNotSwept(lecture, lecture, new TypeError('no such field')));

    expect(captured.lines()).toMatchObject([
      {
        level: 'error',
        message: 'not swept',
        lectureId: lecture.lectureId,
        correlationId: 'request-of-the-post',
        error: 'TypeError',
        reason: 'no such field',
      },
    ]);
  });
});

describe('a lecture that is followed', () => {
  it('is named in every line from the moment it is looked for', async () => {
    const { lecture, lectures } = observed();
    await lectures.create(lecture);
    const followed = followedLectures(lectures);
    await followed.find(lecture, 'consistent');
    log('info', 'looked at');
    await followed.claim(lecture, claim);
    log('info', 'done');

    const thread = { lectureId: lecture.lectureId, correlationId: 'request-of-the-post' };
    expect(captured.lines()).toMatchObject([
      { message: 'started', ...thread },
      { message: 'looked at', ...thread },
      { message: 'claimed', ...thread },
      { message: 'done', ...thread },
    ]);
  });

  it('is also named if it is claimed and nobody has read it', async () => {
    const { lecture, lectures } = observed();
    await lectures.create(lecture);
    await followedLectures(lectures).claim(lecture, claim);
    log('info', 'at work');

    const { lectureId } = lecture;
    expect(captured.lines().at(-1)).toMatchObject({
      ...{ message: 'at work', lectureId, correlationId: 'request-of-the-post' },
    });
  });

  it('is also named if nobody has submitted it yet', async () => {
    const { lecture, lectures } = observed();
    await followedLectures(lectures).find(lecture, 'consistent');
    log('info', 'not submitted yet');

    expect(captured.lines()[0]).toMatchObject({ lectureId: lecture.lectureId });
    expect(captured.lines()[0]).not.toHaveProperty('correlationId');
  });
});

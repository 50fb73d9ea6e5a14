import { describe, expect, it } from 'vitest';
import type { Ending, Lecture } from '../../../shared/lectures/lecture.ts';
import type { Moderator } from '../../../shared/own-topics/moderation.ts';
import { beginInvocation, log } from '../../../shared/platform/log.ts';
import {
  followedLectures,
  logNotErased,
  observedChat,
  observedLectures,
  observedPreparations,
} from '../../../shared/platform/observed-ports.ts';
import { observedModerator, observedReports } from '../../../shared/platform/observed-sharing.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { UserNotErased } from '../../../shared/users/erase-deleted-users.ts';
import { measuredLogOfEachTest } from '../../support/captured-log.ts';
import { inMemoryLectures } from '../../support/in-memory-lectures.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { testPrices } from '../../support/lecture-journey.ts';

const captured = measuredLogOfEachTest();
const counted = () =>
  captured.metrics().map(({ name, value, dimensions }) => [name, value, dimensions]);
const countedAs = (name: string) =>
  captured
    .metrics()
    .filter((metric) => metric.name === name)
    .map(({ value, dimensions }) => [value, dimensions]);

const judgedBy = { promptVersion: 'prompts-9', model: 'gpt-6-luna-2026-08-01' };
const by = { Prompts: 'prompts-9', Model: 'gpt-6-luna' };

async function ended(labels: (Ending & { status: 'SUCCESS' })['labels'], later?: Lecture['later']) {
  const lecture = lectureOf({ later });
  const lectures = observedLectures(inMemoryLectures());
  await lectures.create(lecture);
  await lectures.finish(lecture, { status: 'SUCCESS', score: 80, labels, judgedBy }, 0);
}

describe('labels', () => {
  it('are counted when they are given, by prompts and model', async () => {
    await ended([
      { keyPoint: 1, label: 'covered' },
      { keyPoint: 2, label: 'missing' },
    ]);
    expect(countedAs('LabelsGiven')).toEqual([[2, by]]);
    expect(countedAs('LabelsDisputed')).toEqual([]);
  });

  it.each([
    ['missing', 'covered', 1],
    ['missing', 'missing', 0],
    ['covered', 'missing', 0],
  ] as const)(
    'that are disputed are counted by what gave them: %s, and then %s, is kinder %i times',
    async (first, second, kinder) => {
      await ended([{ keyPoint: 1, label: second }], {
        ...{ by: 'disagreement', lectureId: 7 },
        disputed: { label: first, lectureId: 7, promptVersion: 'prompts-8', model: 'nobody’s' },
      });
      const byFirst = { Prompts: 'prompts-8', Model: 'other' };
      expect(countedAs('LabelsDisputed')).toEqual([[1, byFirst]]);
      expect(countedAs('LabelsChanged')).toEqual([[kinder, byFirst]]);
      expect(countedAs('LabelsGiven')).toEqual([]);
    },
  );

  it('in an answer to a pupil are not counted as either', async () => {
    await ended([{ keyPoint: 1, label: 'covered' }], { by: 'answer', lectureId: 7 });
    const names = captured.metrics().map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('Labels'))).toEqual([]);
  });
});

describe('a topic that is prepared', () => {
  it.each([
    [{ status: 'SUCCESS', score: 0 }, 'SUCCESS'],
    [{ status: 'FAILURE', reason: 'PROVIDER_QUOTA' }, 'FAILURE'],
  ] as const)('and ends as %j is counted separately from lectures', async (ending, status) => {
    const preparation = lectureOf({ correlationId: 'request-1' });
    const preparations = observedPreparations(inMemoryLectures());
    await preparations.create(preparation);
    await preparations.finish(preparation, ending, 0);
    expect(captured.lines()).toMatchObject([
      { level: 'info', message: 'topic started', correlationId: 'request-1' },
      { message: 'ended' },
    ]);
    expect(counted()).toEqual([['TopicsEnded', 1, { Status: status }]]);
  });
});

describe('rows that are written', () => {
  it('are logged only by the run that wrote them', async () => {
    const lecture = lectureOf();
    const lectures = observedLectures(inMemoryLectures());
    const claim = { messageId: 'm', leaseUntil: 1, deadlineAt: 2 };
    expect(await lectures.claim(lecture, claim)).toBeUndefined();
    expect(await lectures.expire(lecture, lecture.deadlineAt)).toBe(false);
    expect([captured.lines(), counted()]).toEqual([[], []]);
  });

  it('are logged when they are sent again', async () => {
    const lecture = lectureOf({ correlationId: 'request-1' });
    await observedLectures(inMemoryLectures()).markResent(lecture, 0);
    expect(captured.lines()).toMatchObject([
      { level: 'warn', message: 'sent again', correlationId: 'request-1' },
    ]);
  });

  it('are observed only for the functions that a store has', () => {
    expect(Object.keys(observedLectures({}))).toEqual([]);
  });

  it('are named in every later line from the moment they are put', async () => {
    beginInvocation({});
    const lecture = lectureOf({ correlationId: 'request-1' });
    await followedLectures(inMemoryLectures()).create(lecture);
    log('info', 'later');
    const { lectureId } = lecture;
    expect(captured.lines()).toMatchObject([{ lectureId, correlationId: 'request-1' }]);
  });
});

it('a user who could not be erased is counted, and named with what went wrong', () => {
  logNotErased(new UserNotErased(7_001, new Error('throttled')));
  expect(counted()).toEqual([['ErasuresFailed', 1, {}]]);
  expect(captured.lines()).toMatchObject([
    { level: 'error', message: 'not erased', userId: 7_001, reason: 'throttled' },
  ]);
});

describe('a provider’s error', () => {
  const failing = (error: Error) =>
    observedChat({ ask: () => Promise.reject(error) }, testPrices, () => 0).ask(
      { step: 'judge', system: '', user: '', answerSchema: {}, maximumAnswerTokens: 1 },
      { budgetMilliseconds: 1 },
    );

  it('is a line with its kind and what we say about it', async () => {
    await expect(failing(new ProviderError('assessment', 'quota', '402'))).rejects.toThrow();
    expect(captured.lines()).toMatchObject([
      {
        level: 'warn',
        message: 'provider error',
        step: 'assessment',
        kind: 'quota',
        detail: '402',
      },
    ]);
  });

  it('is not an error that our own code made', async () => {
    await expect(failing(new TypeError('of ours'))).rejects.toThrow('of ours');
    expect([captured.lines(), counted()]).toEqual([[], []]);
  });
});

describe('a moderator', () => {
  const observed = (firstFlagged: Moderator['firstFlagged'], place?: number) =>
    observedModerator({ firstFlagged }, place).firstFlagged(['text'], { budgetMilliseconds: 1 });
  const flagged = { index: 0 } as unknown as Awaited<ReturnType<Moderator['firstFlagged']>>;

  it('is counted by its place and its verdict', async () => {
    expect(await observed(async () => undefined)).toBeUndefined();
    expect(await observed(async () => flagged, 1)).toBe(flagged);
    await observed(async () => undefined, 9);
    expect(counted()).toEqual([
      ['ProviderAnswers', 1, { Step: 'moderation', Place: 'first' }],
      ['TopicsModerated', 1, { Verdict: 'FINE' }],
      ['ProviderAnswers', 1, { Step: 'moderation', Place: 'second' }],
      ['TopicsModerated', 1, { Verdict: 'FLAGGED' }],
      ['ProviderAnswers', 1, { Step: 'moderation', Place: 'third' }],
      ['TopicsModerated', 1, { Verdict: 'FINE' }],
    ]);
  });

  it('that fails is logged by its kind, and an error of ours is not', async () => {
    const away = new ProviderError('moderation', 'unavailable', '503');
    await expect(observed(() => Promise.reject(away))).rejects.toBe(away);
    await expect(observed(() => Promise.reject(new TypeError('of ours')))).rejects.toThrow();
    expect(captured.lines()).toMatchObject([
      { level: 'warn', message: 'provider error', step: 'moderation', kind: 'unavailable' },
    ]);
    expect(counted()).toEqual([['ProviderErrors', 1, { Step: 'moderation', Kind: 'unavailable' }]]);
  });
});

it('a report is counted the first time that a learner makes it', async () => {
  let kept = 0;
  const reports = observedReports({ keep: async () => ++kept === 1 });
  const report = { reason: 'OFFENSIVE' } as unknown as Parameters<typeof reports.keep>[1];
  expect(await reports.keep(7_001, report)).toBe(true);
  expect(await reports.keep(7_001, report)).toBe(false);
  expect(counted()).toEqual([['TopicsReported', 1, { Reason: 'OFFENSIVE' }]]);
});

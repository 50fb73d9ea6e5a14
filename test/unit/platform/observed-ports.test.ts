import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findQuestion } from '../../../shared/assessment/find-passages.ts';
import { type Ending, submittedTooLate } from '../../../shared/lectures/lecture.ts';
import { LectureNotSwept } from '../../../shared/lectures/sweep-lectures.ts';
import { beginInvocation, log } from '../../../shared/platform/log.ts';
import {
  followedLectures,
  logNotSwept,
  observedChat,
  observedLectures,
  observedSpeech,
} from '../../../shared/platform/observed-ports.ts';
import { ProviderError, type ProviderErrorKind } from '../../../shared/speech/provider-error.ts';
import { type CapturedLog, capturedLog } from '../../support/captured-log.ts';
import { inMemoryLectures } from '../../support/in-memory-lectures.ts';
import { answerOf, heardOf, lectureOf, topicOf } from '../../support/lecture-factory.ts';
import { scriptedChat, scriptedSpeech } from '../../support/scripted-providers.ts';

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

const prices = {
  speechPerMinute: 0.006,
  chatPerMillionInputTokens: 0.25,
  chatPerMillionOutputTokens: 2,
};
const limits = { budgetMilliseconds: 1_000 };
const recording = {
  fileName: 'a.wav',
  contentType: 'audio/wav',
  sizeBytes: 0,
  open: async () => (async function* () {})(),
};

/** A clock that moves on by three seconds whenever it is asked. */
function hurryingClock() {
  let now = 0;
  return () => {
    now += 3_000;
    return now;
  };
}

describe('a call to a provider', () => {
  it('for speech is measured in seconds and in dollars by the minute', async () => {
    const { port } = scriptedSpeech(heardOf({ durationSeconds: 300 }));
    await observedSpeech(port, prices, hurryingClock()).transcribe(recording, limits);

    expect(measured()).toEqual([
      ['TranscriptionSeconds', 3],
      ['CostEstimateDollars', 0.03],
      ['ProviderUnavailable', 0],
      ['ProviderAnswers', 1],
    ]);
  });

  it.each([
    ['what the provider says it charges for', { billedSeconds: 60, durationSeconds: 59.2 }, 0.006],
    ['the size, where the provider says nothing: 360 kB of webm', {}, 0.006],
  ])('for speech costs by %s', async (_, said, dollars) => {
    const webm = { ...recording, contentType: 'audio/webm', sizeBytes: 360_000 };
    const { port } = scriptedSpeech(heardOf({ durationSeconds: undefined, ...said }));
    await observedSpeech(port, prices, hurryingClock()).transcribe(webm, limits);

    expect(measured()[1]).toEqual(['CostEstimateDollars', dollars]);
  });

  it('for the assessment is measured in seconds and in dollars by the token', async () => {
    const ask = async () => ({
      answer: {},
      isWhole: true,
      model: 'test-chat',
      provider: 'chat.test',
      usage: { inputTokens: 2_000, outputTokens: 1_000 },
    });
    await observedChat({ ask }, prices, hurryingClock()).ask(question, limits);

    expect(measured()).toEqual([
      ['AssessmentSeconds', 3],
      ['CostEstimateDollars', 0.0025],
      ['ProviderUnavailable', 0],
      ['ProviderAnswers', 1],
    ]);
    expect(captured.metrics().at(-1)?.dimensions).toEqual({ Step: 'assessment', Place: 'first' });
  });

  it('that was paid for in vain costs as much as one that was answered', async () => {
    const usage = { inputTokens: 2_000, outputTokens: 1_000 };
    const ask = () =>
      Promise.reject(new ProviderError('assessment', 'invalid', 'no JSON', undefined, usage));
    const call = observedChat({ ask }, prices, hurryingClock()).ask(question, limits);
    await expect(call).rejects.toThrow(ProviderError);
    expect(measured()).toContainEqual(['CostEstimateDollars', 0.0025]);
  });

  it('is counted by the place of the endpoint that answered', async () => {
    for (const place of [[], [0], [1], [2], [3]]) {
      const { port } = scriptedSpeech(heardOf());
      await observedSpeech(port, prices, hurryingClock(), ...place).transcribe(recording, limits);
    }
    const places = captured.metrics().filter(({ name }) => name === 'ProviderAnswers');
    expect(places.map(({ dimensions }) => dimensions)).toEqual([
      { Step: 'speech', Place: 'first' },
      { Step: 'speech', Place: 'first' },
      { Step: 'speech', Place: 'second' },
      { Step: 'speech', Place: 'third' },
      { Step: 'speech', Place: 'third' },
    ]);
  });

  const question = findQuestion(topicOf(), '', 'ko', [0]);
  const kinds: readonly [ProviderErrorKind, number][] = [
    ['unavailable', 1],
    ['rate-limited', 1],
    ['quota', 0],
    ['unauthorized', 0],
    ['rejected', 0],
    ['refused', 0],
    ['invalid', 0],
  ];
  it('of no use is counted in addition to being an answer', async () => {
    const useless = { ...question, flawOf: () => ({ complaint: 'Nothing in it.' }) };
    const poor = { ...question, flawOf: () => ({ complaint: 'Poor.', isTolerable: true }) };
    const chat = observedChat(scriptedChat(answerOf()).port, prices, hurryingClock());
    await chat.ask(useless, limits);
    await chat.ask(poor, limits);
    expect(captured.metrics().filter(({ name }) => name === 'ProviderErrors')).toMatchObject([
      { value: 1, dimensions: { Step: 'assessment', Kind: 'invalid' } },
    ]);
    expect(captured.metrics().filter(({ name }) => name === 'ProviderAnswers')).toHaveLength(2);
  });

  it.each(kinds)('that is %s is counted by its kind; share of outage %d', async (kind, share) => {
    const chat = scriptedChat(answerOf());
    chat.will(new ProviderError('assessment', kind, '503'));
    const call = observedChat(chat.port, prices, hurryingClock()).ask(question, limits);

    await expect(call).rejects.toThrow(ProviderError);
    expect(captured.metrics()).toMatchObject([
      { name: 'ProviderErrors', value: 1, dimensions: { Step: 'assessment', Kind: kind } },
      { name: 'ProviderUnavailable', value: share },
    ]);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findQuestion } from '../../../shared/assessment/find-passages.ts';
import { beginInvocation } from '../../../shared/platform/log.ts';
import { observedChat, observedSpeech } from '../../../shared/platform/observed-ports.ts';
import { ProviderError, type ProviderErrorKind } from '../../../shared/speech/provider-error.ts';
import { type CapturedLog, capturedLog } from '../../support/captured-log.ts';
import { answerOf, heardOf, topicOf } from '../../support/lecture-factory.ts';
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

import { describe, expect, it } from 'vitest';
import { chatInTurn } from '../../../shared/assessment/chat-in-turn.ts';
import type { ProcessLecturePorts } from '../../../shared/lectures/work-of-claim.ts';
import { ProviderError, type ProviderStep } from '../../../shared/speech/provider-error.ts';
import { speechInTurn } from '../../../shared/speech/speech-in-turn.ts';
import { wavOf } from '../../support/lecture-factory.ts';
import { deliveryOf, lectureJourney } from '../../support/lecture-journey.ts';

/** What the three endpoints of a step do, one after the other; the last one repeats. */
type Script = readonly ('hangs' | 'fails' | 'answers')[];

/** A lecture each delivery of which meets another worker process: nothing warm is carried over. */
async function threeEndpoints(scripts: Partial<Record<ProviderStep, readonly Script[]>>) {
  const journey = lectureJourney();
  const { clock } = journey;
  const asked: string[] = [];
  const counts = new Map<string, number>();

  const endpointsOf = <Endpoint>(
    step: ProviderStep,
    make: (before: (milliseconds: number) => void) => Endpoint,
  ) =>
    [0, 1, 2].map((place) => {
      const name = `${step} ${place}`;
      return make((milliseconds) => {
        const count = counts.get(name) ?? 0;
        counts.set(name, count + 1);
        asked.push(name);
        const script = scripts[step]?.[place] ?? ['answers'];
        const does = script[count] ?? script.at(-1);
        if (does === 'answers') return;
        if (does === 'hangs') clock.advanceSeconds(milliseconds / 1000);
        throw new ProviderError(step, 'unavailable', does ?? '');
      });
    });

  const portsOfNewProcess = (): ProcessLecturePorts => ({
    ...journey.processPorts,
    speech: speechInTurn(
      endpointsOf('speech', (before) => ({
        transcribe: async (recording, limits) => {
          before(limits.budgetMilliseconds);
          return journey.speech.port.transcribe(recording, limits);
        },
      })),
      { clock: clock.now },
    ),
    chat: chatInTurn(
      endpointsOf('assessment', (before) => ({
        ask: async (question, limits) => {
          before(limits.budgetMilliseconds);
          return journey.chat.port.ask(question, limits);
        },
      })),
      { clock: clock.now },
    ),
  });

  const key = journey.presign();
  const recording = journey.recordings.upload(key, wavOf('해시 테이블 이야기'));
  await journey.submit(key);
  return {
    key,
    journey,
    /**
     * One delivery with so many seconds of its run: the result, and which endpoints were asked for what.
     */
    async deliver(runSeconds: number, redrive?: true) {
      const endsAt = clock.now() + runSeconds * 1000;
      const delivery = { ...deliveryOf(), remainingMilliseconds: () => endsAt - clock.now() };
      asked.length = 0;
      const message = { ...key, recording, redrive };
      const outcome = await journey.process(message, delivery, portsOfNewProcess());
      if ('again' in outcome) clock.advanceSeconds(outcome.inSeconds);
      return { outcome, asked: [...asked] };
    },
  };
}

/** Two speech calls of some 30 s fit and a third does not. */
const runOfTwoSpeechCalls = 85;
/** The same for questions of 60 s. */
const runOfTwoQuestions = 184;

describe('the next delivery, in whichever process', () => {
  it('begins with the speech endpoint that there was no time to ask', async () => {
    const { deliver, journey, key } = await threeEndpoints({ speech: [['hangs'], ['hangs']] });

    const first = await deliver(runOfTwoSpeechCalls);
    expect(first.outcome).toMatchObject({ again: 'unavailable' });
    expect(first.asked).toEqual(['speech 0', 'speech 1']);
    expect(journey.row(key).askedInVain).toEqual({ speech: [0, 1] });

    const second = await deliver(240);
    expect(second.outcome).toEqual({ done: 'SUCCESS' });
    expect(second.asked[0]).toBe('speech 2');
    expect(journey.row(key).askedInVain).toBeUndefined();
  });

  it('begins with the chat endpoint that there was no time to ask, and asks it every question', async () => {
    const { deliver } = await threeEndpoints({ assessment: [['hangs'], ['hangs']] });

    const first = await deliver(runOfTwoQuestions);
    expect(first.asked).toEqual(['speech 0', 'assessment 0', 'assessment 1']);

    const second = await deliver(240);
    expect(second.outcome).toEqual({ done: 'SUCCESS' });
    expect(new Set(second.asked)).toEqual(new Set(['assessment 2']));
  });

  it('comes round to an endpoint that has recovered: none is shut out', async () => {
    const { deliver } = await threeEndpoints({
      speech: [['hangs', 'answers'], ['hangs'], ['hangs']],
    });
    const deliveries = [await deliver(runOfTwoSpeechCalls), await deliver(240)];
    expect(
      deliveries.map(({ asked }) => asked.filter((name) => name.startsWith('speech'))),
    ).toEqual([
      ['speech 0', 'speech 1'],
      ['speech 2', 'speech 0'],
    ]);
    expect(deliveries[1]?.outcome).toMatchObject({ done: 'SUCCESS' });
  });

  it('begins with the first again if all of them failed at once', async () => {
    const { deliver } = await threeEndpoints({
      speech: [['fails', 'answers'], ['fails'], ['fails']],
    });
    expect((await deliver(240)).asked).toEqual(['speech 0', 'speech 1', 'speech 2']);
    const second = await deliver(240);
    expect(second.asked[0]).toBe('speech 0');
    expect(second.outcome).toEqual({ done: 'SUCCESS' });
  });

  it('forgets everything if an operator has sent the lecture again', async () => {
    const { deliver, journey, key } = await threeEndpoints({
      speech: [['fails', 'answers'], ['fails']],
    });
    journey.lectures.put({
      ...journey.row(key),
      status: 'FAILURE',
      failureReason: 'PROVIDER_UNAVAILABLE',
      askedInVain: { speech: [0, 2] },
    });
    expect((await deliver(240, true)).asked.slice(0, 3)).toEqual([
      'speech 0',
      'speech 1',
      'speech 2',
    ]);
  });
});

describe('a failure of our own', () => {
  it('is blamed on no endpoint', async () => {
    const { journey, key, deliver } = await threeEndpoints({});
    journey.speech.will(new TypeError('a mistake of ours'));
    await deliver(240);
    expect(journey.row(key).askedInVain).toBeUndefined();
  });
});

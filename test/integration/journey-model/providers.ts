import type { TopicAssessor } from '../../../shared/assessment/assess-transcript.ts';
import type { KeyPointLabel } from '../../../shared/contracts/lecture.ts';
import {
  ProviderError,
  type ProviderErrorKind,
  type ProviderStep,
} from '../../../shared/speech/provider-error.ts';
import type { SpeechToText } from '../../../shared/speech/speech-to-text.ts';
import { answerOf, heardOf, saidText } from '../../support/lecture-factory.ts';
import type { Gate } from './run.ts';

/** How a provider meets a call. */
export type Mood =
  | { readonly does: 'answer'; readonly afterSeconds: number }
  | { readonly does: 'hear nothing' }
  | { readonly does: 'hang' }
  | { readonly does: 'throw unexpectedly' }
  | {
      readonly does: 'fail';
      readonly kind: ProviderErrorKind;
      readonly retryAfterSeconds?: number | undefined;
    };

export interface Moods {
  readonly speech: Mood;
  readonly chat: Mood;
}

export const goodMoods: Moods = {
  speech: { does: 'answer', afterSeconds: 0 },
  chat: { does: 'answer', afterSeconds: 0 },
};

export interface ProviderHost {
  readonly clock: () => number;
  advanceTo(moment: number): void;
  /** Told as a call is being paid for; answers how many there were before it, of all lectures. */
  paying(step: ProviderStep): Promise<number>;
}

const labelSets: readonly (readonly KeyPointLabel[])[] = [
  ['covered', 'covered', 'covered'],
  ['covered', 'partial', 'missing'],
  ['missing', 'covered', 'covered'],
  ['covered', 'missing', 'covered'],
];

/** Hears something else each time, so that a transcript bought twice would show. */
export function moodySpeech(host: ProviderHost, gate: Gate, mood: Mood): SpeechToText {
  return {
    async transcribe(recording, { budgetMilliseconds }) {
      const until = host.clock() + budgetMilliseconds;
      for await (const _ of await recording.open());
      return gate('provider: speech', async () => {
        const earlier = await host.paying('speech');
        await meet(host, 'speech', mood, until);
        if (mood.does === 'hear nothing') return heardOf({ text: '', segments: [] });
        return heardOf({ text: `${saidText} ${earlier}번째로 들은 말입니다.` });
      });
    },
  };
}

/** Labels otherwise each time, so that a lecture graded twice would show. */
export function moodyAssessor(host: ProviderHost, gate: Gate, mood: Mood): TopicAssessor {
  return {
    assess(_request, { budgetMilliseconds }) {
      const until = host.clock() + budgetMilliseconds;
      return gate('provider: chat', async () => {
        const earlier = await host.paying('assessment');
        await meet(host, 'assessment', mood, until);
        return { answer: answerOf(labelSets[earlier % labelSets.length]), model: 'test-chat' };
      });
    },
  };
}

/** @throws what the mood says, or the timeout of the caller's budget */
async function meet(
  host: ProviderHost,
  step: ProviderStep,
  mood: Mood,
  until: number,
): Promise<void> {
  const takesSeconds = mood.does === 'answer' ? mood.afterSeconds : 0;
  const answersAt =
    mood.does === 'hang' ? Number.POSITIVE_INFINITY : host.clock() + takesSeconds * 1000;
  if (answersAt > until) {
    if (host.clock() < until) host.advanceTo(until);
    throw new ProviderError(step, 'unavailable', 'timeout');
  }
  if (answersAt > host.clock()) host.advanceTo(answersAt);
  if (mood.does === 'throw unexpectedly') throw new TypeError('something nobody thought of');
  if (mood.does === 'fail') {
    throw new ProviderError(step, mood.kind, 'scheduled', mood.retryAfterSeconds);
  }
}

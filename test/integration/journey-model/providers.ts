import { usefulChat } from '../../../shared/assessment/ask-until-useful.ts';
import type { ChatModel } from '../../../shared/assessment/chat-model.ts';
import type { KeyPointLabel } from '../../../shared/contracts/lecture.ts';
import {
  ProviderError,
  type ProviderErrorKind,
  type ProviderStep,
} from '../../../shared/speech/provider-error.ts';
import type { SpeechToText } from '../../../shared/speech/speech-to-text.ts';
import { answerOf, heardOf, saidText } from '../../support/lecture-factory.ts';
import type { TalkAnswer } from '../../support/scripted-providers.ts';
import { preparedAnswer } from '../../support/topic-answer.ts';
import type { Gate } from './run.ts';

/** How a provider answers a call. */
export type Mood =
  | { readonly does: 'answer'; readonly afterSeconds: number }
  | { readonly does: 'hear nothing' }
  | { readonly does: 'hang' }
  /** Answers of no use: passages that nobody said, an unknown label, no topic. */
  | { readonly does: 'answer uselessly' }
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
  /** Called when a call is being paid for; answers how many there were before it, for all lectures. */
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

/** Finds and labels differently each time, so that a lecture graded twice would show. */
export function moodyChat(host: ProviderHost, gate: Gate, mood: Mood): ChatModel {
  return usefulChat({
    ask(question, { budgetMilliseconds }) {
      const until = host.clock() + budgetMilliseconds;
      return gate(`provider: chat, ${question.step}`, async () => {
        const earlier = await host.paying('assessment');
        await meet(host, 'assessment', mood, until);
        if (mood.does === 'answer uselessly') return { ...by, answer: uselessAnswer };
        if (question.step === 'prepare') return { ...by, answer: preparedAnswerOf(earlier) };
        const { keyPoints, ...lists } = answerOf(labelSets[earlier % labelSets.length]);
        if (question.step === 'ask') {
          const given = { isWhole: true, model: 'test-chat', provider: 'chat.test' };
          return { ...given, answer: { questions: { k1: `왜요? ${earlier}` } } };
        }
        const answer =
          question.step === 'judge'
            ? { label: labels[earlier % labels.length], reason: `까닭 ${earlier}` }
            : { keyPoints: passagesOf(keyPoints, question.user), ...lists };
        return { ...by, answer };
      });
    },
  });
}

const uselessAnswer = {
  keyPoints: { k1: ['아무도 하지 않은 말을 지어내어 옮긴다'] },
  label: '훌륭',
};

const by = { isWhole: true, model: 'test-chat', provider: 'chat.test' };

/** Another topic each time, so that one prepared twice would show. */
const preparedAnswerOf = (earlier: number) => ({
  ...preparedAnswer,
  words: [`낱말 ${earlier}`, ...preparedAnswer.words.slice(1)],
});

const labels: readonly KeyPointLabel[] = ['covered', 'partial', 'wrong', 'missing'];

/** A typed talk says less. */
const passagesOf = (keyPoints: TalkAnswer['keyPoints'], talk: string) =>
  Object.fromEntries(
    Object.entries(keyPoints).map(([id, { quote }]) => [
      id,
      quote && talk.includes(quote) ? [quote] : [],
    ]),
  );

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

import type { ChatModel } from '../assessment/chat-model.ts';
import type { ProviderPrices } from '../contracts/endpoints.ts';
import { chatDollars, microDollars, speechDollars } from '../quota/provider-costs.ts';
import type { CallLimits } from '../speech/ask-in-turn.ts';
import { ProviderError, type ProviderStep } from '../speech/provider-error.ts';
import type { SpeechToText } from '../speech/speech-to-text.ts';
import type { AskedInVain, Lecture } from './lecture.ts';

interface Providers {
  readonly speech: SpeechToText;
  readonly chat: ChatModel;
}

/**
 * The providers as one claim calls them. It also notes what the calls cost and which endpoints gave no
 * answer.
 */
export interface CallsOfClaim extends Providers {
  /** What was paid at most, by the dearest endpoint of each step. Calls without an answer are billed too. */
  readonly spentMicroDollars: () => number;
  /** The endpoints that gave this claim and those before it no answer. */
  readonly askedInVain: () => AskedInVain | undefined;
}

export function callsOfClaim(
  { speech, chat }: Providers,
  claimed: Lecture,
  prices: ProviderPrices,
): CallsOfClaim {
  let dollars = 0;
  let askedInVain = claimed.askedInVain;
  const followed = <Limits extends CallLimits>(step: ProviderStep, limits: Limits): Limits => ({
    ...limits,
    askedInVain: askedInVain?.[step],
    passedOver: (place) => {
      const others = askedInVain?.[step]?.filter((other) => other !== place) ?? [];
      askedInVain = { ...askedInVain, [step]: [...others, place] };
    },
    failed: (error) => {
      if (error instanceof ProviderError) dollars += chatDollars(error.usage, prices);
    },
  });
  return {
    spentMicroDollars: () => microDollars(dollars),
    askedInVain: () => askedInVain,
    speech: {
      async transcribe(recording, limits) {
        const heard = await speech.transcribe(recording, followed('speech', limits));
        dollars += speechDollars(heard, recording, prices);
        return heard;
      },
    },
    chat: {
      async ask(question, limits) {
        const answered = await chat.ask(question, followed('assessment', limits));
        dollars += chatDollars(answered.usage, prices);
        return answered;
      },
    },
  };
}

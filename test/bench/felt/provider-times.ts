/** How long a provider takes, as medians, and how far single calls lie from them. */
export interface ProviderTimes {
  readonly speech: { readonly startSeconds: number; readonly timesRealTime: number };
  readonly chat: { readonly firstTokenSeconds: number; readonly tokensPerSecond: number };
  /** Standard deviations of the logarithm: the long tail of every call. */
  readonly spread: { readonly start: number; readonly rate: number };
  /** Calls that are held up as a whole, and by how much. */
  readonly stalls: { readonly share: number; readonly times: number };
  readonly charactersPerToken: number;
  /** Tokens billed and waited for, by one of the answer: the rest is thinking. */
  readonly tokensPerAnswerToken: number;
}

/** As real ones do. */
export const typicalTimes: ProviderTimes = {
  speech: { startSeconds: 0.8, timesRealTime: 15 },
  chat: { firstTokenSeconds: 1.2, tokensPerSecond: 120 },
  spread: { start: 0.4, rate: 0.25 },
  stalls: { share: 0.02, times: 2.5 },
  charactersPerToken: 2,
  tokensPerAnswerToken: 2,
};

/** Draws of one provider's calls, each of its own length. @param random from 0 to 1 */
export function providerCalls(times: ProviderTimes, random: () => number) {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const around = (median: number, spread: number) => median * Math.exp(spread * normal());
  const stall = () => (random() < times.stalls.share ? times.stalls.times : 1);
  const { speech, chat, spread } = times;
  return {
    hearingSeconds: (audioSeconds: number): number =>
      stall() *
      (around(speech.startSeconds, spread.start) +
        audioSeconds / around(speech.timesRealTime, spread.rate)),
    answeringSeconds(answer: unknown): number {
      const tokens =
        (JSON.stringify(answer).length / times.charactersPerToken) * times.tokensPerAnswerToken;
      return (
        stall() *
        (around(chat.firstTokenSeconds, spread.start) +
          tokens / around(chat.tokensPerSecond, spread.rate))
      );
    },
  };
}

export type ProviderCalls = ReturnType<typeof providerCalls>;

import type { CallLimits } from '../speech/ask-in-turn.ts';
import { ProviderError, sumOfBilled } from '../speech/provider-error.ts';
import type { ChatAnswer, ChatModel, ChatQuestion, Flaw } from './chat-model.ts';

/** Asks the same question again, and says what was wrong with the answer. */
const askedAnew = (question: ChatQuestion, { complaint }: Flaw): ChatQuestion => ({
  ...question,
  system: `${question.system}\n\nYour last answer was of no use. ${complaint}`,
});

/**
 * Asks one endpoint, and once more where its answer is useless.
 *
 * @param again the limits of the second call; undefined where there is no time for one
 * @returns undefined where there was no time
 * @throws ProviderError `invalid` where the second answer is useless too
 */
export async function askUntilUseful(
  chat: ChatModel,
  question: ChatQuestion,
  limits: CallLimits,
  again: () => CallLimits | undefined = () => limits,
): Promise<ChatAnswer | undefined> {
  const first = await chat.ask(question, limits);
  const flaw = question.flawOf?.(first.answer);
  if (!flaw) return first;
  const more = again();
  if (!more) {
    limits.failed?.(useless(question).billed(first.usage));
    return undefined;
  }
  let second: ChatAnswer;
  try {
    second = await chat.ask(askedAnew(question, flaw), more);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    throw error.billed(sumOfBilled(first.usage, error.usage));
  }
  const usage = sumOfBilled(first.usage, second.usage);
  const left = question.flawOf?.(second.answer);
  if (!left || left.isTolerable) return { ...second, usage };
  if (flaw.isTolerable) return { ...first, usage };
  throw useless(question).billed(usage);
}

const useless = ({ step }: ChatQuestion): ProviderError =>
  new ProviderError('assessment', 'invalid', `useless answers to ${step}`);

/** Wraps an endpoint so that it is always asked this way. */
export const usefulChat = (chat: ChatModel): ChatModel => ({
  async ask(question, limits) {
    const answer = await askUntilUseful(chat, question, limits);
    if (!answer) throw useless(question);
    return answer;
  },
});

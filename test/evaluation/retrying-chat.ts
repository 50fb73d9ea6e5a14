import { setTimeout as timer } from 'node:timers/promises';
import type { ChatModel } from '../../shared/assessment/chat-model.ts';
import { ProviderError, type ProviderErrorKind } from '../../shared/speech/provider-error.ts';

export interface RetryOptions {
  /** @default 6 */
  readonly tries?: number;
  /** @default a timer */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
  /** 0 to below 1. @default Math.random */
  readonly random?: () => number;
}

/** Errors that pass by themselves; a refused key or an empty account does not. */
const passing: readonly ProviderErrorKind[] = ['unavailable', 'rate-limited'];

const firstDelayMilliseconds = 1_000;
const longestDelayMilliseconds = 60_000;

/**
 * Tries again after passing errors: after what the provider asks for, else after 1, 2, 4 … s, up to
 * half of it taken off at random so that parallel calls do not come back together.
 */
export function retryingChat(
  chat: ChatModel,
  { tries = 6, pause = timer, random = Math.random }: RetryOptions = {},
): ChatModel {
  return {
    async ask(question, limits) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await chat.ask(question, limits);
        } catch (error) {
          const isPassing = error instanceof ProviderError && passing.includes(error.kind);
          if (!isPassing || attempt === tries) throw error;
          await pause(delayMilliseconds(error, attempt, random));
        }
      }
    },
  };
}

function delayMilliseconds(error: ProviderError, attempt: number, random: () => number): number {
  if (error.retryAfterSeconds !== undefined) return error.retryAfterSeconds * 1_000;
  const delay = Math.min(firstDelayMilliseconds * 2 ** (attempt - 1), longestDelayMilliseconds);
  return delay * (1 - random() / 2);
}

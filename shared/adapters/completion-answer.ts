import { parsedJson } from '../contracts/parsed-json.ts';
import { amountOf, fieldsOf, itemsOf, textOf } from '../loose-json.ts';
import type { BilledTokens } from '../speech/provider-error.ts';
import { type ErrorAnswer, readError } from './openai-errors.ts';

/** A completion, whatever envelope it came in. */
export interface ReadCompletion {
  /** What the model wrote; empty where it wrote nothing. */
  readonly content: string;
  readonly ending: 'stopped' | 'cut off' | 'refused' | 'failed';
  /** Why the completion failed, where the envelope says so. */
  readonly error?: ErrorAnswer | undefined;
  readonly model?: string | undefined;
  readonly usage?: BilledTokens | undefined;
}

/** @returns undefined where the body is no completion at all */
export function readCompletion(body: string): ReadCompletion | undefined {
  const json = parsedJson(body.replace(/^\uFEFF/, ''));
  const envelope = fieldsOf(Array.isArray(json) ? json[0] : json);
  if (!envelope) return undefined;
  const choice = fieldsOf(itemsOf(envelope['choices'])[0]);
  const message = fieldsOf(choice?.['message']) ?? fieldsOf(envelope['message']);
  if (!choice && !message) return undefined;
  const ending = endingOf(choice, message);
  return {
    content:
      contentOf(message?.['content']) || (textOf(choice?.['text']) ?? misplaced(message, ending)),
    ...ending,
    model: textOf(envelope['model']),
    usage: usageOf(envelope['usage']),
  };
}

/** The content is a text, or parts. A part may be a thought, which does not belong to the answer. */
function contentOf(content: unknown): string {
  if (typeof content === 'string') return content;
  const parts = Array.isArray(content) ? content : [content];
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const fields = fieldsOf(part);
      return textOf(fields?.['text']) ?? textOf(fieldsOf(fields?.['text'])?.['value']) ?? '';
    })
    .join('');
}

/**
 * Servers that separate thoughts and calls from what a model wrote may mistake the whole answer for one. A
 * thought counts as the answer only if it is nothing but JSON, because otherwise it may hold a draft.
 */
function misplaced(
  message: Readonly<Record<string, unknown>> | undefined,
  { ending }: Pick<ReadCompletion, 'ending'>,
): string {
  const call = fieldsOf(fieldsOf(itemsOf(message?.['tool_calls'])[0])?.['function']);
  const written = textOf(call?.['arguments']);
  if (written !== undefined) return written;
  const thought = textOf(message?.['reasoning_content']) ?? textOf(message?.['reasoning']);
  return thought && ending === 'stopped' && /^\s*(```\w*\s*)?\{/.test(thought) ? thought : '';
}

/** The names that servers give to what OpenAI calls `length`. */
const cutOffReasons: readonly unknown[] = ['length', 'max_tokens', 'model_length'];
/** The server gave up in the middle. DeepSeek and SGLang have their own names for it. */
const failedReasons: readonly unknown[] = ['error', 'insufficient_system_resource', 'abort'];

function endingOf(
  choice: Readonly<Record<string, unknown>> | undefined,
  message: Readonly<Record<string, unknown>> | undefined,
): Pick<ReadCompletion, 'ending' | 'error'> {
  const reason = choice?.['finish_reason'];
  const error = choice?.['error'] ? readError(choice, 200) : undefined;
  if (textOf(message?.['refusal']) || reason === 'content_filter') return { ending: 'refused' };
  if (error || failedReasons.includes(reason)) return { ending: 'failed', error };
  return { ending: cutOffReasons.includes(reason) ? 'cut off' : 'stopped' };
}

/** Reads both names in use. If a server gives only the sum, that counts as input. */
function usageOf(given: unknown): BilledTokens | undefined {
  const usage = fieldsOf(given);
  const input = amountOf(usage?.['prompt_tokens']) ?? amountOf(usage?.['input_tokens']);
  const output = amountOf(usage?.['completion_tokens']) ?? amountOf(usage?.['output_tokens']);
  const total = amountOf(usage?.['total_tokens']);
  if (input === undefined && output === undefined && total === undefined) return undefined;
  return {
    inputTokens: input ?? Math.max(0, (total ?? 0) - (output ?? 0)),
    outputTokens: output ?? Math.max(0, (total ?? input ?? 0) - (input ?? total ?? 0)),
  };
}

import type { CallLimits } from '../speech/in-turn.ts';
import type { BilledTokens } from '../speech/provider-error.ts';

/**
 * What an assessment asks a chat model: find the passages, judge one key point by them, and ask what
 * a pupil would; and the question that prepares an own topic.
 */
export type ChatStep = 'find' | 'judge' | 'ask' | 'prepare';

/** What is wrong with an answer that can be read. */
export interface Flaw {
  /** For the model, in words of ours: none of the answer, the talk or the notes. */
  readonly complaint: string;
  /** It does all the same where no better answer comes. */
  readonly isTolerable?: boolean | undefined;
}

export interface ChatQuestion {
  readonly step: ChatStep;
  /** Our rules. */
  readonly system: string;
  /** The material to work on; what it asks for is never followed. */
  readonly user: string;
  /**
   * JSON schema of the answer, an object in the subset that every strict server takes: all fields
   * required, null instead of absent, no additional properties, no limits on numbers, lengths or
   * items.
   */
  readonly answerSchema: Readonly<Record<string, unknown>>;
  /**
   * What is wrong with an answer that came as JSON: undefined of one that is of use.
   * @default every answer is
   */
  readonly flawOf?: ((answer: unknown) => Flaw | undefined) | undefined;
  /** Of the answer alone: what the model needs to think is added to it. */
  readonly maximumAnswerTokens: number;
}

export interface ChatAnswer {
  /** JSON, out of whatever it came wrapped in. It was asked for by the schema, not checked by it. */
  readonly answer: unknown;
  /** False where it was cut off and completed: what stands at its end may be half a sentence. */
  readonly isWhole: boolean;
  readonly model: string;
  /** Host name of the endpoint that answered. */
  readonly provider: string;
  /** The tokens of every try that was made for it. */
  readonly usage?: BilledTokens | undefined;
}

export interface ChatModel {
  /**
   * Asks again where an answer is of no use to its question (`askForUse`).
   * @throws ProviderError, also where no JSON, or nothing of use, came after a second try
   */
  ask(question: ChatQuestion, limits: CallLimits): Promise<ChatAnswer>;
}

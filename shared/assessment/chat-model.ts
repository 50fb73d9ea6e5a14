import type { CallLimits } from '../speech/ask-in-turn.ts';
import type { BilledTokens } from '../speech/provider-error.ts';

/**
 * The kinds of question to a chat model. An assessment asks it to find the passages, to judge one key
 * point by them, and to ask what a pupil would ask. An own topic asks it to prepare it.
 */
export type ChatStep = 'find' | 'judge' | 'ask' | 'prepare';

/** What is wrong with an answer that could be read. */
export interface Flaw {
  /**
   * The complaint for the model, in our own words, without any of the answer, the talk or the notes.
   */
  readonly complaint: string;
  /** True where the answer will do if no better one comes. */
  readonly isTolerable?: boolean | undefined;
}

export interface ChatQuestion {
  readonly step: ChatStep;
  /** Our rules. */
  readonly system: string;
  /** The material to work on. Instructions in it are never followed. */
  readonly user: string;
  /**
   * The JSON schema of the answer, an object. It keeps to the subset that every strict server accepts:
   * all fields required, null instead of absent, no additional properties, and no limits on numbers,
   * lengths or items.
   */
  readonly answerSchema: Readonly<Record<string, unknown>>;
  /**
   * Says what is wrong with an answer that came as JSON; undefined where it is useful.
   * @default every answer is useful
   */
  readonly flawOf?: ((answer: unknown) => Flaw | undefined) | undefined;
  /** The limit of the answer alone: what the model needs to think is added to it. */
  readonly maximumAnswerTokens: number;
}

export interface ChatAnswer {
  /**
   * The JSON of the answer, out of whatever it was wrapped in. The schema was sent along, but the
   * answer is not checked against it.
   */
  readonly answer: unknown;
  /** False where the answer was cut off and completed: its end may be half a sentence. */
  readonly isWhole: boolean;
  readonly model: string;
  /** Host name of the endpoint that answered. */
  readonly provider: string;
  /** The tokens of all tries made for it. */
  readonly usage?: BilledTokens | undefined;
}

export interface ChatModel {
  /**
   * Asks a question, and asks again where the answer is useless (`askUntilUseful`).
   * @throws ProviderError, also where a second try brought no JSON or nothing useful either
   */
  ask(question: ChatQuestion, limits: CallLimits): Promise<ChatAnswer>;
}

import type { LoopMessages } from '../../shared/client/loop-messages.ts';
import type { Language, Messages } from '../../shared/client/messages.ts';
import type { OwnTrouble, UsageProblem } from './trouble.ts';

type Step = 'login' | 'topic' | 'upload' | 'lecture' | 'question' | 'progress' | 'heard' | 'judged';

/** What is said of each kind. */
type TextsOf<Told extends { readonly kind: string }, Text> = {
  readonly [Kind in Told['kind']]: (told: Extract<Told, { kind: Kind }>) => Text;
};

/** What is said of this one. */
export const textOf = <Told extends { readonly kind: string }, Text>(
  texts: TextsOf<Told, Text>,
  told: Told,
): Text => {
  // The text of its kind takes it, which no lookup by a kind can know.
  const text = texts[told.kind as Told['kind']] as (told: Told) => Text;
  return text(told);
};

/** The texts that only the client in a terminal needs, in one language. */
export interface TerminalMessages {
  readonly help: string;
  readonly steps: Record<Step, string>;
  readonly loginIssued: (name: string) => string;
  readonly loginTakenOver: (name: string) => string;
  readonly loginRenewed: string;
  readonly loginNotKept: (reason: string) => string;
  readonly submitted: (lectureId: number) => string;
  /** The text before the command that shows a lecture which goes on without this command. */
  readonly goesOn: string;
  readonly topicDeleted: (topicId: number) => string;
  /** What a transfer code does and how it is used. */
  readonly codeMade: (moment: string) => string;
  readonly consentsNone: string;
  readonly consentGiven: (moment: string, byGuardian: boolean) => string;
  readonly consentWithdrawn: (moment: string) => string;
  /** The question before the consent's text and command. */
  readonly mayStudy: string;
  /** The placeholder for a recording in a command. */
  readonly file: string;
  readonly seconds: (seconds: number) => string;
  /** The text behind the beginning of a transcript. */
  readonly more: string;
  readonly sampleRemedy: string;
  readonly usage: TextsOf<UsageProblem, string>;
  /** Where more is said about the command line. */
  readonly moreUsage: string;
  readonly ownTrouble: TextsOf<
    Exclude<OwnTrouble, { kind: 'usage' | 'lecture-ended' | 'topic-failed' }>,
    readonly string[]
  >;
  /** Remedies on the command line for troubles with the API or the way to it. */
  readonly remedies: Record<'unreachable' | 'not-the-contract' | 'topic' | 'lecture', string>;
}

/** Everything the command says. */
export type Words = TerminalMessages & {
  readonly language: Language;
  readonly shared: Messages;
  readonly loop: LoopMessages;
};

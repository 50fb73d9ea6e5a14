import type { LoopMessages } from '../../shared/client/loop-messages.ts';
import type { Language, Messages } from '../../shared/client/messages.ts';
import type { OwnTrouble } from './trouble.ts';

type Step = 'login' | 'topic' | 'upload' | 'lecture' | 'question' | 'progress' | 'heard' | 'judged';

/** What only the client in a terminal says, in one language. */
export interface TerminalMessages {
  readonly help: string;
  readonly steps: Record<Step, string>;
  readonly loginIssued: (name: string) => string;
  readonly loginTakenOver: (name: string) => string;
  readonly loginRenewed: string;
  readonly loginNotKept: (reason: string) => string;
  readonly submitted: (lectureId: number) => string;
  /** Said before the command that looks at a lecture which goes on without us. */
  readonly goesOn: string;
  readonly topicDeleted: (topicId: number) => string;
  /** What to do with a transfer code, and what it does. */
  readonly codeMade: (moment: string) => string;
  readonly consentsNone: string;
  readonly consentGiven: (moment: string, byGuardian: boolean) => string;
  readonly consentWithdrawn: (moment: string) => string;
  /** Asks for the consent whose text and command follow. */
  readonly mayStudy: string;
  /** Stands for a recording in a command. */
  readonly file: string;
  readonly seconds: (seconds: number) => string;
  /** Behind the beginning of a transcript. */
  readonly more: string;
  readonly sampleRemedy: string;
  readonly ownTrouble: (
    trouble: Exclude<OwnTrouble, { kind: 'lecture-ended' | 'topic-failed' }>,
  ) => readonly string[];
  /** What can be done on a command line about what the API or the way to it did. */
  readonly remedies: Record<'unreachable' | 'not-the-contract' | 'topic' | 'lecture', string>;
}

/** Everything the command says. */
export type Words = TerminalMessages & {
  readonly language: Language;
  readonly shared: Messages;
  readonly loop: LoopMessages;
};

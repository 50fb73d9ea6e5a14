import type { Lecture, OwnTopic } from '../../shared/client/answers.ts';
import { ClientTrouble, type Trouble as SharedTrouble } from '../../shared/client/trouble.ts';

/** What was wrong with the command line. */
export type UsageProblem =
  | { readonly kind: 'unknown-option'; readonly option: string }
  | { readonly kind: 'value-missing'; readonly option: string }
  | { readonly kind: 'value-not-taken'; readonly option: string }
  | { readonly kind: 'value-invalid'; readonly option: string; readonly value: string }
  | { readonly kind: 'file-missing' }
  | { readonly kind: 'too-many-files' }
  | { readonly kind: 'option-missing'; readonly option: string }
  /** The option means nothing without another one. */
  | { readonly kind: 'option-alone'; readonly option: string }
  | { readonly kind: 'options-exclude'; readonly options: readonly string[] };

/** Troubles that only the client in a terminal has. */
export type OwnTrouble =
  | { readonly kind: 'usage'; readonly problem: UsageProblem }
  | { readonly kind: 'file-missing'; readonly path: string }
  | { readonly kind: 'file-unreadable'; readonly path: string; readonly reason: string }
  | { readonly kind: 'file-empty'; readonly path: string }
  | { readonly kind: 'file-too-large'; readonly path: string; readonly sizeBytes: number }
  | { readonly kind: 'no-topics' }
  /** The lecture has no open question. */
  | { readonly kind: 'no-question'; readonly lectureId: number }
  | { readonly kind: 'no-points'; readonly path: string; readonly line: string }
  | { readonly kind: 'topic-failed'; readonly topic: OwnTopic }
  | { readonly kind: 'no-kept-login'; readonly api: string }
  /** Another login would replace this one for good. */
  | { readonly kind: 'login-in-place'; readonly name: string }
  | { readonly kind: 'logins-damaged'; readonly path: string }
  | { readonly kind: 'lecture-ended'; readonly lecture: Lecture }
  | { readonly kind: 'interrupted' };

/** Every end of the command other than a lecture that ended as SUCCESS. */
export type Trouble = SharedTrouble | OwnTrouble;

/** Carries an {@link OwnTrouble} from where it occurs to the one place that has its text. */
export class TeachTrouble extends Error {
  readonly trouble: OwnTrouble;

  constructor(trouble: OwnTrouble) {
    super(trouble.kind);
    this.name = 'TeachTrouble';
    this.trouble = trouble;
  }
}

/** The trouble behind a thrown value, if it is one that has a text. */
export const troubleOf = (error: unknown): Trouble | undefined =>
  error instanceof TeachTrouble || error instanceof ClientTrouble ? error.trouble : undefined;

/** 2 for a command line that cannot be followed, 130 for Ctrl-C as shells do, else 1. */
export const exitCodeOf = (trouble: Trouble): number => {
  if (trouble.kind === 'usage') return 2;
  return trouble.kind === 'interrupted' ? 130 : 1;
};

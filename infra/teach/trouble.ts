/** What was wrong with the command line. */
export type UsageProblem =
  | { readonly kind: 'unknown-option'; readonly option: string }
  | { readonly kind: 'value-missing'; readonly option: string }
  | { readonly kind: 'value-not-taken'; readonly option: string }
  | { readonly kind: 'value-invalid'; readonly option: string; readonly value: string }
  | { readonly kind: 'file-missing' }
  | { readonly kind: 'too-many-files' }
  | { readonly kind: 'options-exclude'; readonly options: readonly string[] };

/** Which of the API's calls answered; some hints depend on it. */
export type CallName = 'login' | 'catalog' | 'presign' | 'submit' | 'lecture';

export type ProblemAnswer = {
  readonly kind: 'problem';
  readonly call: CallName;
  readonly status: number;
  readonly title?: string | undefined;
  readonly detail?: string | undefined;
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
};

/** Every end of the command other than a lecture that ended as SUCCESS. */
export type Trouble =
  | { readonly kind: 'usage'; readonly problem: UsageProblem }
  | { readonly kind: 'file-missing'; readonly path: string }
  | { readonly kind: 'file-unreadable'; readonly path: string; readonly reason: string }
  | { readonly kind: 'file-empty'; readonly path: string }
  | { readonly kind: 'file-too-large'; readonly path: string; readonly sizeBytes: number }
  | { readonly kind: 'unreachable'; readonly url: string; readonly reason: string }
  | { readonly kind: 'no-answer'; readonly url: string; readonly timeoutSeconds: number }
  | { readonly kind: 'not-the-contract'; readonly url: string; readonly reason: string }
  | ProblemAnswer
  | {
      readonly kind: 'upload-refused';
      readonly status: number;
      readonly code?: string | undefined;
      readonly message?: string | undefined;
    }
  | { readonly kind: 'upload-broken'; readonly reason: string }
  | { readonly kind: 'no-topics' }
  | { readonly kind: 'no-kept-login'; readonly api: string }
  | { readonly kind: 'logins-damaged'; readonly path: string }
  | {
      readonly kind: 'lecture-ended';
      readonly status: string;
      readonly failureReason?: string | undefined;
      readonly nextAllowanceAt?: string | undefined;
    }
  | { readonly kind: 'waited-too-long'; readonly waitSeconds: number }
  | { readonly kind: 'interrupted' };

/** Carries a {@link Trouble} from where it is found to the one place that words it. */
export class TeachTrouble extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble.kind);
    this.name = 'TeachTrouble';
    this.trouble = trouble;
  }
}

/** 2 for a command line that cannot be followed, 130 for Ctrl-C as shells do, else 1. */
export const exitCodeOf = (trouble: Trouble): number => {
  if (trouble.kind === 'usage') return 2;
  return trouble.kind === 'interrupted' ? 130 : 1;
};

/** Whether the same call may well succeed in a moment. */
export const isPassing = (trouble: Trouble): boolean =>
  trouble.kind === 'unreachable' ||
  trouble.kind === 'no-answer' ||
  (trouble.kind === 'problem' && (trouble.status === 429 || trouble.status >= 500));

/** The innermost reason of a failed connection, as its system code where there is one. */
export const connectionReason = (error: unknown): string => {
  let innermost = error;
  while (innermost instanceof Error && innermost.cause !== undefined) innermost = innermost.cause;
  if (!(innermost instanceof Error)) return String(innermost);
  if ('code' in innermost && typeof innermost.code === 'string') return innermost.code;
  return innermost.message;
};

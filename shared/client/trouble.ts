import type { Line } from './lines.ts';

/** What a 4xx or 5xx answer says: problem+json, or the gateway's own `{message}`. */
export interface ProblemTrouble {
  readonly kind: 'problem';
  /** The route that was called, such as `GET /api/v1/lecture/{id}`. */
  readonly line: Line;
  readonly status: number;
  /** A code of the contract, or a newer one. */
  readonly code?: string | undefined;
  readonly title?: string | undefined;
  readonly detail?: string | undefined;
  readonly requestId?: string | undefined;
  readonly fields: readonly { readonly field: string; readonly message: string }[];
  readonly retryAfterSeconds?: number | undefined;
}

export interface UploadRefusal {
  readonly kind: 'upload-refused';
  readonly status: number;
  /** S3's code, such as AccessDenied. */
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

/** Every way in which a call, an upload or the waiting can fail. */
export type Trouble =
  | { readonly kind: 'unreachable'; readonly url: string; readonly reason: string }
  | { readonly kind: 'no-answer'; readonly url: string; readonly timeoutSeconds: number }
  | { readonly kind: 'not-the-contract'; readonly url: string; readonly reason: string }
  | ProblemTrouble
  | UploadRefusal
  | { readonly kind: 'upload-broken'; readonly reason: string }
  | { readonly kind: 'waited-too-long'; readonly waitSeconds: number };

/** Carries a {@link Trouble} from where it is found to whoever words it. */
export class ClientTrouble extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble.kind);
    this.name = 'ClientTrouble';
    this.trouble = trouble;
  }
}

/** What a thrown value is, if it is one of ours. */
export const troubleOf = (error: unknown): Trouble | undefined =>
  error instanceof ClientTrouble ? error.trouble : undefined;

/** Whether an error is a problem of this status. */
export const isProblem = (error: unknown, status: number): boolean => {
  const trouble = troubleOf(error);
  return trouble?.kind === 'problem' && trouble.status === status;
};

/** Whether the same call may well succeed in a moment. */
export const isPassing = (trouble: Trouble): boolean =>
  trouble.kind === 'unreachable' ||
  trouble.kind === 'no-answer' ||
  (trouble.kind === 'problem' && (trouble.status === 429 || trouble.status >= 500));

/** How long an answer asked to wait before the next try. */
export const askedPauseSeconds = (trouble: Trouble): number | undefined =>
  trouble.kind === 'problem' ? trouble.retryAfterSeconds : undefined;

/** The innermost reason of a failed connection, as its system code where there is one. */
export const connectionReason = (error: unknown): string => {
  let innermost = error;
  while (innermost instanceof Error && innermost.cause !== undefined) innermost = innermost.cause;
  if (!(innermost instanceof Error)) return String(innermost);
  if ('code' in innermost && typeof innermost.code === 'string') return innermost.code;
  return innermost.message;
};

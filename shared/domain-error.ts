import type { ProblemCode } from './contracts/problem.ts';
import { OwnError } from './own-error.ts';

/**
 * The one error of the domain: a stable code (its HTTP status stands in `contracts/problem.ts`) and
 * a sentence for whoever called. Never carries text of a learner or of another system.
 */
export class DomainError extends OwnError {
  override readonly name = 'DomainError';
  readonly code: ProblemCode;
  /** Which request field it is about, where there is one. */
  readonly field: string | undefined;

  constructor(code: ProblemCode, message: string, field?: string) {
    super(message);
    this.code = code;
    this.field = field;
  }
}

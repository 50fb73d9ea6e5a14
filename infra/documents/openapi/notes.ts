import type { ProblemCode } from '../../../shared/contracts/problem.ts';
import type { RequestHeaderName, ResponseHeaderName } from './headers.ts';

export interface OperationNotes {
  /** What the route's one-line summary leaves out. */
  readonly description?: string;
  /** Problems beside those that every route with such inputs and such authentication can answer. */
  readonly problems?: readonly ProblemCode[];
  readonly requestHeaders?: readonly RequestHeaderName[];
  /** Headers of the 200 answer beside X-Request-Id. */
  readonly responseHeaders?: readonly ResponseHeaderName[];
  /** The name of the 200 answer's schema. @default the operation's name with `Response` behind it */
  readonly responseName?: string;
}

import * as z from 'zod/mini';

/** Every error code that a client may see, with its HTTP status and title. No other table has them. */
export const problems = {
  INVALID_REQUEST: { status: 400, title: 'The request is not valid' },
  MALFORMED_JSON: { status: 400, title: 'The body is not valid JSON' },
  INVALID_CALLBACK: { status: 400, title: 'The query is not a callback of a rewarded ad' },
  AUDIO_URL_NOT_YOURS: { status: 400, title: 'audioUrl is not an upload URL of this user' },
  PUSH_SERVICE_UNKNOWN: {
    status: 400,
    title: 'The address does not belong to a known push service',
  },
  KEY_POINT_NOT_FOUND: { status: 400, title: 'The topic has no such key point' },
  PARENT_NOT_FOUND: { status: 400, title: 'No such assessed lecture on this topic' },
  TRANSCRIPT_UNCHANGED: { status: 400, title: 'The transcript has not been changed' },
  TRANSCRIPT_CHANGED_TOO_MUCH: { status: 400, title: 'The transcript has been changed too much' },
  UNAUTHORIZED: { status: 401, title: 'A valid token is required' },
  ROUTE_NOT_FOUND: { status: 404, title: 'No such route' },
  LECTURE_NOT_FOUND: { status: 404, title: 'No such lecture' },
  TOPIC_NOT_FOUND: { status: 404, title: 'No such topic' },
  TOPIC_NOT_READY: { status: 409, title: 'The topic is not prepared' },
  TOO_MANY_TOPICS: { status: 409, title: 'The learner already has the most own topics allowed' },
  TEXT_NOT_FOR_SHARING: { status: 409, title: 'The text is not fit to be shared' },
  NOT_BEFORE_14: { status: 409, title: 'Not for learners under 14' },
  CONSENT_WITHDRAWN: { status: 409, title: 'The learner has withdrawn their consent' },
  TAKEN_DOWN: { status: 409, title: 'Operators have stopped its sharing' },
  SHARED_TOPIC_NOT_FOUND: { status: 404, title: 'No topic is shared under this code' },
  TRANSFER_CODE_NOT_VALID: { status: 404, title: 'No such code' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'This route does not support that method' },
  TOPIC_MISMATCH: { status: 409, title: 'This recording was submitted for another topic' },
  PURPOSE_MISMATCH: { status: 409, title: 'This recording was submitted for another purpose' },
  LECTURE_NOT_FINISHED: { status: 409, title: 'The lecture is not finished yet' },
  NOT_ASSESSED: { status: 409, title: 'The lecture has no result' },
  QUESTION_NOT_OPEN: {
    status: 409,
    title: 'The pupil is not waiting for an answer to this question',
  },
  NOT_A_LECTURE_ITSELF: {
    status: 409,
    title: 'A later judgement of a lecture is not judged again',
  },
  NOTHING_HEARD: { status: 409, title: 'Nothing was heard, so nothing can have been misheard' },
  ALREADY_CORRECTED: { status: 409, title: 'The transcript has already been corrected' },
  NOTHING_TO_DISPUTE: { status: 409, title: 'The label is already the best one' },
  ALREADY_DISPUTED: { status: 409, title: 'The key point has already been disputed' },
  BODY_TOO_LARGE: { status: 413, title: 'The body is too large' },
  TOO_MANY_TRANSFER_CODES: { status: 429, title: 'Too many codes today' },
  TOO_MANY_CONSENTS: { status: 429, title: 'Too many consents today' },
  TOO_MANY_TOKENS: { status: 429, title: 'Too many tokens for this address today' },
  TOO_MANY_SHARES: { status: 429, title: 'Topics were shared too often today' },
  TOO_MANY_NAMES: { status: 429, title: 'Too many names were checked today' },
  TOO_MANY_CODES: { status: 429, title: 'Too many wrong codes today' },
  TOO_MANY_REPORTS: { status: 429, title: 'Too many reports today' },
  TOO_MANY_REWARDS: { status: 429, title: 'All rewards of today are earned' },
  MODERATION_UNAVAILABLE: { status: 503, title: 'Nothing can be shared at the moment' },
  BUSY: { status: 503, title: 'The service is busy; try again shortly' },
  NOT_CONFIGURED: { status: 503, title: 'The service is not set up correctly' },
  INTERNAL: { status: 500, title: 'Something went wrong on our side' },
} as const;

export type ProblemCode = keyof typeof problems;

/**
 * What can be wrong with a field, for clients that say it in their own words. Where a problem itself
 * names a field, the field has the problem's code.
 */
export const fieldErrorCodes = [
  'REQUIRED',
  'UNKNOWN',
  'WRONG_TYPE',
  'WRONG_FORMAT',
  'TOO_SMALL',
  'TOO_LARGE',
  'TOO_SHORT',
  'TOO_LONG',
  'INVISIBLE',
  'FORBIDDEN_CHARACTER',
  'ONE_OF_TWO',
  'INVALID',
] as const;

export type FieldErrorCode = (typeof fieldErrorCodes)[number];

export interface FieldError {
  readonly field: string;
  readonly code: FieldErrorCode | ProblemCode;
  readonly message: string;
}

const about = z.describe;
const isProblemCode = (code: string): code is ProblemCode => code in problems;
const problemCodes = Object.keys(problems).filter(isProblemCode);

/** Problem details by RFC 9457, with a stable `code` and the request's id in addition. */
export const problemSchema = z.object({
  type: z.string().check(about('Always `about:blank`, because `code` says which problem it is.')),
  title: z.string().check(about('The same for every problem of this code.')),
  status: z.int().check(about('The HTTP status again.')),
  detail: z.string().check(about('What is wrong this time, for a developer to read.')),
  code: z.string().check(about('Which problem it is; never renamed.')),
  requestId: z.string().check(about('Names this request in our logs.')),
  errors: z.optional(
    z
      .array(
        z.object({
          field: z.string().check(about('The path of the field, or the part of the request.')),
          code: z
            .enum([...fieldErrorCodes, ...problemCodes])
            .check(about('What is wrong with it; never renamed.')),
          message: z.string().check(about('What is wrong with it, for a developer to read.')),
        }),
      )
      .check(about('The fields that are wrong, if any can be named.')),
  ),
});

export type Problem = z.infer<typeof problemSchema>;

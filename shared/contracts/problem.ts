import * as z from 'zod/mini';

/** Every error code a client may see, with its HTTP status and title: the one table of both. */
export const problems = {
  INVALID_REQUEST: { status: 400, title: 'The request is not valid' },
  MALFORMED_JSON: { status: 400, title: 'The body is not valid JSON' },
  INVALID_CALLBACK: { status: 400, title: 'No callback of a rewarded ad' },
  AUDIO_URL_NOT_YOURS: { status: 400, title: 'audioUrl is not an upload URL of this user' },
  PUSH_SERVICE_UNKNOWN: { status: 400, title: 'No push service of a browser that is known' },
  KEY_POINT_NOT_FOUND: { status: 400, title: 'The topic has no such key point' },
  PARENT_NOT_FOUND: { status: 400, title: 'No such assessed lecture on this topic' },
  TRANSCRIPT_UNCHANGED: { status: 400, title: 'The transcript is what was heard' },
  TRANSCRIPT_CHANGED_TOO_MUCH: { status: 400, title: 'More than what was misheard is changed' },
  UNAUTHORIZED: { status: 401, title: 'A valid token is required' },
  ROUTE_NOT_FOUND: { status: 404, title: 'No such route' },
  LECTURE_NOT_FOUND: { status: 404, title: 'No such lecture' },
  TOPIC_NOT_FOUND: { status: 404, title: 'No such topic' },
  TOPIC_NOT_READY: { status: 409, title: 'The topic is not prepared' },
  TOO_MANY_TOPICS: { status: 409, title: 'No room for another topic of one’s own' },
  TEXT_NOT_FOR_SHARING: { status: 409, title: 'The text says what is not for sharing' },
  NOT_BEFORE_14: { status: 409, title: 'Not for learners under 14' },
  CONSENT_WITHDRAWN: { status: 409, title: 'Its learner agreed to it no longer' },
  TAKEN_DOWN: { status: 409, title: 'Operators took it out of sharing' },
  SHARED_TOPIC_NOT_FOUND: { status: 404, title: 'No topic is shared by this code' },
  TRANSFER_CODE_NOT_VALID: { status: 404, title: 'No such code' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'This route does not know that method' },
  TOPIC_MISMATCH: { status: 409, title: 'This recording was submitted for another topic' },
  PURPOSE_MISMATCH: { status: 409, title: 'This recording was submitted for another purpose' },
  LECTURE_NOT_FINISHED: { status: 409, title: 'The lecture is not finished yet' },
  NOT_ASSESSED: { status: 409, title: 'The lecture has no result' },
  QUESTION_NOT_OPEN: { status: 409, title: 'The pupil waits for no answer to this question' },
  NOT_A_LECTURE_ITSELF: { status: 409, title: 'What was judged later is not judged again' },
  NOTHING_HEARD: { status: 409, title: 'Nothing was heard that could have been misheard' },
  ALREADY_CORRECTED: { status: 409, title: 'The transcript has been corrected once' },
  NOTHING_TO_DISPUTE: { status: 409, title: 'The label is the best there is' },
  ALREADY_DISPUTED: { status: 409, title: 'The key point has been disputed once' },
  BODY_TOO_LARGE: { status: 413, title: 'The body is too large' },
  TOO_MANY_TRANSFER_CODES: { status: 429, title: 'Too many codes today' },
  TOO_MANY_CONSENTS: { status: 429, title: 'Too many consents today' },
  TOO_MANY_TOKENS: { status: 429, title: 'Too many tokens for this address today' },
  TOO_MANY_SHARES: { status: 429, title: 'Topics were shared too often today' },
  TOO_MANY_NAMES: { status: 429, title: 'Names were looked at too often today' },
  TOO_MANY_CODES: { status: 429, title: 'Too many wrong codes today' },
  TOO_MANY_REPORTS: { status: 429, title: 'Too many reports today' },
  TOO_MANY_REWARDS: { status: 429, title: 'The day has its rewards' },
  MODERATION_UNAVAILABLE: { status: 503, title: 'Nothing can be shared at the moment' },
  BUSY: { status: 503, title: 'Too much at once, try again shortly' },
  NOT_CONFIGURED: { status: 503, title: 'The service is not set up correctly' },
  INTERNAL: { status: 500, title: 'Something went wrong on our side' },
} as const;

export type ProblemCode = keyof typeof problems;

/**
 * What can be wrong with a field, for clients that say it in their own words. A problem that names a
 * field by itself has its own code there.
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

/** RFC 9457 problem details, with a stable `code` and the request's id beside. */
export const problemSchema = z.object({
  type: z.string().check(about('Always `about:blank`: `code` says which problem it is.')),
  title: z.string().check(about('The same for every problem of this code.')),
  status: z.int().check(about('The HTTP status again.')),
  detail: z.string().check(about('What is wrong this time, for a developer to read.')),
  code: z.string().check(about('Which problem it is; never renamed.')),
  requestId: z.string().check(about('Names this request in our logs.')),
  errors: z.optional(
    z
      .array(
        z.object({
          field: z.string().check(about('Path of the field, or the part of the request.')),
          code: z
            .enum([...fieldErrorCodes, ...problemCodes])
            .check(about('What is wrong with it; never renamed.')),
          message: z.string().check(about('The same for a developer to read.')),
        }),
      )
      .check(about('The fields that are wrong, where any can be named.')),
  ),
});

export type Problem = z.infer<typeof problemSchema>;

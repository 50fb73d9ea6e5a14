import { type Problem, type ProblemCode, problems } from './problem.ts';

/** The sentence of each problem, and the field it names, if any. */
const details: Record<ProblemCode, { readonly detail: string; readonly field?: string }> = {
  INVALID_REQUEST: { detail: 'size: Too big: expected number to be <=100', field: 'size' },
  MALFORMED_JSON: { detail: 'The body must be JSON in UTF-8.', field: 'body' },
  INVALID_CALLBACK: {
    detail:
      'The query is not a callback of a rewarded ad: each parameter may stand only once, and signature and key_id must come last.',
    field: 'query',
  },
  AUDIO_URL_NOT_YOURS: {
    detail: 'audioUrl must be the upload URL this user was given, without its query.',
    field: 'audioUrl',
  },
  PUSH_SERVICE_UNKNOWN: {
    detail: "device.endpoint must be an address at a browser's push service.",
    field: 'device.endpoint',
  },
  KEY_POINT_NOT_FOUND: { detail: 'Topic 1001 has key points 1 to 4.', field: 'keyPoints' },
  PARENT_NOT_FOUND: {
    detail: 'You have no assessed lecture 7307861239005841 on topic 1001.',
    field: 'parent',
  },
  TRANSCRIPT_UNCHANGED: { detail: 'The text is the transcript as it was heard.', field: 'text' },
  TRANSCRIPT_CHANGED_TOO_MUCH: {
    detail: '31 of 104 characters were changed; at most 15 may be.',
    field: 'text',
  },
  UNAUTHORIZED: { detail: 'The Authorization header bears no valid token.' },
  ROUTE_NOT_FOUND: { detail: 'There is no such route.' },
  LECTURE_NOT_FOUND: { detail: 'There is no lecture 7307861239005841.' },
  TOPIC_NOT_FOUND: { detail: 'There is no topic 999999.', field: 'topicId' },
  TOPIC_NOT_READY: {
    detail: 'The topic is still being prepared, or its preparation has failed.',
    field: 'topicId',
  },
  TOO_MANY_TOPICS: { detail: 'A learner can have 50 topics. Delete one first.' },
  TEXT_NOT_FOR_SHARING: {
    detail: 'Moderation found that this text is not fit for other learners.',
    field: 'keyPoints.1.statement',
  },
  NOT_BEFORE_14: { detail: 'Learners under 14 cannot share topics.' },
  TAKEN_DOWN: { detail: 'Operators have stopped this topic from being shared.' },
  SHARED_TOPIC_NOT_FOUND: { detail: 'No topic is shared under this code, or no longer.' },
  TRANSFER_CODE_NOT_VALID: { detail: 'There is no such code, or it has expired.', field: 'code' },
  METHOD_NOT_ALLOWED: { detail: 'This route does not support DELETE, only GET.' },
  TOPIC_MISMATCH: { detail: 'This recording was submitted for topic 1002.', field: 'topicId' },
  PURPOSE_MISMATCH: {
    detail:
      'This recording was submitted for something else: other key points, or another lecture.',
    field: 'keyPoints',
  },
  LECTURE_NOT_FINISHED: { detail: 'A lecture can be rated once it has ended.' },
  NOT_ASSESSED: { detail: 'The lecture ended without a result.' },
  QUESTION_NOT_OPEN: { detail: 'Question 2 is not open.', field: 'round' },
  NOT_A_LECTURE_ITSELF: {
    detail: 'Lecture 7307861239005841 is a later judgement of another one.',
    field: 'id',
  },
  NOTHING_HEARD: { detail: 'Nobody was heard in this lecture.', field: 'text' },
  ALREADY_CORRECTED: { detail: 'Its transcript has been corrected before.', field: 'text' },
  NOTHING_TO_DISPUTE: { detail: 'Key point 1 is covered.', field: 'keyPoint' },
  ALREADY_DISPUTED: { detail: 'Key point 3 has been disputed before.', field: 'keyPoint' },
  BODY_TOO_LARGE: { detail: 'The body must not exceed 65536 bytes.' },
  CONSENT_WITHDRAWN: { detail: 'The learner has withdrawn their consent to sending texts abroad.' },
  TOO_MANY_TRANSFER_CODES: { detail: 'A user can make 20 codes a day. Try again tomorrow.' },
  TOO_MANY_CONSENTS: {
    detail: 'Consent was given too often today. Try again tomorrow.',
    field: 'consents',
  },
  TOO_MANY_TOKENS: {
    detail: 'Too many new users from this address today. Try again tomorrow.',
  },
  TOO_MANY_NAMES: {
    detail: 'A learner can have a name checked 10 times a day. Try again tomorrow.',
  },
  TOO_MANY_SHARES: { detail: 'A learner can share topics 20 times a day. Try again tomorrow.' },
  TOO_MANY_CODES: { detail: 'You have tried too many wrong codes today. Try again tomorrow.' },
  TOO_MANY_REPORTS: { detail: 'A learner can make 10 reports a day. Try again tomorrow.' },
  TOO_MANY_REWARDS: { detail: 'A learner can earn 5 rewards a day. Try again tomorrow.' },
  MODERATION_UNAVAILABLE: {
    detail: 'The text cannot be checked at the moment, so it is not shared. Try again later.',
  },
  BUSY: { detail: 'The service is busy. Try again in a moment.' },
  NOT_CONFIGURED: {
    detail: 'The service is not set up correctly. Its operators have been told.',
  },
  INTERNAL: { detail: 'The request could not be answered. It has been noted.' },
};

/** Makes a problem as a client receives it. */
export function problemExample(code: ProblemCode): Problem {
  const { detail, field } = details[code];
  return {
    type: 'about:blank',
    ...problems[code],
    detail,
    code,
    requestId: 'BxT4hQ2ZoE0EMgw=',
    ...(field !== undefined && {
      errors: [
        {
          field,
          code: code === 'INVALID_REQUEST' ? 'TOO_LARGE' : code,
          message: detail.replace(`${field}: `, ''),
        },
      ],
    }),
  };
}

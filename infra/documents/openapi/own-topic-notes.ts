import type { RouteName } from '../../../shared/contracts/routes.ts';
import type { OperationNotes } from './notes.ts';

/** The notes on routes for a learner's own topics and for shared topics. */
export const ownTopicNotes: Readonly<Partial<Record<RouteName, OperationNotes>>> = {
  'create-topic': {
    description:
      'The call is answered at once. Poll the topic until it is READY or FAILED (`failureReason` says why), which takes at most a quarter of an hour. The call may be repeated: the same title and notes on the same day are the same topic, and so is anything with the same Idempotency-Key. An own topic can be taught like any topic and stays outside the ranking.',
    problems: ['TOO_MANY_TOPICS'],
    requestHeaders: ['Idempotency-Key', 'Accept-Language'],
    responseName: 'OwnTopic',
  },
  'list-own-topics': {
    description:
      'The list leaves out the notes. Where there are more than `limit`, the Link header names the next page.',
    requestHeaders: ['Accept-Language'],
    responseHeaders: ['Link'],
    responseName: 'OwnTopicList',
  },
  'get-own-topic': {
    description:
      'Until the topic is READY or FAILED wait for Retry-After seconds between two polls. Another user’s topic is a 404.',
    problems: ['TOPIC_NOT_FOUND'],
    requestHeaders: ['Accept-Language'],
    responseHeaders: ['Retry-After'],
  },
  'edit-topic': {
    description:
      'Only a topic that is READY can be edited. Lectures that were submitted before are judged by the topic as it was.',
    problems: ['TOPIC_NOT_FOUND', 'TOPIC_NOT_READY'],
    requestHeaders: ['Accept-Language'],
  },
  'delete-topic': {
    description:
      'The deletion is final; lectures on the topic stay. A repeated call gets the same answer, which has no body.',
  },
  'share-topic': {
    description:
      'The moderation first checks every text that others will see. The code works for 30 days and shows the topic as it is now, never its notes. Sharing again keeps the code, shows the topic as it is then, and starts the 30 days again.',
    problems: [
      'TOPIC_NOT_FOUND',
      'TOPIC_NOT_READY',
      'TEXT_NOT_FOR_SHARING',
      'TAKEN_DOWN',
      'NOT_BEFORE_14',
      'CONSENT_WITHDRAWN',
      'TOO_MANY_SHARES',
      'MODERATION_UNAVAILABLE',
      'NOT_CONFIGURED',
    ],
    responseName: 'TopicShare',
  },
  'stop-sharing': {
    description:
      'Sharing ends at once and for good: if the topic is shared again, it gets another code. Copies stay with those who made them. A repeated call gets the same answer, which has no body.',
  },
  'get-shared-topic': {
    description:
      'A code that has expired, was stopped or never existed answers the same 404. After 20 of those no code is looked up until the next day (Asia/Seoul).',
    problems: ['SHARED_TOPIC_NOT_FOUND', 'TOO_MANY_CODES'],
    responseName: 'SharedTopic',
  },
  'copy-shared-topic': {
    description:
      'The copy is READY at once and counts among the learner’s 50 topics. It belongs to the learner alone: it stays as it is when the original is changed, deleted or no longer shared, unless operators take it down. A repeated call within a day answers the same copy.',
    problems: ['SHARED_TOPIC_NOT_FOUND', 'TOO_MANY_CODES', 'TOO_MANY_TOPICS'],
    requestHeaders: ['Accept-Language'],
  },
  'report-shared-topic': {
    description:
      'Operators are told. Only a learner’s first report of a code counts. The answer has no body.',
    problems: ['SHARED_TOPIC_NOT_FOUND', 'TOO_MANY_CODES', 'TOO_MANY_REPORTS'],
  },
};

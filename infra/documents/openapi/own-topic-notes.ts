import type { RouteName } from '../../../shared/contracts/routes.ts';
import type { OperationNotes } from './notes.ts';

/** Of a learner's own topics, and of what is shared of them. */
export const ownTopicNotes: Readonly<Partial<Record<RouteName, OperationNotes>>> = {
  'create-topic': {
    description:
      'Answered at once; poll the topic until it is READY or FAILED (`failureReason` says why), within a quarter of an hour. May be repeated: the same title and notes on the same day are the same topic, or whatever bears the same Idempotency-Key. What it becomes can be taught like any topic, and stays outside the ranking.',
    problems: ['TOO_MANY_TOPICS'],
    requestHeaders: ['Idempotency-Key', 'Accept-Language'],
    responseName: 'OwnTopic',
  },
  'list-own-topics': {
    description:
      'Without the notes. Where there are more than `limit`, the Link header names the next page.',
    requestHeaders: ['Accept-Language'],
    responseHeaders: ['Link'],
    responseName: 'OwnTopicList',
  },
  'get-own-topic': {
    description:
      'Until it is READY or FAILED wait for Retry-After seconds between two polls. Another user’s topic is a 404.',
    problems: ['TOPIC_NOT_FOUND'],
    requestHeaders: ['Accept-Language'],
    responseHeaders: ['Retry-After'],
  },
  'edit-topic': {
    description:
      'Only of a topic that is READY. Lectures that were submitted before are judged against what it was.',
    problems: ['TOPIC_NOT_FOUND', 'TOPIC_NOT_READY'],
    requestHeaders: ['Accept-Language'],
  },
  'delete-topic': {
    description:
      'For good; lectures on it stay. Asking again is answered the same. The answer has no body.',
  },
  'share-topic': {
    description:
      'Every text that others will see is looked at by the moderation first. The code works for 30 days, shows the topic as it is now, and never its notes; sharing again keeps the code, shows the topic as it is then, and begins the 30 days anew.',
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
      'At once and for good: shared again, the topic has another code. Copies stay with those who made them. Asking again is answered the same. The answer has no body.',
  },
  'get-shared-topic': {
    description:
      'A code that expired, was stopped or never was is one and the same 404. After 20 of those none is looked up until the next day (Asia/Seoul).',
    problems: ['SHARED_TOPIC_NOT_FOUND', 'TOO_MANY_CODES'],
    responseName: 'SharedTopic',
  },
  'copy-shared-topic': {
    description:
      'READY at once, and one of the 50. It is nobody else’s from then on: it stays as it is when the other one is changed, deleted or no longer shared, unless operators take it down. Asked again within a day it is the same copy.',
    problems: ['SHARED_TOPIC_NOT_FOUND', 'TOO_MANY_CODES', 'TOO_MANY_TOPICS'],
    requestHeaders: ['Accept-Language'],
  },
  'report-shared-topic': {
    description:
      'Operators are told. One learner’s report of a code is one report: the first. The answer has no body.',
    problems: ['SHARED_TOPIC_NOT_FOUND', 'TOO_MANY_CODES', 'TOO_MANY_REPORTS'],
  },
};

import type { Feedback, LectureBody } from '../contracts/lecture-body.ts';
import type { ListedTopicBody, OwnTopicBody } from '../contracts/own-topics.ts';
import type { Problem } from '../contracts/problem.ts';
import type { SharedTopicBody, TopicShareBody } from '../contracts/shared-topics.ts';
import type { Answer } from './lines.ts';
import { loopPart } from './loop-answers.ts';
import {
  flag,
  list,
  maybe,
  needed,
  number,
  object,
  type Read,
  shaped,
  text,
  wholeList,
} from './reading.ts';

type WeighedPoint = NonNullable<ListedTopicBody['keyPoints']>[number];

/**
 * What the clients read from each answer. They need only what the published app depends on, so that they
 * can also read an older or a newer deployment. A status, stage, label or reason that this version does
 * not know is a text like any other.
 */
const keyPointOf = object<Feedback['keyPoints'][number]>()({
  number,
  statement: needed(text),
  label: needed(text),
  quote: text,
  reason: text,
});

const deliveryOf = object<Feedback['delivery']>()({
  durationSeconds: number,
  syllablesPerSecond: number,
  pauseCount: number,
  longestPauseSeconds: number,
  fillerCount: number,
  strengths: list(text),
});

const feedbackOf = object<Feedback>()({
  keyPoints: list(keyPointOf),
  corrections: list(
    object<Feedback['corrections'][number]>()({ said: needed(text), right: needed(text) }),
  ),
  delivery: maybe(deliveryOf),
  nextSteps: list(text),
});

const partsOf = object<NonNullable<LectureBody['parts']>>()({
  transcribed: text,
  keyPoints: list(keyPointOf),
});

export const lectureOf = object<LectureBody>()({
  id: needed(number),
  status: needed(text),
  majorId: number,
  majorName: text,
  subjectId: number,
  subjectName: text,
  topicId: number,
  topicName: text,
  transcribed: text,
  score: number,
  strength: text,
  weakness: text,
  helpfulnessRating: number,
  kind: text,
  stage: text,
  failureReason: text,
  nextAllowanceAt: text,
  uploadUntil: text,
  createdAt: text,
  keyPoints: list(number),
  feedback: maybe(feedbackOf),
  parts: maybe(partsOf),
  ...loopPart,
});
export const lecturesOf = wholeList(lectureOf);

export const loginOf = object<Answer<'POST /api/v1/users/token/issue'>>()({
  name: needed(text),
  authToken: needed(text),
});

/** What is agreed to now, by purpose. An unknown purpose is a text like any other. */
export const consentsOf = object<Answer<'PUT /api/v1/users/consents'>>()({
  consents: list(
    object<Answer<'PUT /api/v1/users/consents'>['consents'][number]>()({
      purpose: needed(text),
      given: flag,
      by: text,
      at: text,
    }),
  ),
});

export const transferCodeOf = object<Answer<'POST /api/v1/users/transfer-codes'>>()({
  code: needed(text),
  validUntil: needed(text),
});

export const nameOf = object<Answer<'GET /api/v1/users/name'>>()({ name: needed(text) });

const webAddress: typeof text = (value) => {
  const url = text(value);
  return url !== undefined && /^https?:/.test(url) && URL.canParse(url) ? url : undefined;
};

export const uploadOf = object<Answer<'GET /api/v1/generate-presigned-url'>>()({
  uploadPresignedUrl: needed(webAddress),
});

export const rankingOf = object<Answer<'GET /api/v1/ranking'>>()({
  ranking: maybe(
    object<NonNullable<Answer<'GET /api/v1/ranking'>['ranking']>>()({
      score: needed(number),
      rank: needed(number),
    }),
  ),
  learners: number,
  message: needed(text),
});

const catalogPart = { id: needed(number), description: text };

const pageOf = { last: flag };

export const majorsOf = object<Answer<'GET /api/v1/major'>>()({
  ...pageOf,
  content: wholeList(
    shaped(
      object<Answer<'GET /api/v1/major'>['content'][number]>()({
        ...catalogPart,
        majorName: needed(text),
      }),
      ({ majorName: name, ...entry }) => ({ ...entry, name }),
    ),
  ),
});

export const subjectsOf = object<Answer<'GET /api/v1/subject'>>()({
  ...pageOf,
  content: wholeList(
    shaped(
      object<Answer<'GET /api/v1/subject'>['content'][number]>()({
        ...catalogPart,
        subjectName: needed(text),
      }),
      ({ subjectName: name, ...entry }) => ({ ...entry, name }),
    ),
  ),
});

export const topicsOf = object<Answer<'GET /api/v1/topic'>>()({
  ...pageOf,
  content: wholeList(
    shaped(
      object<Answer<'GET /api/v1/topic'>['content'][number]>()({
        ...catalogPart,
        topicName: needed(text),
      }),
      ({ topicName: name, ...entry }) => ({ ...entry, name }),
    ),
  ),
});

const cardOf = object<Answer<'GET /api/v1/topic/{id}'>['card']>()({
  openingQuestion: needed(text),
  words: list(text),
  thinkFirst: text,
});

/** A single topic. A deployment that is older than cards gives none. */
export const topicOf = object<Answer<'GET /api/v1/topic/{id}'>>()({
  id: needed(number),
  topicName: needed(text),
  /** The topic's place in the catalog. */
  majorId: number,
  subjectId: number,
  card: maybe(cardOf),
});

const weighedPointOf = object<WeighedPoint>()({ statement: needed(text), weight: number });
const wrongBeliefOf = object<NonNullable<ListedTopicBody['misconceptions']>[number]>()({
  statement: needed(text),
  correction: text,
});

/** The code by which a learner's own topic is shared, and until when. */
export const topicShareOf = object<TopicShareBody>()({ code: needed(text), expiresAt: text });

/** A topic that somebody shares, as it is before it is copied. */
export const sharedTopicOf = object<SharedTopicBody>()({
  code: text,
  title: needed(text),
  keyPoints: list(weighedPointOf),
  misconceptions: list(wrongBeliefOf),
  card: maybe(cardOf),
  expiresAt: text,
});

const ownTopicPart = {
  id: needed(number),
  title: needed(text),
  status: needed(text),
  failureReason: text,
  nextAllowanceAt: text,
  keyPoints: list(weighedPointOf),
  misconceptions: list(wrongBeliefOf),
  card: maybe(cardOf),
  createdAt: text,
  share: maybe(topicShareOf),
  copiedFrom: text,
  takenDown: flag,
};

/** A learner's own topic, with its notes. */
export const ownTopicOf = object<OwnTopicBody>()({ ...ownTopicPart, notes: text });
/** A learner's own topics as lists carry them, without the notes. */
export const ownTopicsOf = wholeList(object<ListedTopicBody>()(ownTopicPart));

/** A problem of RFC 9457, or the API gateway's own `{message}`. */
export const problemOf = object<Problem & { message: string }>()({
  title: text,
  detail: text,
  code: text,
  requestId: text,
  message: text,
  errors: list(
    object<NonNullable<Problem['errors']>[number]>()({
      field: needed(text),
      message: needed(text),
    }),
  ),
});

export type OwnTopic = Read<typeof ownTopicOf>;
export type TopicShare = Read<typeof topicShareOf>;
export type SharedTopic = Read<typeof sharedTopicOf>;
export type HeldConsent = Read<typeof consentsOf>['consents'][number];
export type Login = Read<typeof loginOf>;
export type Lecture = Read<typeof lectureOf>;
export type LectureFeedback = Read<typeof feedbackOf>;
export type KeyPoint = Read<typeof keyPointOf>;
export type LectureParts = Read<typeof partsOf>;
export type Delivery = Read<typeof deliveryOf>;
export type TopicCard = NonNullable<Read<typeof topicOf>['card']>;
export type Ranking = Read<typeof rankingOf>;
/** A major, subject or topic. */
export interface CatalogEntry {
  readonly id: number;
  readonly name: string;
  readonly description: string | undefined;
}

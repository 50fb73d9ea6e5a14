import type { LectureBody } from '../contracts/lecture-body.ts';
import type { ProgressBody } from '../contracts/progress.ts';
import type { Answer } from './lines.ts';
import {
  flag,
  list,
  maybe,
  needed,
  number,
  object,
  type Read,
  text,
  wholeList,
} from './reading.ts';

type Topic = ProgressBody['topics'][number];
type Taught = Topic['lectures'][number];

const hintOf = object<NonNullable<LectureBody['hints']>[number]>()({
  keyPoint: needed(number),
  label: needed(text),
  quote: text,
  hint: needed(text),
});

const followUpOf = object<NonNullable<LectureBody['followUp']>>()({
  keyPoint: needed(number),
  round: needed(number),
  question: needed(text),
});

const answerOf = object<LectureBody['answers'][number]>()({
  id: needed(number),
  round: needed(number),
  question: text,
  status: needed(text),
  failureReason: text,
  said: text,
  label: text,
});

const laterOf = object<NonNullable<LectureBody['later']>>()({
  by: needed(text),
  lecture: needed(number),
  round: number,
  comment: text,
});

type Revised = NonNullable<LectureBody['revised']>;

const laterPart = { id: needed(number), status: needed(text), failureReason: text };

/** What came of the learner's correction of the transcript. */
const correctionOf = object<NonNullable<LectureBody['correction']>>()({
  ...laterPart,
  transcribed: text,
});

/** What came of the learner's disagreement with a label. */
const disagreementOf = object<LectureBody['disagreements'][number]>()({
  ...laterPart,
  keyPoint: needed(number),
  disputed: text,
  label: text,
  isKinder: flag,
  comment: text,
});

const revisedOf = object<Revised>()({
  score: needed(number),
  keyPoints: list(
    object<Revised['keyPoints'][number]>()({
      number,
      statement: needed(text),
      label: needed(text),
      quote: text,
      reason: text,
      by: text,
    }),
  ),
});

/** What the learning loop adds to a lecture. Older deployments have none of it. */
export const loopPart = {
  parent: number,
  /** The first lecture of the chain. */
  first: number,
  later: maybe(laterOf),
  /** Undefined unless the lecture was asked for with hints. */
  hints: maybe(wholeList(hintOf)),
  followUp: maybe(followUpOf),
  answers: list(answerOf),
  understanding: number,
  explanation: text,
  answersSeenAt: text,
  correction: maybe(correctionOf),
  disagreements: list(disagreementOf),
  revised: maybe(revisedOf),
};

const taughtOf = object<Taught>()({
  id: needed(number),
  createdAt: text,
  kind: text,
  score: needed(number),
  keyPoints: list(number),
  parent: number,
  first: number,
  labels: list(
    object<Taught['labels'][number]>()({ keyPoint: needed(number), label: needed(text) }),
  ),
});

const answeredOf = object<Topic['answers'][number]>()({
  id: needed(number),
  lecture: needed(number),
  createdAt: text,
  keyPoint: needed(number),
  label: needed(text),
});

const revisedLabelOf = object<Topic['revisions'][number]>()({
  lecture: needed(number),
  keyPoint: needed(number),
  label: needed(text),
});

export const progressOf = object<Answer<'GET /api/v1/users/progress'>>()({
  topics: list(
    object<Topic>()({
      topicId: needed(number),
      topicName: needed(text),
      lectures: list(taughtOf),
      answers: list(answeredOf),
      revisions: list(revisedLabelOf),
    }),
  ),
});

export type FollowUp = Read<typeof followUpOf>;
export type PupilAnswer = Read<typeof answerOf>;
export type Revision = Read<typeof revisedOf>;
export type TaughtLecture = Read<typeof taughtOf>;
export type TopicProgress = Read<typeof progressOf>['topics'][number];

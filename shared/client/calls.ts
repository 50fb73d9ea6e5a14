import type { EditedTopic, NewTopic } from '../contracts/own-topics.ts';
import type { ReportReason } from '../contracts/shared-topics.ts';
import { accountCalls } from './account-calls.ts';
import {
  type CatalogEntry,
  type Lecture,
  lectureOf,
  lecturesOf,
  majorsOf,
  type OwnTopic,
  ownTopicOf,
  ownTopicsOf,
  rankingOf,
  sharedTopicOf,
  subjectsOf,
  topicOf,
  topicShareOf,
  topicsOf,
  uploadOf,
} from './answers.ts';
import { type ApiPorts, callers } from './callers.ts';
import { habitCalls } from './habit-calls.ts';
import { progressOf, type TopicProgress } from './loop-answers.ts';
import { nothing } from './reading.ts';
import { type Answered, nextOf } from './request.ts';

/** A page of a list, with the cursor of the next page if there is one. */
export interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/** A lecture, and how long the API asks to wait before looking again. */
export interface LectureAnswer {
  readonly lecture: Lecture;
  readonly retryAfterSeconds: number | undefined;
}

/** The key points of an earlier lecture that a lecture teaches again. It teaches nothing else. */
export interface Focus {
  /** The points' numbers in the topic, from 1. */
  readonly keyPoints: readonly number[];
  /** The earlier lecture. */
  readonly parent: number;
}

/** What a submission says beside what is taught. Older deployments refuse these fields. */
export interface SubmissionDetails {
  /** The recording's length, where it is known. The API paces polls by it. */
  readonly recordingSeconds?: number | undefined;
  /** Whether the learner's devices are notified when the lecture ends. */
  readonly notify?: boolean | undefined;
}

/** The pupil's question that is answered. */
export interface Question {
  readonly lectureId: number;
  readonly round: number;
}

/** The label that a learner disagrees with. */
export interface Dispute {
  /** The point's number in the topic, from 1. */
  readonly keyPoint: number;
  /** The learner's own note. */
  readonly comment?: string;
}

const keyed = (key: string) => ({ headers: { 'idempotency-key': key } });

const inFocus = (focus: Focus | undefined) =>
  focus && { keyPoints: [...focus.keyPoints], parent: focus.parent };

/** A learner's own topic, and how long the API asks to wait before looking again. */
export interface TopicAnswer {
  readonly topic: OwnTopic;
  readonly retryAfterSeconds: number | undefined;
}

const catalogPageSize = '50';
const lecturesOnPage = '50';

const bodyOf = async <Value>(answered: Promise<Answered<Value>>): Promise<Value> =>
  (await answered).value;

const lectureAnswer = async (answered: Promise<Answered<Lecture>>): Promise<LectureAnswer> => {
  const { value, retryAfterSeconds } = await answered;
  return { lecture: value, retryAfterSeconds };
};

const topicAnswer = async (answered: Promise<Answered<OwnTopic>>): Promise<TopicAnswer> => {
  const { value, retryAfterSeconds } = await answered;
  return { topic: value, retryAfterSeconds };
};

interface CatalogPage {
  readonly content: readonly CatalogEntry[];
  readonly last: boolean | undefined;
}

/** Reads on as the published app does, until a page says that it is the last, or is empty. */
async function* entries(
  pageAt: (query: { page: string; size: string }) => Promise<Answered<CatalogPage>>,
): AsyncGenerator<CatalogEntry> {
  for (let page = 0; ; page += 1) {
    const { value } = await pageAt({ page: String(page), size: catalogPageSize });
    yield* value.content;
    if (value.last !== false || value.content.length === 0) return;
  }
}

/** All of a list that comes in pages. */
export const collected = async <Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> => {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
};

export type ApiCalls = ReturnType<typeof apiCalls>;

/**
 * Every call of the API that a client makes, typed by the contract's routes. A new call is a line here or
 * in `account-calls.ts`, and a reader in `answers.ts` if it answers something new. All of them throw
 * ClientTrouble.
 */
export const apiCalls = (ports: ApiPorts) => {
  const calling = callers(ports);
  const { login, openly, asMe, asOwner } = calling;
  const path = (id: number) => ({ path: { id: String(id) } });
  return {
    ...habitCalls(calling),
    /** Is for calls that are made elsewhere, such as the league's. */
    asMe,
    /** The login of this device. A device without one becomes a new user. */
    login,
    ...accountCalls(calling, ports.logins),

    majors: () => entries((query) => openly('GET /api/v1/major', { query }, majorsOf)),
    subjects: (majorId: number) =>
      entries((query) =>
        openly(
          'GET /api/v1/subject',
          { query: { ...query, majorId: String(majorId) } },
          subjectsOf,
        ),
      ),
    topics: (subjectId: number) =>
      entries((query) =>
        openly(
          'GET /api/v1/topic',
          { query: { ...query, subjectId: String(subjectId) } },
          topicsOf,
        ),
      ),
    topic: (id: number) => bodyOf(openly('GET /api/v1/topic/{id}', path(id), topicOf)),

    ranking: () => bodyOf(asMe('GET /api/v1/ranking', {}, rankingOf)),

    /** @returns the URL to PUT the recording to */
    presign: async () =>
      (await asMe('GET /api/v1/generate-presigned-url', {}, uploadOf)).value.uploadPresignedUrl,
    submitRecording: (
      topicId: number,
      audioUrl: string,
      focus?: Focus,
      { recordingSeconds, notify }: SubmissionDetails = {},
    ) => {
      const said = {
        ...(recordingSeconds !== undefined && { recordingSeconds }),
        ...(notify && { notify }),
      };
      const body = { topicId, audioUrl, ...inFocus(focus), ...said };
      return lectureAnswer(asOwner('POST /api/v1/lecture', { body }, lectureOf));
    },
    /** @param key all submissions with the same key are one lecture */
    submitText: (
      topicId: number,
      text: string,
      key: string,
      focus?: Focus,
      { notify }: Pick<SubmissionDetails, 'notify'> = {},
    ) => {
      const body = { topicId, text, ...inFocus(focus), ...(notify && { notify }) };
      return lectureAnswer(asMe('POST /api/v1/lecture', { body, ...keyed(key) }, lectureOf));
    },

    /**
     * `view: 'hints'` hints at what was missed; `with: 'parts'` gives what is there before the lecture
     * ends.
     */
    lecture: (id: number, query: { view?: 'hints'; with?: 'parts' } = {}) =>
      lectureAnswer(asOwner('GET /api/v1/lecture/{id}', { ...path(id), query }, lectureOf)),
    /** Notes that the learner has seen what was to be said. @returns the lecture with all of it */
    reveal: (id: number) =>
      bodyOf(asOwner('POST /api/v1/lecture/{id}/reveal', path(id), lectureOf)),
    /** @returns the answer, which is judged like a small lecture */
    answerSpoken: ({ lectureId, round }: Question, audioUrl: string) => {
      const asked = { ...path(lectureId), body: { round, audioUrl } };
      return lectureAnswer(asOwner('POST /api/v1/lecture/{id}/answers', asked, lectureOf));
    },
    /** @param key all submissions with the same key are one answer */
    answerTyped: ({ lectureId, round }: Question, text: string, key: string) => {
      const asked = { ...path(lectureId), body: { round, text }, ...keyed(key) };
      return lectureAnswer(asOwner('POST /api/v1/lecture/{id}/answers', asked, lectureOf));
    },
    /** The learner's lectures, newest first. */
    lectures: async (cursor?: string): Promise<ListPage<Lecture>> => {
      const query = { limit: lecturesOnPage, ...(cursor !== undefined && { cursor }) };
      const { value, headers } = await asMe('GET /api/v1/users/lectures', { query }, lecturesOf);
      return { items: value, next: nextOf(headers) };
    },
    /** What the learner has taught, by topic, as far as one answer goes back. */
    progress: async (cursor?: string): Promise<ListPage<TopicProgress>> => {
      const query = { ...(cursor !== undefined && { cursor }) };
      const { value, headers } = await asOwner('GET /api/v1/users/progress', { query }, progressOf);
      return { items: value.topics, next: nextOf(headers) };
    },
    /**
     * Corrects what was misheard in a lecture, once. The answer is judged like a small lecture and can be
     * polled until it has ended; then the first lecture shows it as `revised`.
     * @param key all submissions with the same key are one correction
     */
    correctTranscript: (id: number, text: string, key: string) => {
      const asked = { ...path(id), body: { text }, ...keyed(key) };
      return lectureAnswer(asOwner('PUT /api/v1/lecture/{id}/transcript', asked, lectureOf));
    },
    /** Disagrees with the label of a key point, once. The answer is like that of `correctTranscript`. */
    dispute: (id: number, dispute: Dispute, key: string) => {
      const asked = { ...path(id), body: { ...dispute }, ...keyed(key) };
      return lectureAnswer(asOwner('POST /api/v1/lecture/{id}/disagreements', asked, lectureOf));
    },
    /**
     * Has a topic of the learner's own prepared. It is polled until it is READY or FAILED.
     * @param key all requests with the same key are one topic
     */
    createTopic: (topic: NewTopic, key: string) =>
      topicAnswer(asMe('POST /api/v1/users/topics', { body: topic, ...keyed(key) }, ownTopicOf)),
    ownTopic: (id: number) =>
      topicAnswer(asOwner('GET /api/v1/users/topics/{id}', path(id), ownTopicOf)),
    /** The learner's own topics, newest first, without their notes. */
    ownTopics: () => bodyOf(asMe('GET /api/v1/users/topics', {}, ownTopicsOf)),
    editTopic: (id: number, edited: EditedTopic) =>
      bodyOf(asOwner('PUT /api/v1/users/topics/{id}', { ...path(id), body: edited }, ownTopicOf)),
    deleteTopic: async (id: number): Promise<void> => {
      await asOwner('DELETE /api/v1/users/topics/{id}', path(id), nothing);
    },

    /** Shares the topic as it is now. Sharing it again keeps its code and renews what others see. */
    shareTopic: (id: number) =>
      bodyOf(asOwner('POST /api/v1/users/topics/{id}/share', path(id), topicShareOf)),
    stopSharing: async (id: number): Promise<void> => {
      await asOwner('DELETE /api/v1/users/topics/{id}/share', path(id), nothing);
    },
    /** @param code as the learner typed it, in either case, with or without hyphens */
    sharedTopic: (code: string) =>
      bodyOf(asMe('GET /api/v1/topics/shared/{code}', { path: { code } }, sharedTopicOf)),
    /** Copies a shared topic into the learner's own, where it can be taught at once. */
    copySharedTopic: (code: string) =>
      bodyOf(asMe('POST /api/v1/topics/shared/{code}/copies', { path: { code } }, ownTopicOf)),
    reportSharedTopic: async (code: string, reason: ReportReason): Promise<void> => {
      const asked = { path: { code }, body: { reason } };
      await asMe('POST /api/v1/topics/shared/{code}/reports', asked, nothing);
    },

    /** @param helpfulnessRating 1 (worst) to 5 (best) */
    rate: async (id: number, helpfulnessRating: number): Promise<void> => {
      const asked = { ...path(id), body: { helpfulnessRating } };
      await asOwner('POST /api/v1/lecture/{id}/rate-helpfulness', asked, nothing);
    },
  };
};

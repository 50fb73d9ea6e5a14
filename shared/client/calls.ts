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

/** A page of a list with where it goes on, if it does. */
export interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/** A lecture with how long the API asks to wait before looking again. */
export interface LectureAnswer {
  readonly lecture: Lecture;
  readonly retryAfterSeconds: number | undefined;
}

/** What a lecture teaches again: some key points of an earlier one, and nothing else. */
export interface Focus {
  /** Their numbers in the topic, from 1. */
  readonly keyPoints: readonly number[];
  /** The earlier lecture. */
  readonly parent: number;
}

/** What a submission says beside what is taught. Older deployments take nothing of it. */
export interface SaidOfLecture {
  /** The recording's length, where it is known: polls are paced by it. */
  readonly recordingSeconds?: number | undefined;
  /** The learner's devices are to be told when it ends. */
  readonly notify?: boolean | undefined;
}

/** A pupil's question, which an answer is given to. */
export interface Question {
  readonly lectureId: number;
  readonly round: number;
}

/** What a learner disagrees with. */
export interface Dispute {
  /** Its number in the topic, from 1. */
  readonly keyPoint: number;
  /** For the learner's own notes. */
  readonly comment?: string;
}

const inFocus = (focus: Focus | undefined) =>
  focus && { keyPoints: [...focus.keyPoints], parent: focus.parent };

/** An own topic, likewise. */
export interface TopicAnswer {
  readonly topic: OwnTopic;
  readonly retryAfterSeconds: number | undefined;
}

const catalogPageSize = '50';
const lecturesOnPage = '50';

const bodyOf = <Value>({ value }: Answered<Value>): Value => value;
const lectureAnswer = ({ value, retryAfterSeconds }: Answered<Lecture>): LectureAnswer => ({
  lecture: value,
  retryAfterSeconds,
});

const topicAnswer = ({ value, retryAfterSeconds }: Answered<OwnTopic>): TopicAnswer => ({
  topic: value,
  retryAfterSeconds,
});

interface CatalogPage {
  readonly content: readonly CatalogEntry[];
  readonly last: boolean | undefined;
}

/** Scrolls on as the published app does: until a page says that it is the last, or is empty. */
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
 * Every call of the API that a client makes, typed by the contract's routes: a new one is a line
 * here or in `account-calls.ts`, and a reader in `answers.ts` where it answers something new. All of them throw ClientTrouble.
 */
export const apiCalls = (ports: ApiPorts) => {
  const calling = callers(ports);
  const { login, openly, asMe, asOwner } = calling;
  const path = (id: number) => ({ path: { id: String(id) } });
  return {
    ...habitCalls(calling),
    /** For calls that are made apart, as the league's. */
    asMe,
    /** Who uses this device; a new user where nobody did yet. */
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
    topic: async (id: number) => bodyOf(await openly('GET /api/v1/topic/{id}', path(id), topicOf)),

    ranking: async () => bodyOf(await asMe('GET /api/v1/ranking', {}, rankingOf)),

    /** @returns the URL to PUT the recording to */
    presign: async () =>
      bodyOf(await asMe('GET /api/v1/generate-presigned-url', {}, uploadOf)).uploadPresignedUrl,
    submitRecording: async (
      topicId: number,
      audioUrl: string,
      focus?: Focus,
      { recordingSeconds, notify }: SaidOfLecture = {},
    ) => {
      const said = {
        ...(recordingSeconds !== undefined && { recordingSeconds }),
        ...(notify && { notify }),
      };
      const body = { topicId, audioUrl, ...inFocus(focus), ...said };
      return lectureAnswer(await asOwner('POST /api/v1/lecture', { body }, lectureOf));
    },
    /** @param key makes one lecture of all submissions that bear it */
    submitText: async (
      topicId: number,
      text: string,
      key: string,
      focus?: Focus,
      { notify }: Pick<SaidOfLecture, 'notify'> = {},
    ) =>
      lectureAnswer(
        await asMe(
          'POST /api/v1/lecture',
          {
            body: { topicId, text, ...inFocus(focus), ...(notify && { notify }) },
            headers: { 'idempotency-key': key },
          },
          lectureOf,
        ),
      ),

    /** With hints, what was missed is hinted at and not told; with parts, what there is is told before the end. */
    lecture: async (id: number, query: { view?: 'hints'; with?: 'parts' } = {}) =>
      lectureAnswer(await asOwner('GET /api/v1/lecture/{id}', { ...path(id), query }, lectureOf)),
    /** Notes that what was to be said was seen. @returns the lecture with all of it */
    reveal: async (id: number) =>
      bodyOf(await asOwner('POST /api/v1/lecture/{id}/reveal', path(id), lectureOf)),
    /** @returns the answer, which is judged like a small lecture */
    answerSpoken: async ({ lectureId, round }: Question, audioUrl: string) =>
      lectureAnswer(
        await asOwner(
          'POST /api/v1/lecture/{id}/answers',
          { ...path(lectureId), body: { round, audioUrl } },
          lectureOf,
        ),
      ),
    /** @param key makes one answer of all submissions that bear it */
    answerTyped: async ({ lectureId, round }: Question, text: string, key: string) =>
      lectureAnswer(
        await asOwner(
          'POST /api/v1/lecture/{id}/answers',
          {
            ...path(lectureId),
            body: { round, text },
            headers: { 'idempotency-key': key },
          },
          lectureOf,
        ),
      ),
    /** Mine, newest first. */
    lectures: async (cursor?: string): Promise<ListPage<Lecture>> => {
      const query = { limit: lecturesOnPage, ...(cursor !== undefined && { cursor }) };
      const { value, headers } = await asMe('GET /api/v1/users/lectures', { query }, lecturesOf);
      return { items: value, next: nextOf(headers) };
    },
    /** What I have taught, by topic, as far as one answer goes back. */
    progress: async (cursor?: string): Promise<ListPage<TopicProgress>> => {
      const query = { ...(cursor !== undefined && { cursor }) };
      const { value, headers } = await asOwner('GET /api/v1/users/progress', { query }, progressOf);
      return { items: value.topics, next: nextOf(headers) };
    },
    /**
     * Puts right what was misheard of a lecture, once. What comes back is judged like a small lecture,
     * and can be looked at until it has ended; then the first lecture shows it as `revised`.
     * @param key makes one correction of all submissions that bear it
     */
    correctTranscript: async (id: number, text: string, key: string) =>
      lectureAnswer(
        await asOwner(
          'PUT /api/v1/lecture/{id}/transcript',
          { ...path(id), body: { text }, headers: { 'idempotency-key': key } },
          lectureOf,
        ),
      ),
    /** Disagrees with the label of a key point, once; likewise. */
    dispute: async (id: number, dispute: Dispute, key: string) =>
      lectureAnswer(
        await asOwner(
          'POST /api/v1/lecture/{id}/disagreements',
          { ...path(id), body: { ...dispute }, headers: { 'idempotency-key': key } },
          lectureOf,
        ),
      ),
    /**
     * Has a topic of my own prepared; to be looked at until it is READY or FAILED.
     * @param key makes one topic of all requests that bear it
     */
    createTopic: async (topic: NewTopic, key: string) =>
      topicAnswer(
        await asMe(
          'POST /api/v1/users/topics',
          { body: topic, headers: { 'idempotency-key': key } },
          ownTopicOf,
        ),
      ),
    ownTopic: async (id: number) =>
      topicAnswer(await asOwner('GET /api/v1/users/topics/{id}', path(id), ownTopicOf)),
    /** Mine, newest first, without their notes. */
    ownTopics: async () => bodyOf(await asMe('GET /api/v1/users/topics', {}, ownTopicsOf)),
    editTopic: async (id: number, edited: EditedTopic) =>
      bodyOf(
        await asOwner('PUT /api/v1/users/topics/{id}', { ...path(id), body: edited }, ownTopicOf),
      ),
    deleteTopic: async (id: number): Promise<void> => {
      await asOwner('DELETE /api/v1/users/topics/{id}', path(id), nothing);
    },

    /** Shares it as it is now; again, it keeps its code and what others see is renewed. */
    shareTopic: async (id: number) =>
      bodyOf(await asOwner('POST /api/v1/users/topics/{id}/share', path(id), topicShareOf)),
    stopSharing: async (id: number): Promise<void> => {
      await asOwner('DELETE /api/v1/users/topics/{id}/share', path(id), nothing);
    },
    /** @param code as it was typed, in either case, with hyphens or without */
    sharedTopic: async (code: string) =>
      bodyOf(await asMe('GET /api/v1/topics/shared/{code}', { path: { code } }, sharedTopicOf)),
    /** Into my own topics: ready to be taught at once. */
    copySharedTopic: async (code: string) =>
      bodyOf(
        await asMe('POST /api/v1/topics/shared/{code}/copies', { path: { code } }, ownTopicOf),
      ),
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

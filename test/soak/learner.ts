import { setTimeout as after } from 'node:timers/promises';
import * as z from 'zod';
import { type PublishedApp, publishedApp } from '../support/published-app.ts';
import type { Ledger, SeenLecture } from './ledger.ts';
import type { NextRecording } from './recordings.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Ids of the catalog; the recordings speak about the first one. */
const topics = [1001, 1001, 1001, 1002];
const loginRetryMilliseconds = 500;
const thinkMilliseconds = { least: 2_000, most: 10_000 };
/** A learner who has waited for that long goes on; a poller keeps looking. */
const patienceMilliseconds = 15_000;
const pollMilliseconds = { patient: 1_000, later: 3_000 };
const chances = { typed: 0.12, postFirst: 0.1, postAgain: 0.35, sendAgain: 0.2, rate: 0.4 };
const mostRepeats = 3;
const repeatWithinMilliseconds = 1_500;

const idSchema = z.looseObject({ id: z.int() });

export interface Classroom {
  readonly origin: string;
  readonly ledger: Ledger;
  readonly nextRecording: NextRecording;
  /** Nobody begins a lecture after this. */
  readonly bell: AbortSignal;
  /** Nobody polls any more after this. */
  readonly end: AbortSignal;
}

/** One learner with an installed app, who teaches one lecture after the other until the set time. */
export class Learner {
  readonly #app: PublishedApp;
  readonly #room: Classroom;
  readonly #random: SeededRandom;
  readonly #looking: Promise<void>[] = [];
  /** The lectures that each recording or text became: one, except for tries that failed. */
  readonly #sameRecording: SeenLecture[][] = [];

  constructor(room: Classroom, random: SeededRandom) {
    this.#app = publishedApp(room.origin);
    this.#room = room;
    this.#random = random;
  }

  /** Resolves when every lecture of this learner has ended, or nobody polls any more. */
  async learn(): Promise<void> {
    const { bell, ledger } = this.#room;
    await this.#logIn();
    for (;;) {
      const { least, most } = thinkMilliseconds;
      await pause(this.#random.between(least, most), bell);
      if (bell.aborted) break;
      try {
        await this.#teach();
      } catch (error) {
        ledger.breach('call failed', String(error));
      }
    }
    await Promise.all(this.#looking);
    await this.#checkList();
    this.#checkRepeats();
  }

  /** Tokens are throttled for all clients together. */
  async #logIn(): Promise<void> {
    for (;;) {
      try {
        await this.#app.start();
        return;
      } catch (error) {
        if (!String(error).includes(': 429 ')) throw error;
        await after(loginRetryMilliseconds);
      }
    }
  }

  async #teach(): Promise<void> {
    const postedAt = performance.now();
    const isTyped = this.#random.chance(chances.typed);
    const ids = isTyped ? await this.#type() : await this.#record();
    const lectures = [...new Set(ids)].map((id) =>
      this.#room.ledger.post(id, { isTyped, postedAt }),
    );
    const ends = lectures.map((lecture) => this.#look(lecture));
    this.#looking.push(...ends);
    this.#sameRecording.push(lectures);
    await Promise.race([Promise.all(ends), pause(patienceMilliseconds, this.#room.bell)]);
    const ended = lectures.find(({ endedAt }) => endedAt !== undefined);
    if (ended && this.#random.chance(chances.rate)) await this.#rate(ended.lectureId);
  }

  /** @returns the lecture of each POST */
  async #type(): Promise<number[]> {
    const topicId = this.#random.pick(topics);
    const text = `해시 함수는 키를 배열의 인덱스로 바꾸어 값을 저장합니다. 오늘의 수는 ${this.#random.next()}입니다.`;
    const send = async () => {
      const response = await this.#app.call('POST', '/lecture', { topicId, text });
      const body = await response.text();
      if (!response.ok) throw new Error(`typed lecture: ${response.status} ${body}`);
      return idSchema.parse(JSON.parse(body)).id;
    };
    return this.#repeated(chances.postAgain, send);
  }

  /** @returns the lecture of each POST */
  async #record(): Promise<number[]> {
    const app = this.#app;
    const random = this.#random;
    const topicId = random.pick(topics);
    const recording = this.#room.nextRecording(random);
    const uploadUrl = await app.presign();
    const submit = async () => (await app.submit(topicId, uploadUrl)).id;
    if (random.chance(chances.postFirst)) {
      const id = await submit();
      await app.upload(uploadUrl, recording);
      return [id, ...(await this.#repeated(chances.postAgain, submit))];
    }
    await app.upload(uploadUrl, recording);
    // What the app does on focus: the same bytes under a new URL.
    const teachAgain = async () => (await app.teach(topicId, recording)).id;
    const [posts, again] = await Promise.all([
      this.#repeated(chances.postAgain, submit),
      random.chance(chances.sendAgain) ? this.#later(teachAgain) : undefined,
    ]);
    return again === undefined ? posts : [...posts, again];
  }

  async #repeated(chance: number, post: () => Promise<number>): Promise<number[]> {
    const repeats = this.#random.chance(chance) ? 1 + this.#random.below(mostRepeats) : 0;
    return Promise.all([post(), ...Array.from({ length: repeats }, () => this.#later(post))]);
  }

  async #later<Result>(act: () => Promise<Result>): Promise<Result> {
    await after(this.#random.between(0, repeatWithinMilliseconds));
    return act();
  }

  /** Polls until the lecture has ended, or nobody polls any more. */
  async #look(lecture: SeenLecture): Promise<void> {
    const { ledger, end } = this.#room;
    const { patient, later } = pollMilliseconds;
    while (lecture.endedAt === undefined && !end.aborted) {
      const askedAt = performance.now();
      const isPatient = askedAt - lecture.postedAt < patienceMilliseconds;
      await pause(isPatient ? patient : later, end);
      await this.#ask(lecture.lectureId).catch((error: unknown) => {
        const isLost = String(error).includes(': 404 ');
        ledger.breach(isLost ? 'answered 404' : 'call failed', String(error));
      });
    }
  }

  async #ask(lectureId: number): Promise<void> {
    const askedAt = performance.now();
    this.#room.ledger.see(await this.#app.lecture(lectureId), askedAt);
  }

  async #rate(lectureId: number): Promise<void> {
    const path = `/lecture/${lectureId}/rate-helpfulness`;
    const helpfulnessRating = 1 + this.#random.below(5);
    const response = await this.#app.call('POST', path, { helpfulnessRating });
    if (!response.ok) throw new Error(`rating: ${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  }

  /** Everything that was posted is listed as it ended. */
  async #checkList(): Promise<void> {
    const { ledger } = this.#room;
    const askedAt = performance.now();
    const listed = await this.#app.lectures();
    for (const lecture of listed) ledger.see(lecture, askedAt);
    const ids = new Set(listed.map(({ id }) => id));
    for (const { lectureId } of this.#sameRecording.flat()) {
      if (!ids.has(lectureId)) ledger.breach('not listed', String(lectureId));
    }
  }

  #checkRepeats(): void {
    for (const lectures of this.#sameRecording) {
      const standing = lectures.filter(({ status }) => status !== 'FAILURE');
      if (standing.length <= 1) continue;
      const example = standing.map(({ lectureId }) => lectureId).join(' and ');
      this.#room.ledger.breach('repeat became another lecture', example);
    }
  }
}

async function pause(milliseconds: number, end: AbortSignal): Promise<void> {
  await after(milliseconds, undefined, { signal: end }).catch(() => undefined);
}

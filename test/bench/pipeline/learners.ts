import { setTimeout as after } from 'node:timers/promises';
import * as z from 'zod';
import { type PublishedApp, publishedApp, withoutQuery } from '../../support/published-app.ts';
import { type BenchStack, untilQueueIsEmpty } from './bench-stack.ts';
import type { Recordings } from './recordings.ts';

const hashTable = 1001;
const loginRetryMilliseconds = 250;
/**
 * All learners of a round together poll as often as one alone: the polls of many would otherwise be
 * all that this machine does.
 */
const pollMillisecondsOfOne = 5;
const patienceSeconds = 60;

/** Fewer than a learner may have assessed in a day. */
export const lecturesPerLearner = 40;

export const pollMillisecondsOf = (learners: number): number => pollMillisecondsOfOne * learners;

/** Milliseconds from the moment before the POST. */
export interface Journey {
  readonly posted: number;
  readonly succeeded: number;
}

/** The lectures that so many learners submitted at the same moment. */
export interface Round {
  readonly journeys: readonly Journey[];
  readonly lecturesPerSecond: number;
}

/** Installed apps that have made their device login. */
export async function openApps(origin: string, count: number): Promise<PublishedApp[]> {
  const apps: PublishedApp[] = [];
  while (apps.length < count) {
    const app = publishedApp(origin);
    try {
      await app.start();
      apps.push(app);
    } catch (error) {
      // Tokens are throttled for all clients together.
      if (!String(error).includes(': 429 ')) throw error;
      await after(loginRetryMilliseconds);
    }
  }
  return apps;
}

/** So many of the apps, others at each turn until all have had theirs. */
export function turnOf(
  apps: readonly PublishedApp[],
  learners: number,
  turn: number,
): readonly PublishedApp[] {
  return Array.from({ length: learners }, (_, at) => (turn * learners + at) % apps.length).flatMap(
    (at) => apps[at] ?? [],
  );
}

/** All upload, and once that is through, all submit at the same moment and wait for their feedback. */
export async function takeRound(
  stack: BenchStack,
  apps: readonly PublishedApp[],
  recordings: Recordings,
): Promise<Round> {
  const uploads = await Promise.all(
    apps.map(async (app) => {
      const uploadUrl = await app.presign();
      const status = await app.upload(uploadUrl, recordings.next());
      if (status !== 200) throw new Error(`an upload was answered ${status}`);
      return { app, uploadUrl };
    }),
  );
  // The uploads' own events belong to no journey's time.
  await untilQueueIsEmpty(stack);
  const begun = performance.now();
  const journeys = await Promise.all(
    uploads.map(({ app, uploadUrl }) => takeJourney(stack, app, uploadUrl, apps.length)),
  );
  const seconds = (performance.now() - begun) / 1_000;
  await untilQueueIsEmpty(stack);
  return { journeys, lecturesPerSecond: journeys.length / seconds };
}

async function takeJourney(
  { origin }: BenchStack,
  installed: PublishedApp,
  uploadUrl: string,
  learners: number,
): Promise<Journey> {
  const stored = installed.stored();
  const app = publishedApp(origin, {
    ...(stored === undefined ? {} : { stored }),
    pollMilliseconds: pollMillisecondsOf(learners),
    patienceSeconds,
  });
  const startedAt = performance.now();
  const response = await app.call('POST', '/lecture', {
    topicId: hashTable,
    audioUrl: withoutQuery(uploadUrl),
  });
  const posted = performance.now();
  const lecture = z.looseObject({ id: z.int() }).parse(await response.json());
  const { status } = await app.waitFor(lecture);
  const succeeded = performance.now();
  if (status !== 'SUCCESS') throw new Error(`the lecture ended as ${status}`);
  return { posted: posted - startedAt, succeeded: succeeded - startedAt };
}

import * as z from 'zod';
import { settingsByStage } from '../../../infra/stack/settings.ts';
import type { Login } from '../../../shared/client/answers.ts';
import { apiCalls } from '../../../shared/client/calls.ts';
import { teachJourney } from '../../../shared/client/journey.ts';
import { randomFrom } from '../statistics.ts';
import { type AwsTimes, noTimes } from './own-calls.ts';
import { type ProviderTimes, providerCalls } from './provider-times.ts';
import { type SimulatedService, simulatedService } from './simulated-service.ts';
import { type Talk, talkOf } from './talks.ts';

/** One learner's journey, in milliseconds from the last word. */
export interface FeltJourney {
  readonly transcript: number;
  readonly firstKeyPoint: number;
  readonly feedback: number;
  /** Of the time to the feedback, what a provider worked. */
  readonly provider: number;
  /** Of the time to the feedback, what our own code waited for AWS, and nobody else worked. */
  readonly own: number;
  readonly polls: number;
  /** Between the lecture's end and the poll that sees it. */
  readonly unseen: number;
}

export interface FeltGroup {
  readonly talkSeconds: number;
  readonly learners: number;
  /** What the learners poll by: our own clients by the API's word, the published app every 3 s. */
  readonly client: 'own' | 'published';
}

/** The stage prod's own. */
const workers = settingsByStage.prod.workerMaximumConcurrency;
const roundTripMilliseconds = 60;
/** 10 Mbit/s. */
const uplinkBytesPerSecond = 1_250_000;
const publishedPollSeconds = 3;

/**
 * So many learners end their talks in the same moment, again and again, at one stage: what that has
 * learned of its providers in earlier rounds it knows in later ones.
 *
 * @param aws how long AWS takes to answer @default no time, so that all the time is others'
 */
export async function feltJourneys(
  group: FeltGroup,
  rounds: number,
  times: ProviderTimes,
  aws: AwsTimes = noTimes,
): Promise<FeltJourney[]> {
  const { info, log } = console;
  // What the handlers log of each call would be all that there is to see.
  Object.assign(console, { info: () => {}, log: () => {} });
  try {
    return await journeysOf(group, rounds, times, aws);
  } finally {
    Object.assign(console, { info, log });
  }
}

async function journeysOf(
  { talkSeconds, learners, client }: FeltGroup,
  rounds: number,
  times: ProviderTimes,
  aws: AwsTimes,
): Promise<FeltJourney[]> {
  const seed = talkSeconds * 1_000 + learners;
  const service = await simulatedService({
    ...{ workers, roundTripMilliseconds, uplinkBytesPerSecond, aws },
    calls: providerCalls(times, randomFrom(seed)),
  });
  const pollSeconds = client === 'published' ? publishedPollSeconds : undefined;
  const journeys: FeltJourney[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const taken = await service.time.run(() =>
      Promise.all(
        Array.from({ length: learners }, (_, index) =>
          // Ids are by milliseconds, and one lecture's in all that is counted here.
          service.time
            .sleep(index)
            .then(() =>
              takeJourney(service, talkOf(talkSeconds, round * learners + index), pollSeconds),
            ),
        ),
      ),
    );
    journeys.push(...taken);
  }
  return journeys;
}

/** What has been seen of a lecture so far, and when first. */
interface Sight {
  transcript?: number;
  firstKeyPoint?: number;
  feedback?: number;
  polls: number;
  /** How long the service took to answer the last poll. */
  workedOnPoll: number;
}

async function takeJourney(
  service: SimulatedService,
  talk: Talk,
  pollSeconds: number | undefined,
): Promise<FeltJourney> {
  const { time } = service;
  const sight: Sight = { polls: 0, workedOnPoll: 0 };
  let login: Login | undefined;
  const clock = { now: time.now, sleep: time.sleep };
  const api = apiCalls({
    baseUrl: '',
    language: () => 'ko',
    clock,
    logins: {
      read: async () => login,
      keep: async (issued) => {
        login = issued;
      },
    },
    async fetch(url, init) {
      const response = await service.fetch(url, init);
      if (init.method === 'GET' && url.includes('/lecture/')) {
        sight.polls += 1;
        sight.workedOnPoll = service.workedOn(response);
        see(sight, seenLecture.parse(await response.clone().json()), time.now());
      }
      return response;
    },
  });
  await api.login();
  const journey = teachJourney<Talk>({
    api,
    clock,
    upload: (url, recording) => service.upload(url, recording),
  });
  const { signal } = new AbortController();
  const lastWordAt = time.now();
  const submitted = await journey.sendRecording({
    ...{ topicId: 1001, recording: talk, seconds: talk.seconds, sent: () => {}, signal },
  });
  const { id } = await journey.follow(submitted, { seen: () => {}, signal, pollSeconds });
  const since = (moment: number | undefined) => (moment ?? Number.NaN) - lastWordAt;
  const askedAt = (sight.feedback ?? Number.NaN) - roundTripMilliseconds / 2 - sight.workedOnPoll;
  const endedAt = service.endOf(id);
  const provider = service.provided(id, endedAt);
  // The URL is asked for, the recording goes up, and the submission comes in.
  const uplink = (talk.recording.byteLength / uplinkBytesPerSecond) * 1_000;
  const networks = roundTripMilliseconds + Math.round(uplink) + roundTripMilliseconds / 2;
  return {
    transcript: since(sight.transcript),
    firstKeyPoint: since(sight.firstKeyPoint),
    feedback: since(sight.feedback),
    provider,
    own: since(endedAt) - provider - networks + sight.workedOnPoll,
    polls: sight.polls,
    unseen: askedAt - endedAt,
  };
}

/** `parts` are told while the lecture is in progress, to whoever asks. */
const seenLecture = z.looseObject({
  status: z.string(),
  transcribed: z.nullish(z.string()),
  parts: z.nullish(
    z.looseObject({ transcribed: z.nullish(z.string()), keyPoints: z.array(z.unknown()) }),
  ),
});

function see(
  sight: Sight,
  { status, transcribed, parts }: z.output<typeof seenLecture>,
  now: number,
): void {
  const isEnded = status === 'SUCCESS';
  if (isEnded || transcribed || parts?.transcribed) sight.transcript ??= now;
  if (isEnded || (parts?.keyPoints.length ?? 0) > 0) sight.firstKeyPoint ??= now;
  if (isEnded) sight.feedback ??= now;
}

import { tokenBucket } from '../../../infra/local/http-api/throttle.ts';
import { settingsByStage } from '../../../infra/stack/settings.ts';
import { readRecordingObjectKey } from '../../../shared/adapters/recording-keys.ts';
import { type RouteName, routes } from '../../../shared/contracts/routes.ts';
import { apiEvent } from '../../support/api-event.ts';
import { apiWithFakes } from '../../support/api-with-fakes.ts';
import { deliveryOf, uploadUrlOf } from '../../support/lecture-journey.ts';
import { type AwsTimes, slowedBy } from './own-calls.ts';
import type { ProviderCalls } from './provider-times.ts';
import { type Talk, taughtTopic } from './talks.ts';
import { type VirtualTime, virtualTime } from './virtual-time.ts';

/** What lies between a learner and the service, and within it. */
export interface Surroundings {
  readonly calls: ProviderCalls;
  /** Recordings worked on at the same time. */
  readonly workers: number;
  readonly roundTripMilliseconds: number;
  readonly uplinkBytesPerSecond: number;
  readonly aws: AwsTimes;
}

/** An interval in which a provider worked for a lecture. */
type Working = readonly [from: number, until: number];

export interface SimulatedService {
  readonly time: VirtualTime;
  /** As a client's `fetch` meets the API. */
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** How long the service worked on what it answered so, without the way there and back. */
  workedOn(response: Response): number;
  /** PUTs a recording by its URL, and remembers what is said in it. */
  upload(url: string, talk: Talk): Promise<void>;
  /** When a lecture's end could be read. */
  endOf(lectureId: number): number;
  /** Milliseconds in which a provider worked for a lecture before then. */
  provided(lectureId: number, until: number): number;
}

const uploadBase = uploadUrlOf({ userId: 0, lectureId: 0 }).replace(/recordings\/\d+\/.*$/, '');

/**
 * The service with its handlers, use cases and a pool of workers, over fakes. Providers, networks, AWS and waiting
 * take time; the processor takes none. The gateway's limit of polls is prod's.
 */
export async function simulatedService(surroundings: Surroundings): Promise<SimulatedService> {
  const { calls, workers, roundTripMilliseconds, uplinkBytesPerSecond, aws } = surroundings;
  const api = await apiWithFakes(taughtTopic);
  const { journey } = api;
  // Read from disk with the first recording, and that takes time of another kind.
  await import('../../../shared/recordings/media/recognize-media.ts');
  const time = virtualTime(journey.clock);
  slowedBy(aws, time.sleep, api);
  const mayPoll = tokenBucket(settingsByStage.prod.routeThrottle, time.now);
  const worked = new WeakMap<Response, number>();
  const talks = new Map<number, Talk>();
  const working = new Map<number, Working[]>();

  const providing = async <Answer>(lectureId: number, seconds: number, answer: Answer) => {
    const from = time.now();
    await time.sleep(seconds * 1_000);
    working.set(lectureId, [...(working.get(lectureId) ?? []), [from, time.now()]]);
    return answer;
  };

  const workOn = async (message: (typeof journey.queue.sent)[number]): Promise<void> => {
    const { lectureId } = message;
    const talk = talks.get(lectureId);
    if (!talk) throw new Error(`nothing was uploaded for ${lectureId}`);
    const { seconds, text, chat } = talk;
    const outcome = await journey.process(
      message,
      deliveryOf({ messageId: `of-${lectureId}`, hideFor: () => time.sleep(aws.queue) }),
      {
        speech: {
          transcribe: () =>
            providing(lectureId, calls.hearingSeconds(seconds), {
              ...{ text, language: 'korean', durationSeconds: seconds, model: 'test-speech' },
            }),
        },
        chat: {
          async ask(question, limits) {
            const answered = await chat.ask(question, limits);
            return providing(lectureId, calls.answeringSeconds(answered.answer), answered);
          },
        },
      },
    );
    if (!('done' in outcome) || outcome.done !== 'SUCCESS') {
      throw new Error(`a lecture came to ${JSON.stringify(outcome)}`);
    }
  };
  let busy = 0;
  const giveOut = (): void => {
    while (busy < workers) {
      const message = journey.queue.sent.shift();
      if (!message) return;
      busy += 1;
      void workOn(message).finally(() => {
        busy -= 1;
        giveOut();
      });
    }
  };

  return {
    time,
    async fetch(url, init) {
      const { pathname, searchParams } = new URL(url, 'http://api.test');
      const method = init.method ?? 'GET';
      const found = routeOf(method, pathname);
      await time.sleep(roundTripMilliseconds / 2);
      const begunAt = time.now();
      if (found.name === 'get-lecture' && !mayPoll()) return new Response(null, { status: 429 });
      const response = await api.call(
        found.name,
        apiEvent({
          rawPath: pathname,
          rawQueryString: searchParams.toString(),
          ...(searchParams.size > 0 && {
            queryStringParameters: Object.fromEntries(searchParams),
          }),
          headers: Object.fromEntries(new Headers(init.headers)),
          pathParameters: found.parameters,
          ...(typeof init.body === 'string' && { body: init.body }),
        }),
      );
      const workedMilliseconds = time.now() - begunAt;
      giveOut();
      await time.sleep(roundTripMilliseconds / 2);
      const answer = new Response(response.body ?? null, {
        status: response.statusCode ?? 200,
        headers: Object.entries(response.headers ?? {}).map(([name, value]) => [name, `${value}`]),
      });
      worked.set(answer, workedMilliseconds);
      return answer;
    },

    workedOn: (response) => worked.get(response) ?? Number.NaN,

    async upload(url, talk) {
      await time.sleep((talk.recording.byteLength / uplinkBytesPerSecond) * 1_000);
      const key = readRecordingObjectKey(url.replace(/\?.*$/, '').slice(uploadBase.length));
      if (!key) throw new Error('no upload URL of ours');
      talks.set(key.lectureId, talk);
      journey.recordings.upload(key, talk.recording);
    },

    endOf(lectureId) {
      const row = [...journey.lectures.rows.values()].find((one) => one.lectureId === lectureId);
      if (row?.endedAt === undefined) throw new Error(`${lectureId} has not ended`);
      // The row tells when its last write began.
      return row.endedAt + aws.table;
    },

    provided: (lectureId, until) => togetherBefore(working.get(lectureId) ?? [], until),
  };
}

/** How long the intervals are together, what lies side by side counted once. */
function togetherBefore(intervals: readonly Working[], end: number): number {
  let covered = 0;
  let reached = 0;
  for (const [from, until] of intervals.toSorted(([one], [other]) => one - other)) {
    const stop = Math.min(until, end);
    covered += Math.max(0, stop - Math.max(from, reached));
    reached = Math.max(reached, stop);
  }
  return covered;
}

type FakedRoute = Parameters<Awaited<ReturnType<typeof apiWithFakes>>['call']>[0];

const fakedRoutes: readonly FakedRoute[] = [
  'issue-token',
  'presign-upload',
  'submit-lecture',
  'get-lecture',
];

function routeOf(method: string, path: string): { name: FakedRoute; parameters: { id: string } } {
  for (const name of fakedRoutes) {
    const route: (typeof routes)[RouteName] = routes[name];
    const pattern = new RegExp(`^${route.path.replace('{id}', '(?<id>\\d+)')}$`);
    const match = route.method === method ? pattern.exec(path) : null;
    if (match) return { name, parameters: { id: match.groups?.['id'] ?? '' } };
  }
  throw new Error(`no learner of the bench calls ${method} ${path}`);
}

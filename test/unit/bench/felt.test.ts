import { expect, it } from 'vitest';
import { feltJourneys } from '../../bench/felt/felt-journeys.ts';
import { type AwsTimes, noTimes, typicalAwsTimes } from '../../bench/felt/own-calls.ts';
import { providerCalls, typicalTimes } from '../../bench/felt/provider-times.ts';
import { virtualTime } from '../../bench/felt/virtual-time.ts';
import { quantile, randomFrom } from '../../bench/statistics.ts';
import { manualClock } from '../../support/manual-clock.ts';

const evenTimes = {
  ...typicalTimes,
  spread: { start: 0, rate: 0 },
  stalls: { share: 0, times: 1 },
};

it('lets simulated time pass only once everybody waits, and wakes sleepers in their order', async () => {
  const clock = manualClock(0);
  const time = virtualTime(clock);
  const woken: [string, number][] = [];
  const sleeper = async (name: string, milliseconds: number) => {
    await time.sleep(milliseconds);
    woken.push([name, clock.now()]);
  };
  await time.run(async () => {
    await Promise.all([sleeper('late', 90_000), sleeper('early', 1_000)]);
    await sleeper('last', 500);
  });
  expect(woken).toEqual([
    ['early', 1_000],
    ['late', 90_000],
    ['last', 90_500],
  ]);
});

it('does not wait for ever if nobody would go on', async () => {
  const time = virtualTime(manualClock(0));
  await expect(time.run(() => new Promise(() => {}))).rejects.toThrow('nobody for a time');
});

it('transcribes five minutes in 20.8 s at the median, and sometimes in twice that', () => {
  const { hearingSeconds } = providerCalls(typicalTimes, randomFrom(1));
  const seconds = Array.from({ length: 2_000 }, () => hearingSeconds(300));
  expect(quantile(seconds, 0.5)).toBeCloseTo(20.8, 0);
  expect(quantile(seconds, 0.99)).toBeGreaterThan(36);
});

it('makes the same journeys again for the same group, with the time of providers, networks and polls', async () => {
  const group = { talkSeconds: 30, learners: 2, client: 'published' } as const;
  const journeys = await feltJourneys(group, 2, evenTimes);
  expect(await feltJourneys(group, 2, evenTimes)).toEqual(journeys);
  for (const { feedback, provider, unseen, polls } of journeys) {
    // These are presign, the upload, the submission and the last answer, without the login.
    const networks = 60 + 72 + 60 + 30;
    expect(feedback - provider - unseen).toBeLessThanOrEqual(networks);
    expect(polls).toBe(Math.ceil((provider - 30) / 3_060));
  }
});

it('tells a learner more before the end, in six polls at most, and tells the end within a second', {
  timeout: 60_000,
}, async () => {
  for (const talkSeconds of [30, 120, 300]) {
    const group = { talkSeconds, learners: 1, client: 'own' } as const;
    const journeys = await feltJourneys(group, 60, typicalTimes);
    const middle = (what: keyof (typeof journeys)[number], share = 0.5) =>
      quantile(
        journeys.map((journey) => journey[what]),
        share,
      );
    expect(middle('polls')).toBeLessThanOrEqual(6);
    expect(middle('unseen', 0.9)).toBeLessThanOrEqual(1_000);
    expect(middle('transcript')).toBeLessThan(middle('firstKeyPoint'));
    expect(middle('firstKeyPoint')).toBeLessThan(middle('feedback'));
  }
});

it('a learner among 50 waits for AWS no longer: only for the round trips that follow each other', async () => {
  const ownOf = async (learners: number, aws: AwsTimes) => {
    const group = { talkSeconds: 30, learners, client: 'own' } as const;
    return new Set((await feltJourneys(group, 2, evenTimes, aws)).map(({ own }) => own));
  };
  // The caller; the caller again, the guard, the row; the claim, the consents, two allowances, transcript beside stage,
  // feedback, the end; the row and its feedback. Of the bucket a look and the bytes; of the queues the message and
  // its hiding, beside which the consents are read in truth.
  const trips = [
    [{ ...noTimes, table: 1 }, 1 + 3 + 7 + 2],
    [{ ...noTimes, bucket: 1 }, 1 + 1],
    [{ ...noTimes, queue: 1 }, 1 + 1],
  ] as const;
  for (const [aws, count] of trips) expect(await ownOf(1, aws)).toEqual(new Set([count]));
  for (const learners of [1, 50]) {
    expect(await ownOf(learners, typicalAwsTimes)).toEqual(new Set([120]));
  }
});

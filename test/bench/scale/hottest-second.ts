import { openLectureShards, standingShards } from '../../../shared/contracts/table.ts';
import { servicePartsFor } from '../../../shared/quota/service-parts.ts';
import { assumed as cost } from '../costs/assumptions.ts';
import { randomFrom } from '../statistics.ts';
import type { Load } from './load.ts';

/** Partitions that learners share, and the learner's own. */
export const places = ['learner', 'counter', 'openShard', 'standingShard', 'snapshot'] as const;
export type Place = (typeof places)[number];

interface Asked {
  readonly place: Place;
  /** Seconds after the submission. */
  readonly at: number;
  readonly writes: number;
  readonly reads: number;
}

/**
 * Where a lecture's units go; test/integration/adapters/lecture-cost.test.ts holds them to what the
 * adapters ask. Those that only its learner's partition sees are taken together in one second.
 */
export const lectureUnitsByPlace = {
  learner: { writes: 20, reads: 5 },
  counter: { writes: 2, reads: 0 },
  openShard: { writes: 2, reads: 0 },
} as const;

const ended = cost.providerSeconds;
const askedByLecture: readonly Asked[] = [
  { place: 'learner', at: ended, ...lectureUnitsByPlace.learner },
  // Reserved before it is paid for, and settled when it has ended.
  { place: 'counter', at: 1, writes: 1, reads: 0 },
  { place: 'counter', at: ended, writes: 1, reads: 0 },
  { place: 'openShard', at: 0, writes: 1, reads: 0 },
  { place: 'openShard', at: ended, writes: 1, reads: 0 },
  { place: 'standingShard', at: ended, writes: 1, reads: 0 },
];
const answered = cost.later.answer.providerSeconds;
/** Ranks nobody. */
const askedByAnswer: readonly Asked[] = [
  { place: 'learner', at: answered, writes: 11, reads: 6.5 },
  { place: 'counter', at: 1, writes: 1, reads: 0 },
  { place: 'counter', at: answered, writes: 1, reads: 0 },
  { place: 'openShard', at: 0, writes: 1, reads: 0 },
  { place: 'openShard', at: answered, writes: 1, reads: 0 },
];
/** 1,001 numbers of a histogram among ten million learners. */
const askedByHome: readonly Asked[] = [{ place: 'snapshot', at: 0, writes: 0, reads: 1 }];

/** The most units that one partition of each place gets in any second. */
export type HottestSecond = Readonly<Record<Place, { writes: number; reads: number }>>;

const simulatedSeconds = 600;

/**
 * Lectures, answers and looks at home come in the busiest hour as people do, each when it likes, and
 * every second of every partition is counted.
 * @param lecturesGlobal the day's allowance, by which the counter has its parts
 */
export function hottestSecond(load: Load, lecturesGlobal: number): HottestSecond {
  const random = randomFrom(load.learners);
  const asked = new Map<string, { place: Place; writes: number; reads: number }>();
  const limits = { global: lecturesGlobal, providerMicroDollars: Number.MAX_SAFE_INTEGER };

  const partitionOf = (place: Place): number => {
    const id = Math.floor(random() * 2 ** 31);
    switch (place) {
      case 'learner':
        return id % load.learners;
      case 'counter':
        return servicePartsFor(id, limits)[0].part;
      case 'openShard':
        return id % openLectureShards;
      case 'standingShard':
        return id % standingShards;
      case 'snapshot':
        return 0;
    }
  };
  const arrive = (perSecond: number, all: readonly Asked[]) => {
    for (let at = nextGap(perSecond); at < simulatedSeconds; at += nextGap(perSecond)) {
      const partitions = new Map<Place, number>();
      for (const { place, at: after, writes, reads } of all) {
        const partition = partitions.get(place) ?? partitionOf(place);
        partitions.set(place, partition);
        const name = `${place}/${partition}/${Math.floor(at + after)}`;
        const sum = asked.get(name) ?? { place, writes: 0, reads: 0 };
        sum.writes += writes;
        sum.reads += reads;
        asked.set(name, sum);
      }
    }
  };
  const nextGap = (perSecond: number) => -Math.log(1 - random()) / perSecond;

  arrive(load.lecturesPerSecond, askedByLecture);
  arrive(load.answersPerSecond, askedByAnswer);
  arrive(load.homesPerSecond, askedByHome);
  const hottest = Object.fromEntries(
    places.map((place) => [place, { writes: 0, reads: 0 }]),
  ) as Record<Place, { writes: number; reads: number }>;
  for (const { place, writes, reads } of asked.values()) {
    hottest[place].writes = Math.max(hottest[place].writes, writes);
    hottest[place].reads = Math.max(hottest[place].reads, reads);
  }
  return hottest;
}

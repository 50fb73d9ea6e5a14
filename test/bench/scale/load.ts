import { assumed as cost, counted } from '../costs/assumptions.ts';

/**
 * How learners use the product. Nobody's measurement: put your own, and the document follows
 * (docs/retention.md has the figures that a stage measures).
 */
export const assumed = {
  /** The share of all learners on a day. */
  activeShare: 1 / 3,
  lecturesOfActiveDay: 2,
  /** Answers to the pupil, each a quarter of a lecture. */
  answersOfActiveDay: 2,
  homesOfActiveDay: 3,
  /** The share of a day's lectures in its busiest hour: the evening before an examination. */
  busiestHourShare: 0.12,
  /** Other requests of an active day: catalog, names, history, the app itself. */
  otherRequestsOfActiveDay: 15,
  /** For an API function, warm and cold together. */
  apiSeconds: 0.04,
} as const;

/** What that many learners ask of a stage; rates are those of the busiest hour, by the second. */
export interface Load {
  readonly learners: number;
  readonly lecturesADay: number;
  /** As the day's allowance counts them: an answer is a quarter. */
  readonly countedADay: number;
  readonly lecturesPerSecond: number;
  readonly answersPerSecond: number;
  readonly homesPerSecond: number;
  readonly pollsPerSecond: number;
  readonly requestsPerSecond: number;
  readonly workersAtOnce: number;
  readonly apiFunctionsAtOnce: number;
}

export function loadOf(learners: number): Load {
  const active = learners * assumed.activeShare;
  const perSecond = (timesADay: number) => (active * timesADay * assumed.busiestHourShare) / 3_600;
  const lecturesPerSecond = perSecond(assumed.lecturesOfActiveDay);
  const answersPerSecond = perSecond(assumed.answersOfActiveDay);
  const homesPerSecond = perSecond(assumed.homesOfActiveDay);
  const pollsPerSecond = lecturesPerSecond * cost.polls + answersPerSecond * cost.laterPolls;
  const requestsPerSecond =
    pollsPerSecond +
    (lecturesPerSecond + answersPerSecond) * counted.apiRequestsBesidePolls +
    homesPerSecond +
    perSecond(assumed.otherRequestsOfActiveDay);
  const secondsOf = (providerSeconds: number) => providerSeconds + cost.workerOwnSeconds;
  return {
    learners,
    lecturesADay: active * assumed.lecturesOfActiveDay,
    countedADay: active * (assumed.lecturesOfActiveDay + assumed.answersOfActiveDay / 4),
    lecturesPerSecond,
    answersPerSecond,
    homesPerSecond,
    pollsPerSecond,
    requestsPerSecond,
    workersAtOnce:
      lecturesPerSecond * secondsOf(cost.providerSeconds) +
      answersPerSecond * secondsOf(cost.later.answer.providerSeconds),
    apiFunctionsAtOnce: requestsPerSecond * assumed.apiSeconds,
  };
}

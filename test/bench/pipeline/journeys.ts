import type { PublishedApp } from '../../support/published-app.ts';
import { type BenchStack, onBenchStack } from './bench-stack.ts';
import { lecturesPerLearner, openApps, type Round, takeRound, turnOf } from './learners.ts';
import { loadRecordings } from './recordings.ts';

/** Learners who submit at the same moment, and how often they do. */
const groups: readonly {
  readonly learners: number;
  readonly warmUps: number;
  readonly roundsOfFullEffort: number;
}[] = [
  { learners: 1, warmUps: 5, roundsOfFullEffort: 40 },
  { learners: 10, warmUps: 3, roundsOfFullEffort: 12 },
  { learners: 50, warmUps: 1, roundsOfFullEffort: 4 },
];
const fewestRounds = 2;
const mostLearners = Math.max(...groups.map(({ learners }) => learners));

export interface LearnersAtOnce {
  readonly learners: number;
  readonly rounds: readonly Round[];
}

/** What one function asked of one AWS API in one learner's journeys. */
export interface AwsCallCount {
  readonly functionName: string;
  readonly action: string;
  readonly callsPerJourney: number;
}

export interface MeasuredJourneys {
  readonly atOnce: readonly LearnersAtOnce[];
  /** From the presigned URL to the feedback, polls included. */
  readonly awsCalls: readonly AwsCallCount[];
}

/** Journeys on a warm stack, of one learner and of many. */
export async function measureJourneys(
  effort: number,
  log: (line: string) => void,
): Promise<MeasuredJourneys> {
  return onBenchStack({}, async (stack) => {
    log(`${mostLearners} learners log in`);
    const apps = await openApps(stack.origin, mostLearners);
    const recordings = await loadRecordings();
    const atOnce: LearnersAtOnce[] = [];
    let awsCalls: AwsCallCount[] = [];
    for (const { learners, warmUps, roundsOfFullEffort } of groups) {
      const wanted = Math.max(fewestRounds, Math.round(roundsOfFullEffort * effort));
      log(`${learners} at once, ${wanted} rounds`);
      // Who is alone has been here before, as learners have; a day's allowance ends in between.
      const isAlone = learners === 1;
      let group: readonly PublishedApp[] = isAlone ? await openApps(stack.origin, 1) : [];
      const rounds: Round[] = [];
      for (let index = -warmUps; index < wanted; index += 1) {
        if (index === 0) stack.aws.forgetCalls();
        if (isAlone) {
          const isUsedUp = index > 0 && index % lecturesPerLearner === 0;
          if (isUsedUp) group = await openApps(stack.origin, 1);
        } else {
          group = turnOf(apps, learners, index + warmUps);
        }
        const round = await takeRound(stack, group, recordings);
        if (index >= 0) rounds.push(round);
      }
      if (isAlone) awsCalls = callsByFunction(stack, wanted);
      atOnce.push({ learners, rounds });
    }
    return { atOnce, awsCalls };
  });
}

function callsByFunction({ stack, aws }: BenchStack, journeys: number): AwsCallCount[] {
  const names = new Map(
    stack.functions.map(({ roleArn, logicalId }) => [
      roleArn,
      logicalId.replace(/Function[0-9A-F]{8}$/, ''),
    ]),
  );
  const counts = new Map<string, { functionName: string; action: string; count: number }>();
  for (const { roleArn, action } of aws.calls) {
    const functionName = names.get(roleArn);
    // The clients' own calls by signed URLs, and the pollers', have no function.
    if (functionName === undefined) continue;
    const key = `${functionName} ${action}`;
    const { count } = counts.get(key) ?? { count: 0 };
    counts.set(key, { functionName, action, count: count + 1 });
  }
  return [...counts.entries()]
    .sort(([left], [right]) => left.localeCompare(right))
    .map(([, { functionName, action, count }]) => ({
      functionName,
      action,
      callsPerJourney: count / journeys,
    }));
}

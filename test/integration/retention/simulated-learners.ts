import { createHash } from 'node:crypto';
import { dynamoHabits } from '../../../shared/adapters/dynamo-habits.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { dayOfDate, seoulDay, seoulDayStart } from '../../../shared/calendar/seoul-day.ts';
import type { Experiment } from '../../../shared/contracts/experiments.ts';
import { rebuildHabits } from '../../../shared/habits/rebuild-habits.ts';
import { newId } from '../../../shared/identifiers/json-safe-id.ts';
import type { Lecture } from '../../../shared/lectures/lecture.ts';
import { activityRecorder } from '../../../shared/platform/activity.ts';
import type { ByGroup, CohortAge, CohortFigure } from '../../../shared/retention/cohorts.ts';
import { issueToken } from '../../../shared/users/issue-token.ts';
import type { User } from '../../../shared/users/user.ts';
import { type SeededRandom, seededRandom } from '../../soak/seeded-random.ts';
import type { EngineTable } from '../../support/dynamo-engines.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { testStart } from '../../support/manual-clock.ts';

/** What a learner did, noted beside the product. */
export interface LivedLearner {
  readonly installedOn: number;
  readonly opened: Set<number>;
  readonly practised: Set<number>;
  deletedOn?: number;
  /** How likely they open the app on a day. */
  readonly habit: number;
  readonly lectures: Lecture[];
  /** A random sequence of their own, so that what happens at the same time changes nothing for others. */
  readonly random: SeededRandom;
}

export type SimulatedWeeks = ReturnType<typeof simulatedLearners>;

/**
 * Learners who install, come back or not, teach or not, and are deleted, by a seed. Everything they do
 * goes through the product's own rules and adapters, some of it twice, late, or with a profile that was
 * read before. Beside it is noted what they did, from which everything is counted by hand.
 */
export function simulatedLearners(
  table: EngineTable,
  { learners: many, installDays, seed }: { learners: number; installDays: number; seed: number },
) {
  const seeds = seededRandom(seed);
  const users = dynamoUsers(table);
  const habits = dynamoHabits(table);
  const note = activityRecorder(users);
  const firstDay = seoulDay(testStart);
  const lastDay = firstDay + installDays + 32;
  const learners = new Map<number, LivedLearner>();
  /** Profiles as a call read them, which may be the one before. */
  const read = new Map<number, User>();
  /** Day that was counted → the day of the run that did it. */
  const runs = new Map<number, number>();
  let installed = 0;

  const at = (day: number, minutes: number) => seoulDayStart(day) + minutes * 60_000;
  /** The first and the last moment of a day among them. */
  const moment = (day: number, random: SeededRandom) =>
    random.chance(0.1) ? at(day + 1, 0) - 1 : at(day, 31 + random.below(1_400));

  async function install(day: number): Promise<void> {
    const random = seeds.fork();
    const now = moment(day, random);
    const { user } = await issueToken({
      users,
      tokens: { issue: async () => 'token' },
      clock: () => now,
      random: random.next,
    });
    read.set(user.userId, user);
    learners.set(user.userId, {
      installedOn: day,
      opened: new Set([day]),
      practised: new Set(),
      habit: random.chance(0.5) ? 0 : random.next() ** 3,
      lectures: [],
      random,
    });
  }

  async function open(userId: number, lived: LivedLearner, day: number): Promise<void> {
    const user = await users.find(userId);
    if (!user) throw new Error('the profile is gone');
    const caller = { user, lecturesToday: 0, creditsToday: 0 };
    const { random } = lived;
    const now = moment(day, random);
    await note(caller, now);
    // The same profile once more, as in two calls at once; one of yesterday; and a clock that is
    // behind.
    if (random.chance(0.3)) await note(caller, now);
    const before = read.get(userId);
    if (before && random.chance(0.2)) await note({ ...caller, user: before }, now);
    if (random.chance(0.1)) await note({ ...caller, user }, now - 86_400_000);
    read.set(userId, user);
    lived.opened.add(day);
  }

  async function teach(userId: number, lived: LivedLearner, day: number): Promise<void> {
    const { random } = lived;
    const createdAt = moment(day, random);
    const lectureId = newId(createdAt, random.next());
    lived.lectures.push(
      lectureOf({
        ...{ userId, lectureId, createdAt, status: 'SUCCESS', stage: 'DONE', score: 70 },
        endedAt: createdAt + 60_000,
      }),
    );
    lived.practised.add(day);
    const ports = {
      habits,
      readDay: async () => lived.lectures,
      clock: () => createdAt,
      topics: {
        catalogVersion: async () => 'v1',
        find: async () => undefined,
        ofSubject: async () => [],
        ownTopicIds: async () => new Set<number>(),
      },
    };
    for (let times = random.chance(0.2) ? 2 : 1; times > 0; times--) {
      await rebuildHabits(ports, userId, day);
    }
  }

  async function liveDay(userId: number, lived: LivedLearner, day: number): Promise<void> {
    if (lived.deletedOn !== undefined) return;
    const { random } = lived;
    const isFirst = lived.installedOn === day;
    const isThere = isFirst || random.chance(lived.habit);
    if (isThere && !isFirst) await open(userId, lived, day);
    if (isThere && random.chance(isFirst ? 0.35 : 0.15)) await teach(userId, lived, day);
    if (random.chance(0.002)) {
      await users.leaveTombstone(userId, 2, moment(day, random));
      lived.deletedOn = day;
    }
  }

  const isCountedOn = ({ deletedOn }: LivedLearner, day: number): boolean => {
    const run = runs.get(day);
    return run !== undefined && (deletedOn === undefined || deletedOn >= run);
  };
  /** An independent reading of what an arm is: the first four bytes as a share of all. */
  const armByHand = (userId: number, { name, share }: Experiment) => {
    const hex = createHash('sha256').update(`${name} ${userId}`).digest('hex').slice(0, 8);
    return Number.parseInt(hex, 16) / 2 ** 32 < share / 100 ? 'changed' : 'usual';
  };

  return {
    ...{ learners, firstDay: firstDay - 1, lastDay, at },

    /** Says that a run on that day counted everything that was over and not counted yet. */
    noteCounted(runDay: number): void {
      for (let day = firstDay - 2; day < runDay; day++) if (!runs.has(day)) runs.set(day, runDay);
    },
    countedOn: (day: number) => runs.get(day),

    async live(day: number): Promise<void> {
      const due = day < firstDay ? 0 : ((day - firstDay + 1) * many) / installDays;
      for (; installed < Math.min(many, due); installed++) await install(day);
      await Promise.all([...learners].map(([userId, lived]) => liveDay(userId, lived, day)));
    },

    activesByHand(day: number) {
      const seen = (from: number) =>
        [...learners.values()].filter(
          (each) =>
            isCountedOn(each, day) && [...each.opened].some((on) => on >= from && on <= day),
        ).length;
      return { dailyActives: seen(day), weeklyActives: seen(day - 6) };
    },

    cohortByHand(
      installedOn: number,
      age: CohortAge,
      figures: readonly CohortFigure[],
      experiments: readonly Experiment[],
    ): ByGroup {
      const cohort = [...learners].filter(
        ([, each]) => each.installedOn === installedOn && isCountedOn(each, installedOn + age),
      );
      const groups = new Map<string, LivedLearner[]>();
      for (const [userId, each] of cohort) {
        const running = experiments.filter(({ from }) => installedOn >= dayOfDate(from));
        const named = running.map((one) => `${one.name}/${armByHand(userId, one)}`);
        for (const group of ['all', ...named]) {
          groups.set(group, [...(groups.get(group) ?? []), each]);
        }
      }
      const counts = [...groups].map(([group, its]) => [
        group,
        Object.fromEntries(figures.map((figure) => [figure, its.filter(by[figure]).length])),
      ]);
      return Object.fromEntries(counts);
    },
  };
}

const first = (days: ReadonlySet<number>) => Math.min(...days);

const by: Readonly<Record<CohortFigure, (learner: LivedLearner) => boolean>> = {
  installed: () => true,
  day1: ({ installedOn, opened }) => opened.has(installedOn + 1),
  day7: ({ installedOn, opened }) => opened.has(installedOn + 7),
  day30: ({ installedOn, opened }) => opened.has(installedOn + 30),
  feedback: ({ installedOn, practised }) => first(practised) <= installedOn + 6,
  secondDay: ({ installedOn, practised, opened }) =>
    first(practised) <= installedOn + 6 &&
    [...opened].some((day) => day > first(practised) && day <= installedOn + 7),
};

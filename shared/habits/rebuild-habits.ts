import { monthOfDay, seoulDay } from '../calendar/seoul-day.ts';
import { isOwnTopicId } from '../contracts/own-topic-limits.ts';
import { isOwnTopic, type Lecture } from '../lectures/lecture.ts';
import { OwnError } from '../own-error.ts';
import type { DayReader, HabitStore, HabitTopics, KeptHabits, Revised } from './ports.ts';
import { isPractice, type NamedTopic, practiceOfDay } from './practice.ts';
import { questToKeep } from './quest.ts';
import {
  type HabitSummary,
  nearOf,
  type PracticeMonth,
  summaryOf,
  topicIdsIn,
  withDay,
} from './summary.ts';

export interface RebuildHabitsPorts {
  readonly habits: Pick<HabitStore, 'findAll' | 'replaceMonth' | 'replaceSummary' | 'noteFirstDay'>;
  readonly readDay: DayReader;
  readonly topics: HabitTopics;
  readonly clock: () => number;
}

const tries = 10;

/**
 * Rebuilds everything that is kept of a learner's habits, as often as anybody likes: the day from its
 * lectures, the month with that day, and then streak, cards and near topics from all months. So a
 * lecture that ends late, twice or by a redrive after weeks still lands on its own day, and nothing is
 * counted twice. Where two rebuilds run at once, the one with the older view gives way, because each
 * revision is read before the value it guards.
 *
 * @param day whose lectures have changed @default none: only what derives from the months is rebuilt
 * @returns what the habits now stand on, and whether the day had no practice before this
 */
export async function rebuildHabits(
  ports: RebuildHabitsPorts,
  userId: number,
  day?: number,
): Promise<Pick<KeptHabits, 'months' | 'groups'> & { readonly isDayBegun: boolean }> {
  let isDayBegun = false;
  for (let attempt = 0; attempt < tries; attempt++) {
    const kept = await ports.habits.findAll(userId);
    const lectures = day === undefined ? [] : await ports.readDay(userId, day);
    const months =
      day === undefined ? kept.months : await keepDay(ports, userId, { day, lectures }, kept);
    if (months && countedOn(kept.months, day) === 0) isDayBegun = countedOn(months, day) > 0;
    const isKept =
      months && (await keepSummary(ports, userId, { months, version: versionOf(lectures) }, kept));
    if (isKept) return { months, groups: kept.groups, isDayBegun };
  }
  throw new OwnError('The habits kept changing');
}

/** How many lectures are counted on a day, according to its month. */
export function countedOn(
  months: readonly Revised<PracticeMonth>[],
  day: number | undefined,
): number {
  const days = months.flatMap(({ value }) => value.days);
  return days.find((each) => each.day === day)?.practised.length ?? 0;
}

/** @returns the months including this day; undefined where another writer was faster */
async function keepDay(
  ports: RebuildHabitsPorts,
  userId: number,
  { day, lectures }: { readonly day: number; readonly lectures: readonly Lecture[] },
  { months }: KeptHabits,
): Promise<readonly Revised<PracticeMonth>[] | undefined> {
  const practised = practiceOfDay(day, lectures);
  const name = monthOfDay(day);
  const isOfDay = ({ value }: Revised<PracticeMonth>) => value.month === name;
  const none = { value: { month: name, days: [], ownTopics: [] }, revision: 0 };
  const { value: before, revision } = months.find(isOfDay) ?? none;
  const value = withDay(before, practised, ownTopicsOf(lectures));
  if (isSame(before, value)) return months;
  if (!(await ports.habits.replaceMonth(userId, value, revision))) return undefined;
  return [...months.filter((month) => !isOfDay(month)), { value, revision: revision + 1 }].sort(
    (a, b) => (a.value.month < b.value.month ? -1 : 1),
  );
}

const ownTopicsOf = (lectures: Awaited<ReturnType<DayReader>>): NamedTopic[] =>
  lectures
    .filter((lecture) => isPractice(lecture) && isOwnTopic(lecture.topic))
    .map(({ topic: { topicId, topicName: name, subjectId } }) => ({ topicId, name, subjectId }));

interface Sources {
  readonly months: readonly Revised<PracticeMonth>[];
  /** The catalog's version. Where it is undefined, the catalog is asked. */
  readonly version: string | undefined;
}

/**
 * The catalog version that the newest lecture was submitted with, which costs no read. Own topics
 * belong to no version, and a later judgement carries the version of the lecture it follows, so
 * neither is looked at.
 */
const versionOf = (lectures: readonly Lecture[]): string | undefined =>
  lectures
    .filter(({ topic, later }) => !isOwnTopic(topic) && later === undefined)
    .toSorted((a, b) => a.createdAt - b.createdAt)
    .at(-1)?.catalogVersion;

/** A day needs two quests: the one that is drawn, and one to swap it for. */
const questsOfDay = 2;

async function keepSummary(
  { habits, topics, clock }: RebuildHabitsPorts,
  userId: number,
  { months, version }: Sources,
  { summary: { value: before, revision }, names: namesApart, quest: swapped }: KeptHabits,
): Promise<boolean> {
  if (!before && months.length === 0) return true;
  const values = months.map(({ value }) => value);
  // The version is read before the names: if the catalog is replaced in between, the names are asked
  // for again next time.
  const catalogVersion = version ?? (await topics.catalogVersion());
  const known = before?.catalogVersion === catalogVersion ? before.topics : [];
  const names = await namesIn(topics, userId, values, known);
  const { subjectId, ...made } = summaryOf(values, names);
  const today = seoulDay(clock());
  // Due topics come before near ones, so two due topics are enough for a quest and its swap.
  const hasEnoughDue = made.topics.filter(({ dueDay }) => dueDay <= today).length >= questsOfDay;
  const needsNear = subjectId !== undefined && !hasEnoughDue;
  const ofSubject = needsNear ? await topics.ofSubject(subjectId) : [];
  const firstDay = values.flatMap(({ days }) => days)[0]?.day;
  const withoutQuest = {
    ...made,
    near: nearOf(made.topics, ofSubject),
    ...{ catalogVersion, firstDay },
  };
  const quest = questToKeep(before, withoutQuest, swapped, today);
  const summary: HabitSummary = { ...withoutQuest, quest };
  if (isSame(before, summary)) return true;
  // The profile comes first, because the summary claims that the day was noted there.
  if (firstDay !== undefined && firstDay !== before?.firstDay) {
    await habits.noteFirstDay(userId, firstDay);
  }
  return habits.replaceSummary(userId, summary, revision, namesApart);
}

/**
 * The names of the topics that still exist. The catalog is asked only for names that are not known yet:
 * one version of it never changes, while the next may have renamed a topic or left it out.
 */
async function namesIn(
  topics: HabitTopics,
  userId: number,
  months: readonly PracticeMonth[],
  known: readonly NamedTopic[],
): Promise<ReadonlyMap<number, NamedTopic>> {
  const named = new Map<number, NamedTopic>();
  const taught = [...topicIdsIn(months)];
  const own = new Map(months.flatMap((month) => month.ownTopics).map((one) => [one.topicId, one]));
  const existing = own.size > 0 ? await topics.ownTopicIds(userId) : new Set<number>();
  const knownById = new Map(known.map((one) => [one.topicId, one]));
  const lookups = taught.map(async (topicId) => {
    if (isOwnTopicId(topicId)) return existing.has(topicId) ? own.get(topicId) : undefined;
    return knownById.get(topicId) ?? topics.find(topicId);
  });
  for (const topic of await Promise.all(lookups)) {
    if (topic) named.set(topic.topicId, justNamed(topic));
  }
  return named;
}

const justNamed = ({ topicId, name, english, subjectId }: NamedTopic): NamedTopic => ({
  ...{ topicId, name },
  ...(english !== undefined && { english }),
  subjectId,
});

/** Both values are plain, and their fields were set in the same order. */
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

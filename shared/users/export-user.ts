import { dateOfDay, seoulDay } from '../calendar/seoul-day.ts';
import type { Consents } from '../contracts/consents.ts';
import type { KeptHabitsBody } from '../contracts/habits.ts';
import type { KeptLeagueBody } from '../contracts/league.ts';
import type { LectureBody } from '../contracts/lecture-body.ts';
import type { OwnTopicBody } from '../contracts/own-topics.ts';
import type { KeptRemindersBody } from '../contracts/reminders.ts';
import { keptHabitsBody } from '../habits/home-body.ts';
import type { HabitStore } from '../habits/ports.ts';
import { type ExportLeaguePorts, exportLeague } from '../league/read-league.ts';
import { lectureBody } from '../lectures/lecture-body.ts';
import { pageOfSize } from '../lectures/lecture-page.ts';
import { type ListLecturesPorts, listLectures } from '../lectures/read-lectures.ts';
import { inReaderLanguage, type VersionedTopics } from '../lectures/reader-language.ts';
import { ownTopicBody } from '../own-topics/own-topic-body.ts';
import type { OwnTopicStore } from '../own-topics/ports.ts';
import { type ListOwnTopicsPorts, listOwnTopics } from '../own-topics/read-own-topics.ts';
import type { TopicReport, TopicReports } from '../own-topics/sharing-ports.ts';
import type { CreditReader } from '../quota/credits.ts';
import type { StandingStore } from '../ranking/ports.ts';
import type { Standing } from '../ranking/standing.ts';
import { keptRemindersBody } from '../reminders/change-reminders.ts';
import type { ReminderStore } from '../reminders/ports.ts';
import { daysThere } from '../retention/presence.ts';
import { type ConsentStore, consentsBody } from './consents.ts';
import type { User } from './user.ts';

export interface ExportUserPorts extends ListLecturesPorts, VersionedTopics {
  readonly topics: ListOwnTopicsPorts['topics'] & Pick<OwnTopicStore, 'findNotes'>;
  readonly standings: Pick<StandingStore, 'find'>;
  readonly consents: Pick<ConsentStore, 'list'>;
  readonly reports: Pick<TopicReports, 'listOf'>;
  readonly habits: Pick<HabitStore, 'findAll'>;
  readonly credits: Pick<CreditReader, 'list'>;
  readonly reminders: Pick<ReminderStore, 'find'>;
  readonly league: ExportLeaguePorts;
}

export interface UserExport {
  readonly lectures: readonly LectureBody[];
  readonly topics: readonly OwnTopicBody[];
  readonly consents: Consents['history'];
  readonly standing: Standing | undefined;
  readonly reports: readonly TopicReport[];
  readonly habits: KeptHabitsBody | null;
  readonly rewards: readonly { readonly day: string; readonly count: number }[];
  readonly reminders: KeptRemindersBody | null;
  readonly league: KeptLeagueBody | null;
  /** The id to continue before. */
  readonly next: number | undefined;
}

/** The profile as it stands in the export. */
export const profileBody = ({ userId, name, createdAt, presence, firstFeedbackOn }: User) => ({
  id: userId,
  name,
  createdAt: new Date(createdAt).toISOString(),
  daysThere: presence ? daysThere(presence).map(dateOfDay) : [],
  firstFeedbackOn: firstFeedbackOn === undefined ? null : dateOfDay(firstFeedbackOn),
});

/** So few items that a page is seldom cut by its size. */
const itemsPerPage = 40;

/**
 * Exports everything that is kept about a user, one page of lectures and own topics at a time. The ids
 * of both sort by time, so one id tells where both continue.
 */
export async function exportUser(
  ports: ExportUserPorts,
  userId: number,
  before: number | undefined,
  language: 'ko' | 'en',
): Promise<UserExport> {
  const page = { limit: itemsPerPage, before };
  const isFirst = before === undefined;
  const [standing, habits, league, reminders, lectures, topics, consents, reports, credits] =
    await Promise.all([
      ports.standings.find(userId),
      ports.habits.findAll(userId),
      exportLeague(ports.league, userId, language),
      ports.reminders.find(userId),
      listLectures(ports, userId, { ...page, withLater: true }),
      topicsWithNotes(ports, userId, page, language),
      isFirst ? ports.consents.list(userId) : [],
      isFirst ? ports.reports.listOf(userId) : [],
      isFirst ? ports.credits.list(userId) : [],
    ]);
  const inLanguage = inReaderLanguage(ports, language);
  const read = await Promise.all(lectures.lectures.map(inLanguage));
  const both = [
    ...read.map(({ lecture, detail }) => {
      const body = lectureBody(lecture, detail);
      return { id: body.id, lectures: [body], topics: [] };
    }),
    ...topics.bodies.map((body) => ({ id: body.id, lectures: [], topics: [body] })),
  ].sort((one, other) => other.id - one.id);
  // Below the id at which one list was cut off, the other list comes on the next page as well.
  const cutAt = Math.max(lectures.next ?? 0, topics.next ?? 0);
  const whole = both.filter(({ id }) => id >= cutAt);
  const { items, next } = pageOfSize(whole, cutAt === 0 ? undefined : cutAt);
  return {
    lectures: items.flatMap((item) => item.lectures),
    topics: items.flatMap((item) => item.topics),
    consents: consentsBody(consents).history,
    standing,
    reports,
    habits: keptHabitsBody(habits, seoulDay(ports.clock())),
    rewards: credits.map(({ day, count }) => ({ day: dateOfDay(day), count })),
    reminders: keptRemindersBody(reminders.value),
    league,
    next,
  };
}

async function topicsWithNotes(
  ports: ExportUserPorts,
  userId: number,
  page: { limit: number; before: number | undefined },
  language: 'ko' | 'en',
): Promise<{ bodies: OwnTopicBody[]; next: number | undefined }> {
  const { topics, next } = await listOwnTopics(ports, userId, page);
  const bodies = topics.map(async (topic) =>
    ownTopicBody({ topic, notes: await ports.topics.findNotes(topic.preparation) }, language),
  );
  return { bodies: await Promise.all(bodies), next };
}

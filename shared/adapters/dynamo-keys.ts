import {
  leagueLists,
  openLectureShards,
  presenceShards,
  reminderShards,
  standingShards,
} from '../contracts/table.ts';
import type { LaterName } from '../lectures/later.ts';
import type { LectureKey } from '../lectures/lecture.ts';
import type { OpenKey, Submitted } from '../lectures/ports.ts';
import type { CountedUse } from '../quota/daily-counts.ts';
import { rankingRule } from '../ranking/counting-rule.ts';

export type Key = Readonly<{ pk: string; sk: string }>;

/** Fixed width, so that keys sort as the numbers do. */
function padded(id: number): string {
  return String(id).padStart(16, '0');
}

/** Keys of every item of a user: the owner is always the partition. */
export const userPartition = (userId: number) => `USER#${padded(userId)}`;
export const profileKey = (userId: number) => ({ pk: userPartition(userId), sk: 'PROFILE' });

/** Changes of consents, in the order in which they happened. */
export const consentPrefix = 'CONSENT#';
export const consentKey = (userId: number, { at, purpose }: { at: number; purpose: string }) => ({
  pk: userPartition(userId),
  sk: `${consentPrefix}${padded(at)}#${purpose}`,
});

export const lecturePrefix = 'LECTURE#';
export const lectureKey = ({ userId, lectureId }: LectureKey) => ({
  pk: userPartition(userId),
  sk: `${lecturePrefix}${padded(lectureId)}`,
});
export const transcriptKey = ({ userId, lectureId }: LectureKey) => ({
  pk: userPartition(userId),
  sk: `TRANSCRIPT#${padded(lectureId)}`,
});
export const feedbackKey = ({ userId, lectureId }: LectureKey) => ({
  pk: userPartition(userId),
  sk: `FEEDBACK#${padded(lectureId)}`,
});
export const assessmentKey = ({ userId, lectureId }: LectureKey) => ({
  pk: userPartition(userId),
  sk: `ASSESSMENT#${padded(lectureId)}`,
});
/** Places of what comes after a lecture, side by side. */
export const laterPrefix = ({ lectureId }: LectureKey) => `LATER#${padded(lectureId)}#`;
export const laterKey = (of: LectureKey, name: LaterName) => ({
  pk: userPartition(of.userId),
  sk: `${laterPrefix(of)}${name}`,
});
export const repeatKey = ({ userId, topicId, etag, purpose }: Submitted) => ({
  pk: userPartition(userId),
  sk: `REPEAT#${topicId}#${etag}${purpose === undefined ? '' : `#${purpose}`}`,
});

/**
 * Own topics and what belongs to them. All of it sorts behind the standing, so that whoever reads a
 * learner's lectures for it comes by none of this.
 */
export const topicPrefix = 'TOPIC#';
/** The row of a topic's preparation, and of the topic itself. */
export const ownTopicKey = ({ userId, lectureId }: LectureKey) => ({
  pk: userPartition(userId),
  sk: `${topicPrefix}${padded(lectureId)}`,
});
export const topicNotesKey = ({ userId, lectureId }: LectureKey) => ({
  pk: userPartition(userId),
  sk: `TOPICNOTES#${padded(lectureId)}`,
});
/** Which topics there is room for. */
export const topicRoomsKey = (userId: number) => ({ pk: userPartition(userId), sk: 'TOPICROOMS' });
/** Notes of rows that lie outside the partition, by which whoever erases them finds those. */
export const tracePrefix = 'TRACE#';
export const topicTracesPrefix = ({ lectureId }: LectureKey) =>
  `${tracePrefix}TOPIC#${padded(lectureId)}#`;
export const shareTraceKey = (topic: LectureKey) => ({
  pk: userPartition(topic.userId),
  sk: `${topicTracesPrefix(topic)}SHARE`,
});
export const copyTraceKey = (topic: LectureKey) => ({
  pk: userPartition(topic.userId),
  sk: `${topicTracesPrefix(topic)}COPY`,
});
export const reportTracesPrefix = `${tracePrefix}REPORT#`;
export const reportTraceKey = (userId: number, code: string) => ({
  pk: userPartition(userId),
  sk: `${reportTracesPrefix}${code}`,
});
/**
 * The league: how its learner takes part, what lies in groups, and the name that is shown there. The first
 * lies beside the months: whoever counts practice reads it with them.
 */
export const participationKey = (userId: number) => ({
  pk: userPartition(userId),
  sk: 'HABITS#LEAGUE',
});
export const seatTracesPrefix = `${tracePrefix}LEAGUE#`;
export const seatTraceKey = (userId: number, week: number) => ({
  pk: userPartition(userId),
  sk: `${seatTracesPrefix}${week}`,
});
export const shownNameTraceKey = (userId: number) => ({
  pk: userPartition(userId),
  sk: `${tracePrefix}LEAGUENAME`,
});
export const shownNameKey = (code: string) => ({ pk: sharedPartition(code), sk: 'NAME' });

/** Where those of one activity are seated next, a partition each: a whole week begins at once. */
export const leagueDoorKey = (week: number, activity: number) => ({
  pk: `LEAGUE#${week}#DOOR#${activity}`,
  sk: 'DOOR',
});
/** Groups that are not closed, in so many lists. */
export const leagueListPartition = (week: number, list: number) => `LEAGUE#${week}#OPEN#${list}`;
export const leagueGroupKey = (week: number, group: string) => ({
  pk: leagueListPartition(week, (group.codePointAt(group.length - 1) ?? 0) % leagueLists),
  sk: group,
});
export const leagueMembersPartition = ({ week, group }: { week: number; group: string }) =>
  `LEAGUE#${week}#GROUP#${group}`;
export const leagueMemberKey = (of: { week: number; group: string }, userId: number) => ({
  pk: leagueMembersPartition(of),
  sk: padded(userId),
});

/** What is shared by a code, and who copied it: outside any learner's partition. */
export const sharedPartition = (code: string) => `SHARED#${code}`;
export const sharedTopicKey = (code: string) => ({ pk: sharedPartition(code), sk: 'TOPIC' });
export const sharedCopyPrefix = 'COPY#';
export const sharedCopyKey = (code: string, { userId, lectureId }: LectureKey) => ({
  pk: sharedPartition(code),
  sk: `${sharedCopyPrefix}${padded(userId)}#${padded(lectureId)}`,
});
/** Reports of everybody, sorted by when they were made. */
export const reportsPartition = 'REPORTS';
export const reportKey = (reportId: number) => ({ pk: reportsPartition, sk: padded(reportId) });

/** An own topic as a lecture on it was submitted. */
export const taughtTopicKey = ({ userId, lectureId }: LectureKey, topicId: number) => ({
  pk: userPartition(userId),
  sk: `TAUGHT#${padded(lectureId)}#${padded(topicId)}`,
});

/** Reads owner and id back out of a row of work; undefined for any other item. */
export function openWorkOfKey(item: Key): OpenKey | undefined {
  const userId = userOfPartition(item.pk);
  const [, of, id] = /^(LECTURE|TOPIC)#(\d{16})$/.exec(item.sk) ?? [];
  if (userId === undefined || id === undefined) return undefined;
  const lectureId = Number(id);
  return of === 'TOPIC' ? { userId, lectureId, of: 'topic' } : { userId, lectureId };
}

/** Where the tombstones of deleted users stand in the same index, until their last traces are gone. */
export const buriedShardName = 'DELETED';

export function userOfPartition(pk: string): number | undefined {
  const userId = /^USER#(\d{16})$/.exec(pk)?.[1];
  return userId === undefined ? undefined : Number(userId);
}

export const openShardName = (shard: number) => `OPEN#${shard}`;
export const openShardOf = (lectureId: number) => openShardName(lectureId % openLectureShards);

/** The catalog: one pointer to the version in force, and each version's items, never changed. */
export const catalogPointerKey = { pk: 'CATALOG', sk: 'CURRENT' };
export const majorsKey = (version: string) => ({ pk: `CATALOG#${version}`, sk: 'MAJORS' });
export const subjectsKey = (version: string, majorId: number) => ({
  pk: `CATALOG#${version}`,
  sk: `SUBJECTS#${majorId}`,
});
export const topicsKey = (version: string, subjectId: number) => ({
  pk: `CATALOG#${version}`,
  sk: `TOPICS#${subjectId}`,
});
export const topicKey = (version: string, topicId: number) => ({
  pk: `CATALOG#${version}`,
  sk: `TOPIC#${topicId}`,
});
/** Beside the topic: a lecture never needs the card, nor whoever prepares the key points. */
export const cardKey = (version: string, topicId: number) => ({
  pk: `CATALOG#${version}`,
  sk: `CARD#${topicId}`,
});

/**
 * What is made of a learner's practice, side by side: the summary, today's quest, and the months. It
 * all sorts before the lectures, so that whoever reads a range of them comes by none of this.
 */
export const habitsKey = (userId: number) => ({ pk: userPartition(userId), sk: 'HABITS' });
export const questKey = (userId: number) => ({ pk: userPartition(userId), sk: 'HABITS#DAY' });
export const practiceMonthPrefix = 'HABITS#MONTH#';
export const practiceMonthKey = (userId: number, month: string) => ({
  pk: userPartition(userId),
  sk: `${practiceMonthPrefix}${month}`,
});

/** Daily counters, by days since 1970-01-01 in Asia/Seoul. */
export const userQuotaKey = (userId: number, day: number) => ({
  pk: userPartition(userId),
  sk: `QUOTA#${day}`,
});
/** Sorts right behind the user's quota of that day. */
export const refusalsKey = (userId: number, day: number) => ({
  pk: userPartition(userId),
  sk: `${userQuotaKey(userId, day).sk}#REFUSED`,
});
/** Likewise. */
export const topicQuotaKey = (userId: number, day: number) => ({
  pk: userPartition(userId),
  sk: `${userQuotaKey(userId, day).sk}#TOPICS`,
});
/** Likewise. */
export const useCountKey = (userId: number, day: number, use: CountedUse) => ({
  pk: userPartition(userId),
  sk: `${userQuotaKey(userId, day).sk}#USES#${use}`,
});
/**
 * Rewards of a day. It sorts between the profile and the day's quota, so that whoever reads those reads it too;
 * a row of its own, since a release without rewards takes a quota for a set of lectures.
 */
export const creditsKey = (userId: number, day: number) => ({
  pk: userPartition(userId),
  sk: `${creditsPrefix}${day}`,
});
export const creditsPrefix = 'PROFILE#CREDITS#';
/** By the digest of a transaction's id: nobody's, and kept for good. */
export const rewardKey = (transaction: string) => ({
  pk: `REWARD#${transaction}`,
  sk: 'TRANSACTION',
});
/** The service's own, in parts that each have a partition of their own. */
export const globalQuotaKey = (day: number, part = 0) => ({
  pk: part === 0 ? 'QUOTA' : `QUOTA#${part}`,
  sk: `DAY#${day}`,
});
export const tokenCountKey = (addressFingerprint: string, day: number) => ({
  pk: `ADDRESS#${addressFingerprint}`,
  sk: `DAY#${day}`,
});

/** Sorts behind the standing, as own topics do. */
export const transferCodeKey = (userId: number) => ({
  pk: userPartition(userId),
  sk: 'TRANSFERCODE',
});
/** Sorts behind the standing as well: a note of a code's row. */
export const transferTraceKey = (userId: number, digest: string) => ({
  pk: userPartition(userId),
  sk: `${tracePrefix}TRANSFER#${digest}`,
});
export const transferOwnerKey = (digest: string) => ({ pk: `TRANSFER#${digest}`, sk: 'OWNER' });

export const standingKey = (userId: number) => ({ pk: userPartition(userId), sk: 'STANDING' });
/** Standings of the first rule bear no number. */
export const firstRule = 1;

/** The rule's number is in the name, so that the fold comes by no standing of another rule. */
export const standingShardName = (shard: number, rule: number = rankingRule) =>
  rule === firstRule ? `STANDING#${shard}` : `STANDING#${rule}#${shard}`;
export const standingShardOf = (userId: number) => standingShardName(userId % standingShards);

/** By the week until which a learner is counted: whoever is not counted any more is in no partition read. */
export const presenceShardName = (week: number, shard: number) => `PRESENCE#${week}#${shard}`;
export const presenceShardOf = (userId: number) => userId % presenceShards;

/** What was counted of everybody: in it is nobody's id. */
export const retentionPartition = 'RETENTION';
export const countedDayPrefix = 'DAY#';
export const countedDayKey = (day: number) => ({
  pk: retentionPartition,
  sk: `${countedDayPrefix}${day}`,
});
export const countedPartsPrefix = (day: number) => `PART#${day}#`;
export const countedPartKey = (day: number, part: number) => ({
  pk: retentionPartition,
  sk: `${countedPartsPrefix(day)}${part}`,
});

export const snapshotKey = { pk: 'RANKING', sk: 'SNAPSHOT' };
export const packedSnapshotKey = { pk: 'RANKING', sk: 'SNAPSHOT#PACKED' };

/** What a learner is told and reminded of. Sorts behind the standing, as own topics do. */
export const remindersKey = (userId: number) => ({ pk: userPartition(userId), sk: 'WEBPUSH' });
export const reminderShardName = (shard: number) => `REMIND#${shard}`;
export const reminderShardOf = (userId: number) => reminderShardName(userId % reminderShards);
/** The key by which devices know who may write to them. */
export const pushKeyKey = { pk: 'PUSH', sk: 'KEY' };

/** The web app's files of this and earlier releases. */
export const webFilesPartition = 'WEB_FILES';
export const webFileKey = (name: string) => ({ pk: webFilesPartition, sk: name });

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

/** The fixed width makes keys sort as the numbers do. */
function padded(id: number): string {
  return String(id).padStart(16, '0');
}

/** The partition of all items of a user. */
export const userPartition = (userId: number) => `USER#${padded(userId)}`;
const ofUser = (userId: number, sk: string) => ({ pk: userPartition(userId), sk });
export const profileKey = (userId: number) => ofUser(userId, 'PROFILE');

/** Changes of consents sort in the order in which they happened. */
export const consentPrefix = 'CONSENT#';
export const consentKey = (userId: number, { at, purpose }: { at: number; purpose: string }) =>
  ofUser(userId, `${consentPrefix}${padded(at)}#${purpose}`);

export const lecturePrefix = 'LECTURE#';
export const lectureKey = ({ userId, lectureId }: LectureKey) =>
  ofUser(userId, `${lecturePrefix}${padded(lectureId)}`);
export const transcriptKey = ({ userId, lectureId }: LectureKey) =>
  ofUser(userId, `TRANSCRIPT#${padded(lectureId)}`);
export const feedbackKey = ({ userId, lectureId }: LectureKey) =>
  ofUser(userId, `FEEDBACK#${padded(lectureId)}`);
export const assessmentKey = ({ userId, lectureId }: LectureKey) =>
  ofUser(userId, `ASSESSMENT#${padded(lectureId)}`);
/** The places of all later judgements of a lecture lie side by side. */
export const laterPrefix = ({ lectureId }: LectureKey) => `LATER#${padded(lectureId)}#`;
export const laterKey = (of: LectureKey, name: LaterName) =>
  ofUser(of.userId, `${laterPrefix(of)}${name}`);
export const repeatKey = ({ userId, topicId, etag, purpose }: Submitted) =>
  ofUser(userId, `REPEAT#${topicId}#${etag}${purpose === undefined ? '' : `#${purpose}`}`);

/**
 * Own topics and what belongs to them. All of it sorts behind the standing, so that a read of a learner's
 * lectures up to the standing does not read it.
 */
export const topicPrefix = 'TOPIC#';
/** The row of an own topic, which is also the row of its preparation. */
export const ownTopicKey = ({ userId, lectureId }: LectureKey) =>
  ofUser(userId, `${topicPrefix}${padded(lectureId)}`);
export const topicNotesKey = ({ userId, lectureId }: LectureKey) =>
  ofUser(userId, `TOPICNOTES#${padded(lectureId)}`);
/** The row that counts a learner's topics against their limit. */
export const topicSlotsKey = (userId: number) => ofUser(userId, 'TOPICROOMS');
/** Notes of rows outside the partition. An erasure finds those rows by these notes. */
export const tracePrefix = 'TRACE#';
export const topicTracesPrefix = ({ lectureId }: LectureKey) =>
  `${tracePrefix}TOPIC#${padded(lectureId)}#`;
export const shareTraceKey = (topic: LectureKey) =>
  ofUser(topic.userId, `${topicTracesPrefix(topic)}SHARE`);
export const copyTraceKey = (topic: LectureKey) =>
  ofUser(topic.userId, `${topicTracesPrefix(topic)}COPY`);
export const reportTracesPrefix = `${tracePrefix}REPORT#`;
export const reportTraceKey = (userId: number, code: string) =>
  ofUser(userId, `${reportTracesPrefix}${code}`);
/**
 * The league: how a learner takes part, their rows in groups, and the name that is shown there. The first of
 * these lies beside the months, so that the counting of practice reads it with them.
 */
export const participationKey = (userId: number) => ofUser(userId, 'HABITS#LEAGUE');
export const seatTracesPrefix = `${tracePrefix}LEAGUE#`;
export const seatTraceKey = (userId: number, week: number) =>
  ofUser(userId, `${seatTracesPrefix}${week}`);
export const shownNameTraceKey = (userId: number) => ofUser(userId, `${tracePrefix}LEAGUENAME`);
export const shownNameKey = (code: string) => ({ pk: sharedPartition(code), sk: 'NAME' });

/** Where the learners of one activity are seated next. A whole week begins at once, so each has a partition. */
export const leagueDoorKey = (week: number, activity: number) => ({
  pk: `LEAGUE#${week}#DOOR#${activity}`,
  sk: 'DOOR',
});
/** A list of groups that are not closed. There are several lists. */
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

/** What is shared under a code, and who copied it. It lies outside any learner's partition. */
export const sharedPartition = (code: string) => `SHARED#${code}`;
export const sharedTopicKey = (code: string) => ({ pk: sharedPartition(code), sk: 'TOPIC' });
export const sharedCopyPrefix = 'COPY#';
export const sharedCopyKey = (code: string, { userId, lectureId }: LectureKey) => ({
  pk: sharedPartition(code),
  sk: `${sharedCopyPrefix}${padded(userId)}#${padded(lectureId)}`,
});
/** All reports, sorted by when they were made. */
export const reportsPartition = 'REPORTS';
export const reportKey = (reportId: number) => ({ pk: reportsPartition, sk: padded(reportId) });

/** An own topic as it was when a lecture on it was submitted. */
export const taughtTopicKey = ({ userId, lectureId }: LectureKey, topicId: number) =>
  ofUser(userId, `TAUGHT#${padded(lectureId)}#${padded(topicId)}`);

/** Reads owner and id back from the key of a row of work; undefined for any other item. */
export function openWorkOfKey(item: Key): OpenKey | undefined {
  const userId = userOfPartition(item.pk);
  const [, of, id] = /^(LECTURE|TOPIC)#(\d{16})$/.exec(item.sk) ?? [];
  if (userId === undefined || id === undefined) return undefined;
  const lectureId = Number(id);
  return of === 'TOPIC' ? { userId, lectureId, of: 'topic' } : { userId, lectureId };
}

/** Tombstones of deleted users stand under this name in the same index. */
export const tombstoneShardName = 'DELETED';

export function userOfPartition(pk: string): number | undefined {
  const userId = /^USER#(\d{16})$/.exec(pk)?.[1];
  return userId === undefined ? undefined : Number(userId);
}

export const openShardName = (shard: number) => `OPEN#${shard}`;
export const openShardOf = (lectureId: number) => openShardName(lectureId % openLectureShards);

/** The catalog: one pointer to the version in force, and each version's items, which never change. */
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
/** The card lies beside the topic, because a lecture reads the topic and never needs the card. */
export const cardKey = (version: string, topicId: number) => ({
  pk: `CATALOG#${version}`,
  sk: `CARD#${topicId}`,
});

/**
 * What is made of a learner's practice lies side by side: the summary, today's quest, and the months. All
 * of it sorts before the lectures, so that a read of a range of lectures does not read it.
 */
export const habitsKey = (userId: number) => ofUser(userId, 'HABITS');
export const questKey = (userId: number) => ofUser(userId, 'HABITS#DAY');
/** Names that the summary leaves out. They sort before the months and what tells of the league. */
export const topicNamesKey = (userId: number) => ofUser(userId, 'HABITS#KNOWN');
export const practiceMonthPrefix = 'HABITS#MONTH#';
export const practiceMonthKey = (userId: number, month: string) =>
  ofUser(userId, `${practiceMonthPrefix}${month}`);

/** Daily counters, by days since 1970-01-01 in Asia/Seoul. */
export const userQuotaKey = (userId: number, day: number) => ofUser(userId, `QUOTA#${day}`);
/** The row of refused uploads sorts right behind the user's quota of that day. */
export const refusalsKey = (userId: number, day: number) =>
  ofUser(userId, `${userQuotaKey(userId, day).sk}#REFUSED`);
/** The row of prepared topics sorts behind the user's quota as well. */
export const topicQuotaKey = (userId: number, day: number) =>
  ofUser(userId, `${userQuotaKey(userId, day).sk}#TOPICS`);
/** The counts of other uses sort behind the user's quota as well. */
export const useCountKey = (userId: number, day: number, use: CountedUse) =>
  ofUser(userId, `${userQuotaKey(userId, day).sk}#USES#${use}`);
/**
 * The rewards of a day. The row sorts between the profile and the day's quota, so that a read of both reads
 * it too. It is a row of its own, because a release without rewards reads a quota as a set of lectures.
 */
export const creditsKey = (userId: number, day: number) => ofUser(userId, `${creditsPrefix}${day}`);
export const creditsPrefix = 'PROFILE#CREDITS#';
/** The row of a transaction, by the digest of its id. It belongs to nobody and is kept for good. */
export const rewardKey = (transaction: string) => ({
  pk: `REWARD#${transaction}`,
  sk: 'TRANSACTION',
});
/** The service's own counter, in parts that each have their own partition. */
export const globalQuotaKey = (day: number, part = 0) => ({
  pk: part === 0 ? 'QUOTA' : `QUOTA#${part}`,
  sk: `DAY#${day}`,
});
export const tokenCountKey = (addressFingerprint: string, day: number) => ({
  pk: `ADDRESS#${addressFingerprint}`,
  sk: `DAY#${day}`,
});

/** The user's last transfer code. It sorts behind the standing, as own topics do. */
export const transferCodeKey = (userId: number) => ofUser(userId, 'TRANSFERCODE');
/** The note of a transfer code's row outside the partition. */
export const transferTraceKey = (userId: number, digest: string) =>
  ofUser(userId, `${tracePrefix}TRANSFER#${digest}`);
export const transferOwnerKey = (digest: string) => ({ pk: `TRANSFER#${digest}`, sk: 'OWNER' });

export const standingKey = (userId: number) => ofUser(userId, 'STANDING');
/** Standings of the first rule have no number. */
export const firstRule = 1;

/** The rule's number is in the name, so that the fold reads no standing of another rule. */
export const standingShardName = (shard: number, rule: number = rankingRule) =>
  rule === firstRule ? `STANDING#${shard}` : `STANDING#${rule}#${shard}`;
export const standingShardOf = (userId: number) => standingShardName(userId % standingShards);

/** The week is the last one in which a learner counts. Earlier partitions are not read. */
export const presenceShardName = (week: number, shard: number) => `PRESENCE#${week}#${shard}`;
export const presenceShardOf = (userId: number) => userId % presenceShards;

/** What was counted of all learners. It has no learner's id in it. */
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

/** A learner's notifications. The row sorts behind the standing, as own topics do. */
export const remindersKey = (userId: number) => ofUser(userId, 'WEBPUSH');
export const reminderShardName = (shard: number) => `REMIND#${shard}`;
export const reminderShardOf = (userId: number) => reminderShardName(userId % reminderShards);
/** The public key that devices subscribe with. */
export const pushKeyKey = { pk: 'PUSH', sk: 'KEY' };

/** The web app's files of this and earlier releases. */
export const webFilesPartition = 'WEB_FILES';
export const webFileKey = (name: string) => ({ pk: webFilesPartition, sk: name });

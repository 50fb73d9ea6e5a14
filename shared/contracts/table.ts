/** The names of the table's key attributes and indexes. Items and expressions live in the adapters. */
export const tableKeys = {
  /** String. */
  partition: 'pk',
  /** String. */
  sort: 'sk',
  /** A number, in seconds since the epoch. Reads never rely on expired items having been deleted. */
  timeToLive: 'expiresAt',
} as const;

/**
 * The table's partitions by their content, as patterns for IAM. A function may only reach the
 * partitions that it needs.
 */
export const tablePartitions = {
  users: 'USER#*',
  catalogPointer: 'CATALOG',
  catalogVersions: 'CATALOG#*',
  serviceCounters: 'QUOTA*',
  addressCounters: 'ADDRESS#*',
  transferCodes: 'TRANSFER#*',
  ranking: 'RANKING',
  webFiles: 'WEB_FILES',
  sharedTopics: 'SHARED#*',
  topicReports: 'REPORTS',
  rewards: 'REWARD#*',
  pushKey: 'PUSH',
  retention: 'RETENTION',
  leagues: 'LEAGUE#*',
} as const;

export type TablePartition = keyof typeof tablePartitions;

/**
 * Describes the shape of a catalog's rows apart from its content. A different text makes the next
 * deploy write the rows again, even with the same content.
 */
export const catalogRowsShape = 'topics know their place ';

/** A sparse index of lectures that have not ended, keys only. The sweep reads it. */
export const openLecturesIndex = {
  name: 'openLectures',
  /** String. */
  partition: 'openShard',
  /** A number, in milliseconds since the epoch. */
  sort: 'openSince',
} as const;

/** The number of partitions of the index over which open lectures are spread. */
export const openLectureShards = 8;

/** A sparse index of the learners' standings. The fold that makes the ranking's snapshot reads it. */
export const standingsIndex = {
  name: 'standings',
  /** String. */
  partition: 'standingShard',
  /**
   * The attributes of a standing, or of a learner's days of presence, which lie in partitions of their
   * own.
   */
  attributes: ['days', 'recent'],
} as const;

export const standingShards = 8;

/** A sparse index of learners who are to be reminded. The function that sends reminders reads it. */
export const remindersIndex = {
  name: 'reminders',
  /** String. */
  partition: 'reminderShard',
  /** A number, in milliseconds since the epoch: when the next reminder is due. */
  sort: 'remindAt',
  /**
   * All that is needed to decide on a reminder, apart from the last lecture, so that no row is read for
   * it.
   */
  attributes: ['zone', 'taughtAt', 'sentAt', 'unanswered'],
} as const;

export const reminderShards = 8;
/**
 * The number of partitions over which the learners are spread whose days of presence are still counted.
 */
export const presenceShards = 8;

/** The number of lists over which the groups of a week that are not closed are spread. */
export const leagueLists = 8;

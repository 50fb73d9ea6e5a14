/** Names of the one table's key attributes and indexes. Items and expressions live in the adapters. */
export const tableKeys = {
  /** String. */
  partition: 'pk',
  /** String. */
  sort: 'sk',
  /** Number, seconds since the epoch; reads never rely on it having deleted anything. */
  timeToLive: 'expiresAt',
} as const;

/**
 * The table's partitions by what stands in them, as patterns of IAM: what a function may reach ends
 * at the partitions it has business in.
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
 * What a catalog's rows hold beside its content. Another text has them written anew with the next deploy,
 * of the same content too.
 */
export const catalogRowsShape = 'topics know their place ';

/** Sparse index of lectures that have not ended: read by the sweep. Keys only. */
export const openLecturesIndex = {
  name: 'openLectures',
  /** String. */
  partition: 'openShard',
  /** Number, milliseconds since the epoch. */
  sort: 'openSince',
} as const;

/** Open lectures are spread over this many partitions of the index. */
export const openLectureShards = 8;

/** Sparse index of the learners' standings: read by the fold that makes the ranking's snapshot. */
export const standingsIndex = {
  name: 'standings',
  /** String. */
  partition: 'standingShard',
  /** Of a standing, or of when a learner was there: of either in partitions of its own. */
  attributes: ['days', 'recent'],
} as const;

export const standingShards = 8;

/** Sparse index of learners who are to be reminded: read by what sends. */
export const remindersIndex = {
  name: 'reminders',
  /** String. */
  partition: 'reminderShard',
  /** Number, milliseconds since the epoch: when the next one is due. */
  sort: 'remindAt',
  /** All that a turn is decided by beside the last lecture, so that no row is read for it. */
  attributes: ['zone', 'taughtAt', 'sentAt', 'unanswered'],
} as const;

export const reminderShards = 8;
/** Over so many the learners are spread whose days of presence are still counted. */
export const presenceShards = 8;

/** The groups of a week that are not closed stand in so many lists. */
export const leagueLists = 8;

import { openLectureShards } from '../../../shared/contracts/table.ts';

/**
 * What the figures rest on, apart from prices. `measured` comes from tests and benches of this
 * repository, `counted` from the code, `assumed` from nobody: put your own.
 */
export const hoursPerMonth = 730;
export const secondsPerMonth = hoursPerMonth * 3_600;
/** AWS bills storage and transfer by 2^30 bytes. */
export const bytesPerGb = 2 ** 30;

export const measured = {
  /** test/integration/adapters/lecture-cost.test.ts, including the read for the upload's event. */
  writeUnitsPerLecture: 22,
  readUnitsPerLecture: 5,
  readUnitsPerPoll: 0.5,
  /** The same test: for each ranked lecture that its learner submitted in the month before. */
  readUnitsPerEarlierLecture: 0.12,
  /** test/integration/adapters/own-topic-cost.test.ts: the request, the preparation, and one poll. */
  writeUnitsPerTopic: 13,
  readUnitsPerTopic: 2.5,
  readUnitsPerTopicPoll: 1.5,
  /**
   * test/integration/adapters/habit-cost.test.ts: two lectures and three looks at home, on a day of a
   * learner who has practised for a year, in addition to the lectures' own units.
   */
  writeUnitsPerPracticeDay: 3,
  readUnitsPerPracticeDay: 10,
  /**
   * test/integration/adapters/retention-cost.test.ts: a learner's day in the first month; the count of a
   * day, without its learners; and the bytes in the index for each learner.
   */
  writeUnitsPerPresenceDay: 2,
  presenceBytes: 104,
  readUnitsPerCount: 60,
  writeUnitsPerCount: 12,
  /**
   * test/integration/adapters/habit-cost.test.ts, for the same learner in a full group: a seat, the two
   * lectures with their habits, a look at the group, and the closing of a group in which one member did
   * something and gets a new seat.
   */
  unitsOfLeague: {
    seated: { writes: 9, reads: 7 },
    points: { writes: 4, reads: 4 },
    looked: { writes: 0, reads: 1.5 },
    closed: { writes: 16, reads: 49 },
  },
  /**
   * test/integration/adapters/later-cost.test.ts: submitted in writing and judged, after a lecture of
   * 2,000 characters.
   */
  unitsPerAnswer: { writes: 15, reads: 6.5 },
  unitsPerCorrection: { writes: 15, reads: 5 },
  unitsPerDispute: { writes: 14, reads: 7 },
  /** test/integration/adapters/sharing-cost.test.ts: a topic of five key points, each for the first time. */
  unitsOfSharing: {
    share: { writes: 5, reads: 4.5 },
    look: { writes: 0, reads: 1.5 },
    copy: { writes: 6, reads: 4.5 },
    report: { writes: 4, reads: 3.5 },
  },
  /** test/integration/adapters/reward-cost.test.ts: from the intent to the credit. */
  unitsPerReward: { writes: 1, reads: 2 },
  /**
   * test/integration/adapters/reminder-cost.test.ts: a turn, the end of a lecture that a device is told
   * of, and the bytes of a learner with one device in the index.
   */
  unitsPerReminder: { writes: 3, reads: 0.5 },
  unitsPerToldEnd: { writes: 0, reads: 0.5 },
  reminderIndexBytes: 160,
  /** `npm run bench -- --only ranking`: units of one fold by the number of learners. */
  foldReadUnits: [
    { learners: 1_000, readUnits: 19.5 },
    { learners: 10_000, readUnits: 192.5 },
    { learners: 100_000, readUnits: 1_919.5 },
    { learners: 1_000_000, readUnits: 19_218 },
  ],
} as const;

/** One lecture that succeeds, uploaded before it is submitted, as the published app does. */
export const counted = {
  /** presign, submission, and the read that brings the feedback. */
  apiRequestsBesidePolls: 3,
  /** A preflight is kept for an hour and by URL; the lecture's own URL is a new one. */
  apiPreflights: 3,
  s3Uploads: 1,
  s3Preflights: 1,
  /** By the submission. */
  s3Heads: 1,
  /** By the worker. */
  s3Gets: 1,
  /**
   * One by S3's own event, one by the submission; and as the event finds no submission yet, one more
   * look at the upload a quarter of an hour later, which finds it.
   */
  queueMessages: 3,
  uploadLooks: 1,
  /** Under a claim the message is hidden for the rest of the run. */
  queueVisibilityChanges: 1,
  /** Signing keys by presign, submission and read, and the provider's key by the worker. */
  secretReads: 4,
  /** How long each environment of a function keeps a secret. */
  secretKeptSeconds: 300,
  /** The queues of lectures, of uploads that nobody may have submitted, and of reminders. */
  polledQueues: 3,
  /** Index queries of one sweep that finds nothing: the shards of open lectures, and one of the
   * deleted users. Half a read unit each. */
  sweepQueries: openLectureShards + 1,
} as const;

export const assumed = {
  lectureSeconds: 300,
  /** `npm run bench -- --only felt`: the median is 4 to 6, by the length of a talk and how many are at once. */
  polls: 6,
  /** Before Retry-After knew how long a stage usually takes. */
  pollsBefore: 12,
  providerSeconds: 30,
  /**
   * The worker's own time, beside waiting for the providers: half a second of the processor that 256 MB
   * get.
   */
  workerOwnSeconds: 0.65,
  /** The run for the upload's event, which finds no submission yet, and the later look. */
  uploadEventSeconds: 0.05,
  /** Billed warm duration of a read (presign, poll), and of the submission. */
  readSeconds: 0.015,
  submitSeconds: 0.08,
  /** Twenty reminders side by side: their reads and claims, and the slowest of twenty push services. */
  reminderMessageSeconds: 0.8,
  /** On the wire: a push of 615 bytes with its headers and token, and the answer to it. */
  pushBytes: 1_500,
  /** How many in a thousand learners teach in each hour of the day (Seoul). */
  taughtByHour: [
    ...[20, 10, 5, 3, 3, 5, 12, 25, 30, 30, 32, 35],
    ...[42, 38, 36, 42, 48, 52, 58, 66, 84, 104, 130, 90],
  ],
  /** The share of API calls that start an environment, and the start's billed duration. */
  coldShare: 0.05,
  coldSeconds: 0.5,
  /** Opus as browsers record one voice. */
  recordingKilobitsPerSecond: 48,
  /** An answer of the API on the wire, headers included; and the one with the feedback. */
  answerBytes: 1_200,
  feedbackAnswerBytes: 14_000,
  /** Prompt, rubric and transcript, and the headers of both calls. */
  providerTextBytes: 20_000,
  /** Rows of a lecture of 2,000 Korean characters with feedback, including index entries. */
  tableBytesPerLecture: 14_000,
  /** What CloudWatch keeps of a log, compressed. */
  logCompression: 0.15,
  /**
   * Measured: the questions of the labelled talks in tokens of o200k, with 2,000 Korean characters
   * for the talk and six key points. 2,150 to find, 390 for each judge; 600 for the pupil to ask.
   */
  chatInputTokens: 5_100,
  /**
   * 1,400 of answers, including the pupil's questions, measured in the same way; the rest is thinking,
   * assumed.
   */
  chatOutputTokens: 2_800,
  /**
   * What is judged later, of the same questions: an answer is judged and asked about again, a corrected
   * transcript is found in and judged whole, of a dispute one label is judged. Out of it comes what is
   * said, and for each call as much thinking as in a lecture.
   */
  later: {
    answer: { inputTokens: 650, outputTokens: 460, providerSeconds: 6 },
    correction: { inputTokens: 4_500, outputTokens: 2_100, providerSeconds: 15 },
    dispute: { inputTokens: 390, outputTokens: 250, providerSeconds: 4 },
  },
  /**
   * The canary's sentence: all key points to find in it, one to judge, and one question of the pupil's.
   */
  canary: { inputTokens: 2_700, outputTokens: 1_300, seconds: 15 },
  laterPolls: 4,
  /** The preparation of an own topic: the rules, and 2,000 Korean characters of notes. */
  topicInputTokens: 2_200,
  /** Six key points, four misconceptions and the card; the rest is thinking at low effort. */
  topicOutputTokens: 2_400,
  topicProviderSeconds: 12,
  topicPolls: 5,
  /** How long a moderation of a topic takes, and how much is sent for it. */
  moderationSeconds: 0.5,
  moderationBytes: 6_000,
  /**
   * Of the sweep and of a fold without learners; each further learner costs the fold so much, on the
   * 0.29 of a processor that 512 MB get: 14 µs of a whole one (`npm run bench -- --only ranking`).
   */
  scheduledRunSeconds: 0.1,
  foldSecondsPerLearner: 0.000_05,
  /** For counting retention. */
  countSecondsPerLearner: 0.000_05,
  /** The long polls of each idle queue with a function, and how long each lasts. */
  idlePollers: 5,
  idlePollSeconds: 20,
  lecturesPerLearnerAndMonth: 4,
  /** How far a busy hour is above the average one, for environments that keep secrets. */
  peakFactor: 3,
  /** For the largest possible standing by the engine's count; it is 1 if a standing stays below 4 KB. */
  rankingViewReadUnits: 1.5,
} as const;

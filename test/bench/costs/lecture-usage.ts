import {
  assumed,
  bytesPerGb,
  counted,
  hoursPerMonth,
  measured,
  secondsPerMonth,
} from './assumptions.ts';
import type { Usage } from './charges.ts';
import type { JourneyLogs } from './journey-logs.ts';

/** The properties of a stage on which a lecture's cost depends. */
export interface LectureStage {
  readonly workerMemoryMegabytes: number;
  readonly apiMemoryMegabytes: number;
  readonly recordingRetentionDays: number;
  readonly logRetentionDays: number;
  readonly hasBackups: boolean;
}

const apiRequestsWith = (polls: number) => counted.apiRequestsBesidePolls + polls;
const daysPerMonth = hoursPerMonth / 24;

/** The size of one five-minute recording. */
export function recordingGb(
  kilobitsPerSecond: number = assumed.recordingKilobitsPerSecond,
): number {
  return (kilobitsPerSecond * 1_000 * assumed.lectureSeconds) / 8 / bytesPerGb;
}

/** Sending the recording to the speech provider, which is outside AWS. */
export function audioTransfer(kilobitsPerSecond?: number): Usage {
  return {
    what: 'the recording, to the speech provider',
    meter: 'transferOutGb',
    quantity: recordingGb(kilobitsPerSecond),
  };
}

/** What AWS counts for one lecture, except for {@link audioTransfer}. */
export function lectureUsage(
  stage: LectureStage,
  logs: JourneyLogs,
  polls: number = assumed.polls,
): Usage[] {
  const apiRequests = apiRequestsWith(polls);
  const queueRequests = 3 * counted.queueMessages + counted.queueVisibilityChanges;
  const logGb = logs.bytes / bytesPerGb;
  const tableGb = assumed.tableBytesPerLecture / bytesPerGb;
  return [
    use('worker, waiting and working', 'lambdaGbSeconds', workerGbSeconds(stage)),
    use('API functions, look at the upload', 'lambdaGbSeconds', apiGbSeconds(stage, apiRequests)),
    use('worker and API functions', 'lambdaRequests', counted.queueMessages + apiRequests),
    use('API, preflights included', 'httpApiRequests', apiRequests + counted.apiPreflights),
    use('table and index writes', 'writeUnits', measured.writeUnitsPerLecture),
    use('table reads, polls and that look included', 'readUnits', readUnits(polls)),
    use('rows, for the first month', 'tableGbMonths', tableGb),
    ...(stage.hasBackups
      ? [use('backups of rows, for the first month', 'backupGbMonths', tableGb)]
      : []),
    use('upload', 's3Writes', counted.s3Uploads),
    use('HEAD, GET, preflight', 's3Reads', counted.s3Heads + counted.s3Gets + counted.s3Preflights),
    use(
      'recording, until it expires',
      's3GbMonths',
      (recordingGb() * stage.recordingRetentionDays) / daysPerMonth,
    ),
    use('send, receive, delete, hide', 'sqsRequests', queueRequests),
    use('logs, metrics, access log', 'logGb', logGb),
    use(
      'logs, until they expire',
      'logGbMonths',
      (logGb * assumed.logCompression * stage.logRetentionDays) / daysPerMonth,
    ),
    use('signing keys and provider key', 'secretReads', counted.secretReads),
    use('answers to the learner, text to the providers', 'transferOutGb', textGb(apiRequests)),
  ];
}

/**
 * Reads of secrets in a month with that many lectures: four for each lecture as long as they come one by
 * one; if they come close together, as many as the environments make every five minutes.
 */
export function secretReadsPerMonth(lectures: number): number {
  const inApi = apiRequestsWith(assumed.polls) * assumed.readSeconds;
  const seconds = assumed.providerSeconds + assumed.workerOwnSeconds + inApi;
  const atOnce = (lectures * seconds) / secondsPerMonth;
  const environments = counted.secretReads + assumed.peakFactor * atOnce;
  return Math.min(
    lectures * counted.secretReads,
    environments * (secondsPerMonth / counted.secretKeptSeconds),
  );
}

/** How many workers run at the same time, on average over the month. */
export function averageWorkers(lectures: number): number {
  return (lectures * (assumed.providerSeconds + assumed.workerOwnSeconds)) / secondsPerMonth;
}

function workerGbSeconds({ workerMemoryMegabytes }: LectureStage): number {
  const seconds = assumed.providerSeconds + assumed.workerOwnSeconds + assumed.uploadEventSeconds;
  return (workerMemoryMegabytes / 1_024) * seconds;
}

function apiGbSeconds({ apiMemoryMegabytes }: LectureStage, apiRequests: number): number {
  const warm = assumed.submitSeconds + (apiRequests - 1) * assumed.readSeconds;
  const cold = apiRequests * assumed.coldShare * assumed.coldSeconds;
  const looks = counted.uploadLooks * assumed.uploadEventSeconds;
  return (apiMemoryMegabytes / 1_024) * (warm + cold + looks);
}

function readUnits(polls: number): number {
  const cheapReads = polls + counted.uploadLooks;
  return measured.readUnitsPerLecture + cheapReads * measured.readUnitsPerPoll;
}

function textGb(apiRequests: number): number {
  const answers = (apiRequests + counted.apiPreflights - 1) * assumed.answerBytes;
  return (answers + assumed.feedbackAnswerBytes + assumed.providerTextBytes) / bytesPerGb;
}

const use = (what: string, meter: Usage['meter'], quantity: number): Usage => ({
  what,
  meter,
  quantity,
});

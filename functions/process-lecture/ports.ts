import { randomUUID } from 'node:crypto';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { dynamoAllowances } from '../../shared/adapters/dynamo-allowances.ts';
import { dynamoAssessments } from '../../shared/adapters/dynamo-assessments.ts';
import { dynamoCatalog } from '../../shared/adapters/dynamo-catalog.ts';
import { dynamoConsents } from '../../shared/adapters/dynamo-consents.ts';
import { dynamoCredits } from '../../shared/adapters/dynamo-credits.ts';
import { dynamoHabitRebuild } from '../../shared/adapters/dynamo-habit-rebuild.ts';
import { dynamoLaters } from '../../shared/adapters/dynamo-laters.ts';
import { dynamoLeagueGroups } from '../../shared/adapters/dynamo-league-groups.ts';
import { dynamoLectureDetails } from '../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures, preparationRows } from '../../shared/adapters/dynamo-lectures.ts';
import { dynamoOwnTopics } from '../../shared/adapters/dynamo-own-topics.ts';
import { dynamoReminders } from '../../shared/adapters/dynamo-reminders.ts';
import { dynamoRepeats } from '../../shared/adapters/dynamo-repeats.ts';
import {
  dynamoJudged,
  dynamoStandingSources,
} from '../../shared/adapters/dynamo-standing-sources.ts';
import { dynamoStandings } from '../../shared/adapters/dynamo-standings.ts';
import { dynamoTaughtTopics } from '../../shared/adapters/dynamo-taught-topics.ts';
import { dynamoUsers } from '../../shared/adapters/dynamo-users.ts';
import { s3Recordings } from '../../shared/adapters/s3-recordings.ts';
import { sqsUnclaimedUploads } from '../../shared/adapters/sqs-lecture-queue.ts';
import { sqsReminderQueue } from '../../shared/adapters/sqs-reminder-queue.ts';
import { userTraces } from '../../shared/adapters/user-traces.ts';
import { repeatGuardSeconds } from '../../shared/contracts/clocks.ts';
import type { Environment } from '../../shared/contracts/environment.ts';
import { countJudged } from '../../shared/lectures/count-judged.ts';
import type { Ending, Lecture } from '../../shared/lectures/lecture.ts';
import { paceMemory } from '../../shared/lectures/pace.ts';
import type { ProcessWorkPorts } from '../../shared/own-topics/prepare-topic.ts';
import { dynamoTable } from '../../shared/platform/dynamo-client.ts';
import { countBy } from '../../shared/platform/metrics.ts';
import {
  followedLectures,
  neverFailing,
  observedLectures,
  observedPreparations,
} from '../../shared/platform/observed-ports.ts';
import { pushSender } from '../../shared/platform/push-sender.ts';
import { s3Client } from '../../shared/platform/s3-client.ts';
import { type TellPorts, tellOfEnd } from '../../shared/reminders/send.ts';
import { hasWithdrawn } from '../../shared/users/consents.ts';
import { eraseIfDeleted } from '../../shared/users/delete-user.ts';
import type { WorkerProviders } from './providers.ts';

/** Wires what the worker works with. */
export function workerPorts(
  environment: Environment<'process-lecture'>,
  sqs: SQSClient,
  { speech, chat, chatPlaceOf, prices }: Omit<WorkerProviders, 'reach'>,
): ProcessWorkPorts {
  const table = dynamoTable(environment.TABLE_NAME);
  const s3 = s3Client();
  const pace = paceMemory();
  const ranking = {
    standings: dynamoStandings(table),
    readSources: dynamoStandingSources(table),
    clock: Date.now,
  };
  const consents = dynamoConsents(table);
  const telling: TellPorts = {
    reminders: dynamoReminders(table),
    push: pushSender(environment).push,
    queue: sqsReminderQueue(sqs, environment.REMINDER_QUEUE_URL),
    clock: Date.now,
    newName: randomUUID,
    count: (outcome) => countBy('PushMessages', { Outcome: outcome }),
  };
  const catalog = dynamoCatalog(table, Date.now);
  const practice = {
    ...dynamoHabitRebuild(table, catalog, Date.now),
    groups: dynamoLeagueGroups(table),
  };
  return {
    lectures: followedLectures(observedLectures(dynamoLectures(table))),
    preparations: followedLectures(observedPreparations(dynamoLectures(table, preparationRows))),
    topics: dynamoOwnTopics(table),
    details: dynamoLectureDetails(table),
    assessments: dynamoAssessments(table, Date.now),
    recordings: s3Recordings(s3, environment.RECORDINGS_BUCKET),
    laters: dynamoLaters(table),
    repeats: dynamoRepeats(table, repeatGuardSeconds),
    credits: dynamoCredits(table),
    speech,
    chat,
    chatPlaceOf,
    // This read may miss a withdrawal of the last second. One during a call comes too late in any case.
    hasWithdrawn: async (userId) =>
      hasWithdrawn(await consents.list(userId, 'eventual'), 'PROCESSING_ABROAD'),
    allowance: {
      allowances: dynamoAllowances(table, pace),
      limits: {
        perUser: environment.DAILY_LECTURES_PER_USER,
        topicsPerUser: environment.DAILY_TOPICS_PER_USER,
        global: environment.DAILY_LECTURES_GLOBAL,
        refusedPerUser: environment.DAILY_REFUSED_UPLOADS_PER_USER,
        providerMicroDollars: environment.DAILY_PROVIDER_DOLLARS * 1_000_000,
      },
      prices,
      clock: Date.now,
    },
    ...countJudged({ practice, ranking, readJudged: dynamoJudged(table) }),
    tellEnded: neverFailing(
      'nobody was told',
      ({ userId, lectureId }: Lecture, status: Ending['status']) =>
        tellOfEnd(telling, { userId, lectureId, isGraded: status === 'SUCCESS' }),
    ),
    eraseIfDeleted: (userId) =>
      eraseIfDeleted(
        {
          users: dynamoUsers(table),
          traces: userTraces(table, s3, environment.RECORDINGS_BUCKET),
        },
        userId,
      ),
    unclaimed: sqsUnclaimedUploads(sqs, environment.UNCLAIMED_QUEUE_URL),
    findTaughtTopic: dynamoTaughtTopics(table).find,
    findTopicOfVersion: catalog.findTopicOfVersion,
    pace,
    clock: Date.now,
  };
}

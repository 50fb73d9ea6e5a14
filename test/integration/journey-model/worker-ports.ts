import { dynamoAllowances } from '../../../shared/adapters/dynamo-allowances.ts';
import { dynamoAssessments } from '../../../shared/adapters/dynamo-assessments.ts';
import { dynamoConsents } from '../../../shared/adapters/dynamo-consents.ts';
import { dynamoCredits } from '../../../shared/adapters/dynamo-credits.ts';
import { dynamoHabitRebuild } from '../../../shared/adapters/dynamo-habit-rebuild.ts';
import { dynamoLaters } from '../../../shared/adapters/dynamo-laters.ts';
import { dynamoLeagueGroups } from '../../../shared/adapters/dynamo-league-groups.ts';
import { dynamoLectureDetails } from '../../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures, preparationRows } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoOwnTopics } from '../../../shared/adapters/dynamo-own-topics.ts';
import { dynamoRepeats } from '../../../shared/adapters/dynamo-repeats.ts';
import {
  dynamoJudged,
  dynamoStandingSources,
} from '../../../shared/adapters/dynamo-standing-sources.ts';
import { dynamoStandings } from '../../../shared/adapters/dynamo-standings.ts';
import { dynamoTaughtTopics } from '../../../shared/adapters/dynamo-taught-topics.ts';
import { dynamoUsers } from '../../../shared/adapters/dynamo-users.ts';
import { s3Recordings } from '../../../shared/adapters/s3-recordings.ts';
import { userTraces } from '../../../shared/adapters/user-traces.ts';
import { countJudged } from '../../../shared/lectures/count-judged.ts';
import type { UnclaimedUploads } from '../../../shared/lectures/ports.ts';
import type { ProcessWorkPorts } from '../../../shared/own-topics/prepare-topic.ts';
import type { DailyLimits } from '../../../shared/quota/daily-allowance.ts';
import { hasWithdrawn } from '../../../shared/users/consents.ts';
import { eraseIfDeleted } from '../../../shared/users/delete-user.ts';
import { eraseDeletedUsers } from '../../../shared/users/erase-deleted-users.ts';
import { testPrices } from '../../support/lecture-journey.ts';
import { type Moods, moodyChat, moodySpeech, type ProviderHost } from './providers.ts';
import type { Gate } from './run.ts';
import { bucketName, findTopic, type Surroundings, smallCatalog } from './surroundings.ts';

const hourSeconds = 3600;

/** What no call to the outside tells. */
interface Outside {
  readonly clock: () => number;
  readonly limits: DailyLimits;
}

/** What the worker works with, with its providers in a mood. */
export function workerPorts(
  world: Outside,
  { table, s3 }: Surroundings,
  providers: { readonly host: ProviderHost; readonly gate: Gate; readonly moods: Moods },
  unclaimed: UnclaimedUploads,
): ProcessWorkPorts {
  const { host, gate, moods } = providers;
  const practice = {
    ...dynamoHabitRebuild(table, smallCatalog, world.clock),
    groups: dynamoLeagueGroups(table),
  };
  const ranking = {
    standings: dynamoStandings(table),
    readSources: dynamoStandingSources(table),
    clock: world.clock,
  };
  return {
    lectures: dynamoLectures(table),
    preparations: dynamoLectures(table, preparationRows),
    topics: dynamoOwnTopics(table),
    details: dynamoLectureDetails(table),
    recordings: s3Recordings(s3, bucketName),
    repeats: dynamoRepeats(table, hourSeconds),
    credits: dynamoCredits(table),
    laters: dynamoLaters(table),
    speech: moodySpeech(host, gate, moods.speech),
    chat: moodyChat(host, gate, moods.chat),
    chatPlaceOf: () => 0,
    hasWithdrawn: async (userId) =>
      hasWithdrawn(await dynamoConsents(table).list(userId, 'eventual'), 'PROCESSING_ABROAD'),
    assessments: dynamoAssessments(table, world.clock),
    allowance: {
      allowances: dynamoAllowances(table),
      limits: world.limits,
      prices: testPrices,
      clock: world.clock,
    },
    ...countJudged({ practice, ranking, readJudged: dynamoJudged(table) }),
    // Devices are no part of this world; test/unit/reminders has them.
    tellEnded: async () => undefined,
    eraseIfDeleted: (userId) =>
      eraseIfDeleted(
        { users: dynamoUsers(table), traces: userTraces(table, s3, bucketName) },
        userId,
      ),
    unclaimed,
    findTaughtTopic: dynamoTaughtTopics(table).find,
    findTopicOfVersion: async (_version, topicId) => findTopic(topicId),
    clock: world.clock,
  };
}

/** What the sweep does besides lectures. */
export function eraseTraces(
  { clock }: Outside,
  { table, s3 }: Surroundings,
  remainingMilliseconds: () => number,
): Promise<unknown> {
  return eraseDeletedUsers(
    {
      users: dynamoUsers(table),
      traces: userTraces(table, s3, bucketName),
      clock,
      noteNotErased: () => {},
    },
    remainingMilliseconds,
  );
}

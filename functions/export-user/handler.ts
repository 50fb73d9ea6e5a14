import { dynamoCatalog } from '../../shared/adapters/dynamo-catalog.ts';
import { dynamoConsents } from '../../shared/adapters/dynamo-consents.ts';
import { dynamoCredits } from '../../shared/adapters/dynamo-credits.ts';
import { dynamoHabits } from '../../shared/adapters/dynamo-habits.ts';
import { dynamoLeagueGroups } from '../../shared/adapters/dynamo-league-groups.ts';
import { dynamoLectureDetails } from '../../shared/adapters/dynamo-lecture-details.ts';
import { dynamoLectures } from '../../shared/adapters/dynamo-lectures.ts';
import { dynamoOwnTopics } from '../../shared/adapters/dynamo-own-topics.ts';
import { dynamoParticipations } from '../../shared/adapters/dynamo-participations.ts';
import { dynamoReminders } from '../../shared/adapters/dynamo-reminders.ts';
import { dynamoStandings } from '../../shared/adapters/dynamo-standings.ts';
import { dynamoTopicReports } from '../../shared/adapters/dynamo-topic-reports.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { exportUserRoute as route } from '../../shared/contracts/routes/users.ts';
import { reportBody } from '../../shared/own-topics/report-shared-topic.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { nextPageHeaders, readCursor } from '../../shared/platform/list-cursor.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';
import { type ExportUserPorts, exportUser, profileBody } from '../../shared/users/export-user.ts';

const { table, authenticate } = await openUserFunction('export-user', routeEnvironment);

export const answerExport =
  (ports: ExportUserPorts): HttpAction<'export-user'> =>
  async ({ userId, caller, query, url, language }) => {
    const before = readCursor(query.cursor);
    const { user } = caller;
    const exported = await exportUser(ports, userId, before, language);
    const { standing, next } = exported;
    return {
      body: {
        user: profileBody(user),
        lectures: [...exported.lectures],
        topics: [...exported.topics],
        consents: [...exported.consents],
        reports: exported.reports.map(reportBody),
        habits: exported.habits,
        rewards: [...exported.rewards],
        reminders: exported.reminders,
        league: exported.league,
        standing: standing ? { days: [...standing.days] } : null,
      },
      headers: nextPageHeaders(url, { next }),
    };
  };

export const handler = httpHandler(
  route,
  answerExport({
    lectures: dynamoLectures(table),
    details: dynamoLectureDetails(table),
    topics: dynamoOwnTopics(table),
    standings: dynamoStandings(table),
    consents: dynamoConsents(table),
    reports: dynamoTopicReports(table),
    habits: dynamoHabits(table),
    credits: dynamoCredits(table),
    reminders: dynamoReminders(table),
    league: {
      participations: dynamoParticipations(table),
      groups: dynamoLeagueGroups(table),
    },
    clock: Date.now,
    findTopicOfVersion: dynamoCatalog(table, Date.now).findTopicOfVersion,
  }),
  authenticate,
);

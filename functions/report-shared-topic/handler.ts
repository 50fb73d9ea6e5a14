import { dynamoDailyCounts } from '../../shared/adapters/dynamo-daily-counts.ts';
import { dynamoSharedTopics } from '../../shared/adapters/dynamo-shared-topics.ts';
import { dynamoShownNames } from '../../shared/adapters/dynamo-shown-names.ts';
import { dynamoTopicReports } from '../../shared/adapters/dynamo-topic-reports.ts';
import { routeEnvironment } from '../../shared/contracts/environment.ts';
import { reportSharedTopicRoute as route } from '../../shared/contracts/routes/shared-topics.ts';
import {
  type ReportSharedTopicPorts,
  reportSharedTopic,
} from '../../shared/own-topics/report-shared-topic.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { observedReports } from '../../shared/platform/observed-sharing.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';

const { table, authenticate } = await openUserFunction('report-shared-topic', routeEnvironment);

export const answerReport =
  (ports: ReportSharedTopicPorts): HttpAction<'report-shared-topic'> =>
  async ({ userId, path, body }) => {
    await reportSharedTopic(ports, { userId, code: path.code, reason: body.reason });
    return { body: undefined };
  };

export const handler = httpHandler(
  route,
  answerReport({
    shared: dynamoSharedTopics(table),
    names: dynamoShownNames(table),
    counts: dynamoDailyCounts(table),
    reports: observedReports(dynamoTopicReports(table)),
    clock: Date.now,
    random: Math.random,
  }),
  authenticate,
);

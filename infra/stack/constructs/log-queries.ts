import { Stack } from 'aws-cdk-lib';
import { CfnQueryDefinition, type LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { journeyIdSlot, journeyQuery } from '../journey-query.ts';

export interface LogQueriesProps {
  readonly logGroups: readonly LogGroup[];
}

/** The queries by name. Each is saved in CloudWatch Logs Insights, in the stack's own folder. */
const queries = {
  // An id stands only in lines of its own journey, so that the query need not name every field that may hold
  // it.
  [journeyQuery]: [
    'fields @timestamp, message, lectureId, correlationId, requestId, route, routeKey, status, reason, outcome, step, kind, detail, attempt, milliseconds, seconds, error',
    `filter @message like "${journeyIdSlot}"`,
    'sort @timestamp asc',
    'limit 500',
  ],
  'slowest-lectures': [
    'filter message = "ended" and status = "SUCCESS"',
    'fields @timestamp, seconds, attempt, lectureId, correlationId',
    'sort seconds desc',
    'limit 25',
  ],
  'how-lectures-ended': [
    'filter message = "ended"',
    'stats count(*) as lectures, avg(seconds) as averageSeconds, latest(lectureId) as lastLectureId by status, reason',
    'sort lectures desc',
  ],
  'errors-by-name': [
    // Our lines call it `error`, and Lambda’s own lines `errorType`.
    'fields coalesce(error, errorType) as name, coalesce(reason, errorMessage) as why, coalesce(lectureId, requestId) as id',
    'filter ispresent(name)',
    'stats count(*) as times, latest(why) as lastReason, latest(id) as lastId, max(@timestamp) as lastTime by name, @log',
    'sort times desc',
  ],
  'provider-errors': [
    'filter message = "provider error"',
    'stats count(*) as times, latest(lectureId) as lastLectureId, max(@timestamp) as lastTime by step, kind, detail',
    'sort times desc',
  ],
  'requests-by-route': [
    'filter ispresent(routeKey)',
    'stats count(*) as requests, pct(responseLatencyMs, 50) as p50, pct(responseLatencyMs, 95) as p95, latest(requestId) as lastRequestId by routeKey, status',
    'sort requests desc',
  ],
} as const;

/** CloudWatch searches at most 50 log groups at once. */
const logGroupsOfQuery = 50;

/**
 * The questions that the runbook asks of the logs, saved so that nobody has to write them at night. Where the
 * log groups are more than a query may search, it stands there once more for the rest, as `…-2`.
 */
export class LogQueries extends Construct {
  constructor(scope: Construct, id: string, { logGroups }: LogQueriesProps) {
    super(scope, id);
    const { stackName } = Stack.of(this);
    const names = logGroups.map(({ logGroupName }) => logGroupName);
    for (const [query, commands] of Object.entries(queries)) {
      for (let from = 0; from < names.length; from += logGroupsOfQuery) {
        const name = from === 0 ? query : `${query}-${from / logGroupsOfQuery + 1}`;
        new CfnQueryDefinition(this, name, {
          name: `${stackName}/${name}`,
          logGroupNames: names.slice(from, from + logGroupsOfQuery),
          queryString: commands.join('\n| '),
        });
      }
    }
  }
}

import {
  CloudWatchLogsClient,
  DescribeQueryDefinitionsCommand,
  GetQueryResultsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CommandTrouble } from '../command-line/command-trouble.ts';
import { journeyIdSlot, journeyQuery } from '../stack/journey-query.ts';
import type { ClientConfiguration } from './stage-access.ts';
import type { Surroundings } from './surroundings.ts';

export type LogLine = Readonly<Record<string, string>>;

export interface LogSearch {
  readonly client: ClientConfiguration;
  /** The stack that has saved the query. */
  readonly stackName: string;
  /** The id of a lecture or of a request. */
  readonly id: string;
  /** Milliseconds since the Unix epoch. */
  readonly from: number;
  readonly to: number;
}

const pollMilliseconds = 1_000;
const maximumPolls = 60;

/**
 * Runs the saved query of a lecture's journey.
 * @throws CommandTrouble where the stack has no such query, or the query does not end
 */
export async function journeyLines(
  { client, stackName, id, from, to }: LogSearch,
  { wait }: Pick<Surroundings, 'wait'>,
): Promise<readonly LogLine[]> {
  const logs = new CloudWatchLogsClient(client);
  const name = `${stackName}/${journeyQuery}`;
  const { queryDefinitions = [] } = await logs.send(
    new DescribeQueryDefinitionsCommand({ queryDefinitionNamePrefix: name }),
  );
  const asked = queryDefinitions.filter(({ queryString }) => queryString?.includes(journeyIdSlot));
  if (asked.length === 0) {
    throw new CommandTrouble(
      `There is no saved query ${name} with ${journeyIdSlot} in it; deploy the stage again.`,
    );
  }
  // More than one where the stack has more log groups than one may search.
  const parts: LogLine[][] = [];
  for (const { logGroupNames, queryString = '' } of asked) {
    const { queryId } = await logs.send(
      new StartQueryCommand({
        logGroupNames,
        queryString: queryString.replaceAll(journeyIdSlot, id),
        startTime: Math.floor(from / 1000),
        endTime: Math.ceil(to / 1000),
      }),
    );
    parts.push(await linesOf(logs, queryId, wait));
  }
  return parts.flat().sort(byTimestamp);
}

/** Their timestamps are texts that sort as they are. */
const byTimestamp = ({ '@timestamp': one = '' }: LogLine, { '@timestamp': other = '' }: LogLine) =>
  one < other ? -1 : Number(one > other);

async function linesOf(
  logs: CloudWatchLogsClient,
  queryId: string | undefined,
  wait: Surroundings['wait'],
): Promise<LogLine[]> {
  for (let polls = 0; polls < maximumPolls; polls++) {
    const { status, results = [] } = await logs.send(new GetQueryResultsCommand({ queryId }));
    if (status === 'Complete') {
      return results.map((line) =>
        Object.fromEntries(line.map(({ field = '', value = '' }) => [field, value])),
      );
    }
    if (status !== 'Running' && status !== 'Scheduled') {
      throw new CommandTrouble(`The search of the logs ended as ${status}.`);
    }
    await wait(pollMilliseconds);
  }
  throw new CommandTrouble('The search of the logs did not come to an end.');
}

/** Providers' errors by step and kind, e.g. `speech rate-limited × 2`. */
export function providerTroubles(lines: readonly LogLine[]): readonly string[] {
  const troubles = lines.filter(({ message }) => message === 'provider error');
  const counts = Map.groupBy(troubles, ({ step, kind }) => `${step} ${kind}`);
  return [...counts].map(([what, { length }]) => `${what} × ${length}`);
}

/** The fields that an operator sees of a line, in the order of the saved query, without the ids. */
const shownFields = [
  'message',
  'route',
  'routeKey',
  'status',
  'reason',
  'outcome',
  'step',
  'kind',
  'detail',
  'attempt',
  'milliseconds',
  'seconds',
  'error',
];

export function logLine(line: LogLine): string {
  const fields = shownFields.flatMap((name) => (line[name] ? [line[name]] : []));
  return `  ${line['@timestamp'] ?? ''}  ${fields.join(' · ')}`;
}

import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Table as DynamoTable } from '../../../shared/adapters/dynamo-table.ts';
import { unitsOf } from '../../support/capacity-meter.ts';
import { startDynoxide } from '../../support/dynoxide-server.ts';
import { lectureTableInput } from '../../support/lecture-table.ts';
import { lectureUnits, type MeteredLecture, meterLecture } from '../../support/metered-lecture.ts';
import type { Bench, Cell, Section, Verdict } from '../report/section.ts';
import { callText } from './call-text.ts';
import { type MeteredView, meterWidestView } from './widest-view.ts';

const targets = { writes: 22, reads: 5, readsOfPoll: 0.5, readsOfView: 2 };

/**
 * What a lecture, a poll and a view of the ranking ask of DynamoDB: exact, and the same in each run.
 * @throws Error on any other platform than linux-x64, which the engine's binary is for
 */
export const unitsBench: Bench = async ({ log }) => {
  const server = await startDynoxide();
  // The meter belongs to a client, and each table here has its own.
  const clients: DynamoDBDocumentClient[] = [];
  const freshTable = async (name: string): Promise<DynamoTable> => {
    const client = documentClient(server.endpoint);
    clients.push(client);
    await client.send(new CreateTableCommand(lectureTableInput(name)));
    return { client, name };
  };
  try {
    log('one lecture, step by step');
    const lecture = await meterLecture(await freshTable('lecture'));
    if (lecture.feedback.lecture.status !== 'SUCCESS') {
      throw new Error(`the lecture ended as ${lecture.feedback.lecture.status}`);
    }
    log('the widest view of the ranking');
    return sectionOf(lecture, await meterWidestView(await freshTable('ranking')));
  } finally {
    for (const client of clients) client.destroy();
    await server.stop();
  }
};

function documentClient(endpoint: string): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    endpoint,
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

function sectionOf(lecture: MeteredLecture, view: MeteredView): Section {
  const { writes, reads, readsOfPoll } = lectureUnits(lecture);
  return {
    id: 'units',
    title: 'DynamoDB units',
    method:
      'A lecture of 2,000 Korean characters and six key points, uploaded before it is submitted, by the use cases and adapters that the functions are made of; its functions are warm, and another lecture came before it. Units are those that dynoxide counts by item size, index writes included; the view of the ranking is of the largest snapshot and the largest standing that there can be, by item size. Exact: two runs give the same.',
    verdicts: [
      verdict('a lecture, presign to feedback', writes, 'WRU', targets.writes),
      verdict('a lecture, without polls', reads, 'RRU', targets.reads),
      verdict('a poll', readsOfPoll, 'RRU', targets.readsOfPoll),
      verdict('a view of the ranking', view.unitsBySize, 'RRU', targets.readsOfView),
    ],
    tables: [
      {
        title: 'Step by step',
        columns: [
          { title: 'step' },
          { title: 'writes', unit: 'WRU', digits: 1 },
          { title: 'reads', unit: 'RRU', digits: 1 },
          { title: 'calls and the units of each' },
        ],
        rows: [
          ...lecture.steps.map(({ step, writes, reads }): Cell[] => [
            step,
            unitsOf(writes),
            unitsOf(reads),
            callText([...reads, ...writes]),
          ]),
          ['ranking view', 0, view.unitsBySize, callText(view.reads)],
        ],
        note: 'The ranking view by item size; its calls as the engine counts them.',
      },
    ],
  };
}

const verdict = (metric: string, measured: number, unit: string, atMost: number): Verdict => ({
  metric,
  measured,
  unit,
  digits: 1,
  atMost,
});

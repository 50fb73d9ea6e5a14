import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { lectureKey } from '../../../shared/adapters/dynamo-keys.ts';
import type { Ending, Lecture } from '../../../shared/lectures/lecture.ts';
import type { EngineTable } from '../../support/dynamo-engines.ts';
import type { Sabotage } from './world.ts';

/** Mistakes that the pipeline is built against, each made on purpose, by what it would break. */
export const sabotages: Readonly<Record<string, (table: EngineTable) => Sabotage>> = {
  'ends a lecture that others have claimed or ended since': (table) => ({
    worker: (ports) => ({ ...ports, lectures: { ...ports.lectures, finish: endBlindly(table) } }),
    sweep: (ports) => ({ ...ports, lectures: { ...ports.lectures, finish: endBlindly(table) } }),
  }),
  'claims a lecture that another holds': () => ({
    worker: (ports) => ({
      ...ports,
      lectures: {
        ...ports.lectures,
        find: async (key, consistency) => {
          const lecture = await ports.lectures.find(key, consistency);
          return lecture && { ...lecture, lease: undefined };
        },
      },
    }),
  }),
  'resumes without reading the transcript': () => ({
    worker: (ports) => ({
      ...ports,
      details: { ...ports.details, findTranscript: async () => undefined },
    }),
  }),
  'grades again what has feedback': () => ({
    worker: (ports) => ({
      ...ports,
      details: { ...ports.details, findFeedback: async () => undefined },
    }),
  }),
  'buys before it charges': () => ({
    worker: (ports) => ({
      ...ports,
      allowance: {
        ...ports.allowance,
        allowances: { ...ports.allowance.allowances, charge: async () => true },
      },
    }),
  }),
  'forgets the repeat guard': () => ({
    submit: (ports) => ({
      ...ports,
      repeats: { hold: async (_submitted, lectureId) => lectureId },
    }),
  }),
  'deletes a recording before the row says why': () => ({
    worker: (ports) => ({
      ...ports,
      lectures: {
        ...ports.lectures,
        finish: async (lecture, ending, now) => {
          if (ending.status === 'FAILURE') await ports.recordings.delete(lecture);
          return ports.lectures.finish(lecture, ending, now);
        },
      },
    }),
  }),
  'never ends what is past its deadline': () => ({
    sweep: (ports) => ({
      ...ports,
      lectures: { ...ports.lectures, expire: async () => false },
    }),
  }),
  'counts no result in the ranking': () => ({
    worker: (ports) => ({ ...ports, rank: async () => 'ranked' as const }),
  }),
  'reopens a final failure': (table) => ({
    worker: (ports) => ({
      ...ports,
      lectures: {
        ...ports.lectures,
        find: async (key, consistency) => {
          const lecture = await ports.lectures.find(key, consistency);
          return lecture?.status === 'FAILURE' ? reopened(table, lecture) : lecture;
        },
      },
    }),
  }),
};

function endBlindly(table: EngineTable) {
  return async (lecture: Lecture, ending: Ending, now: number): Promise<boolean> => {
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: lectureKey(lecture),
        UpdateExpression:
          'SET #status = :status, stage = :done, endedAt = :now, score = :score, failureReason = :reason REMOVE openShard, openSince',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':status': ending.status,
          ':done': 'DONE',
          ':now': now,
          ':score': ending.status === 'SUCCESS' ? ending.score : 0,
          ':reason': ending.status === 'FAILURE' ? ending.reason : 'INTERNAL_ERROR',
        },
      }),
    );
    return true;
  };
}

async function reopened(table: EngineTable, lecture: Lecture): Promise<Lecture> {
  await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: lectureKey(lecture),
      UpdateExpression: 'SET #status = :open, openShard = :shard, openSince = :since',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':open': 'IN_PROGRESS',
        ':shard': `OPEN#${lecture.lectureId % 8}`,
        ':since': lecture.createdAt,
      },
    }),
  );
  return { ...lecture, status: 'IN_PROGRESS' };
}

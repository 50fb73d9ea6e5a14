import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { lectureKey } from '../../../shared/adapters/dynamo-keys.ts';
import type { Ending, Lecture } from '../../../shared/lectures/lecture.ts';
import type { LectureStore } from '../../../shared/lectures/ports.ts';
import type { EngineTable } from '../../support/dynamo-engines.ts';
import { sharingSabotages } from './sharing-sabotage.ts';
import type { Sabotage } from './world.ts';

type MakeSabotage = (table: EngineTable) => Sabotage;

/** Mistakes that only some hundred schedules find: for the nightly run. */
export const rareSabotages: Readonly<Record<string, MakeSabotage>> = {
  ...sharingSabotages,
  'ends a lecture that others have claimed or ended since': (table) => ({
    worker: (ports) => ({ ...ports, lectures: { ...ports.lectures, finish: endBlindly(table) } }),
    sweep: (ports) => ({ ...ports, lectures: { ...ports.lectures, finish: endBlindly(table) } }),
  }),
  'goes on with what has lost its place': () => ({
    worker: (ports) => ({ ...ports, laters: { hold: async (_of, _name, held) => held } }),
  }),
  'grades again what has feedback': () => ({
    worker: (ports) => ({
      ...ports,
      details: { ...ports.details, findFeedback: async () => undefined },
    }),
  }),
};

/** Mistakes that the pipeline is built against, each made on purpose. */
export const sabotages: Readonly<Record<string, MakeSabotage>> = {
  'gives up a late upload without a look': () => ({
    sweep: (ports) => ({
      ...ports,
      recordings: { ...ports.recordings, inspect: async () => undefined },
    }),
  }),
  'ends a lecture under the claim of another': () => ({
    worker: (ports) => ({ ...ports, lectures: endingOpenOnes(ports.lectures) }),
    sweep: (ports) => ({ ...ports, lectures: endingOpenOnes(ports.lectures) }),
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
  'buys before it charges': () => ({
    worker: (ports) => ({
      ...ports,
      allowance: {
        ...ports.allowance,
        allowances: {
          ...ports.allowance.allowances,
          chargeUser: async () => true,
          chargeService: async () => true,
        },
      },
    }),
  }),
  'prepares a topic again that has its content': () => ({
    worker: (ports) => ({
      ...ports,
      topics: {
        ...ports.topics,
        find: async (key, consistency) => {
          const topic = await ports.topics.find(key, consistency);
          return topic && { ...topic, content: undefined };
        },
      },
    }),
  }),
  'prepares a topic before it charges': () => ({
    worker: (ports) => ({
      ...ports,
      allowance: {
        ...ports.allowance,
        allowances: { ...ports.allowance.allowances, chargeTopic: async () => true },
      },
    }),
  }),
  'judges an answer before it charges': () => ({
    worker: (ports) => ({
      ...ports,
      allowance: {
        ...ports.allowance,
        allowances: { ...ports.allowance.allowances, chargeQuarter: async () => true },
      },
    }),
  }),
  'gives the place of a judgement to whoever comes': () => ({
    later: (ports) => ({
      ...ports,
      laters: { ...ports.laters, hold: async (_of, _name, held) => held },
    }),
  }),
  'does not tell a lecture of what comes after it': () => ({
    later: (ports) => ({
      ...ports,
      lectures: { ...ports.lectures, noteLater: async () => true },
    }),
  }),
  'forgets the repeat guard': () => ({
    submit: (ports) => ({
      ...ports,
      repeats: { hold: async (_submitted, key) => key },
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
  'forgets which bytes a claim has pinned': () => ({
    worker: (ports) => ({
      ...ports,
      repeats: { hold: async (_submitted, key) => key },
    }),
  }),
  'never ends what is past its deadline': () => ({
    sweep: (ports) => ({
      ...ports,
      lectures: { ...ports.lectures, expire: async () => false },
    }),
  }),
  'forgets what nobody submits': () => ({
    worker: (ports) => ({ ...ports, unclaimed: { lookAt: async () => undefined } }),
  }),
  'deletes what may still be submitted': () => ({
    look: (ports) => ({ ...ports, clock: () => ports.clock() + 3_600_000 }),
  }),
  'counts no result in the ranking': () => ({
    worker: (ports) => ({ ...ports, rank: async () => 'ranked' as const }),
  }),
  'asks nobody whether a consent was withdrawn': () => ({
    worker: (ports) => ({ ...ports, hasWithdrawn: async () => false }),
  }),
  'shows a moderator what its learner no longer agrees to send': () => ({
    share: (ports) => ({ ...ports, consents: { ...ports.consents, list: async () => [] } }),
  }),
  'takes silence for a withdrawal': () => ({
    worker: (ports) => ({ ...ports, hasWithdrawn: async () => true }),
  }),
  'answers a withdrawal that it does not keep': () => ({
    consents: (store) => ({
      ...store,
      add: async (userId, change) => !change.given || store.add(userId, change),
    }),
  }),
  'keeps no habits': () => ({
    worker: (ports) => ({ ...ports, keepHabits: async () => undefined }),
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

/** Without the attempt in its condition. */
function endingOpenOnes(lectures: LectureStore): LectureStore {
  return {
    ...lectures,
    finish: async (lecture, ending, now) => {
      const current = await lectures.find(lecture, 'consistent');
      return current
        ? lectures.finish({ ...lecture, attempt: current.attempt }, ending, now)
        : false;
    },
  };
}

/** Without any condition on the row's state. */
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

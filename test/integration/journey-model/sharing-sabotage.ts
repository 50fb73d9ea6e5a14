import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoAllowances } from '../../../shared/adapters/dynamo-allowances.ts';
import { reportKey, tracePrefix, userPartition } from '../../../shared/adapters/dynamo-keys.ts';
import { dynamoOwnTopics } from '../../../shared/adapters/dynamo-own-topics.ts';
import type { SharedTopic } from '../../../shared/own-topics/shared-topic.ts';
import type { EngineTable } from '../../support/dynamo-engines.ts';
import type { Sabotage } from './world.ts';

/**
 * Mistakes with what is shared, one for each of its invariants; for the nightly run, like all rare ones.
 */
export const sharingSabotages: Readonly<Record<string, (table: EngineTable) => Sabotage>> = {
  'does not note where a copy can be found': () => ({
    copy: (ports) => ({ ...ports, shared: { ...ports.shared, noteCopy: async () => true } }),
  }),
  'keeps a report without a note with its learner': () => ({
    report: (ports, table) => ({
      ...ports,
      reports: {
        keep: async (_userId, report) => {
          const Item = { ...reportKey(report.id), ...report, expiresAt: 2 ** 40 };
          await table.client.send(new PutCommand({ TableName: table.name, Item }));
          return true;
        },
      },
    }),
  }),
  'forgets a report': () => ({
    report: (ports) => ({ ...ports, reports: { keep: async () => true } }),
  }),
  'deletes a user and leaves what lies outside': () => ({
    deleteUser: (ports, table) => ({
      ...ports,
      traces: {
        erase: async (userId, hasTime) => {
          await forgetNotes(table, userId);
          return ports.traces.erase(userId, hasTime);
        },
      },
    }),
  }),
  'deletes a topic and leaves it shared': () => ({
    deleteTopic: (ports, table) => ({
      ...ports,
      topics: {
        delete: async (key) => {
          await forgetNotes(table, key.userId);
          await ports.topics.delete(key);
        },
      },
    }),
  }),
  'stops sharing only in what its learner is shown': () => ({
    stop: (ports, table) => ({
      shared: {
        stop: async (owner) => {
          await forgetNotes(table, owner.userId);
          await ports.shared.stop(owner);
        },
      },
    }),
  }),
  'copies by a code that leads nowhere any more': () => {
    const found = new Map<string, SharedTopic>();
    return {
      copy: (ports) => ({
        ...ports,
        shared: {
          ...ports.shared,
          find: async (code) => {
            const topic = (await ports.shared.find(code)) ?? found.get(code);
            if (!topic) return undefined;
            found.set(code, topic);
            return { ...topic, validUntil: Number.POSITIVE_INFINITY };
          },
        },
      }),
    };
  },
  'copies notes': () => ({
    copy: (ports, table) => ({
      ...ports,
      topics: {
        ...ports.topics,
        create: async (topic) => {
          await dynamoOwnTopics(table).keepNotes(topic.preparation, '노트');
          return ports.topics.create(topic);
        },
      },
    }),
  }),
  'charges a copy as if it were prepared': () => ({
    copy: (ports, table) => ({
      ...ports,
      topics: {
        ...ports.topics,
        create: async (topic) => {
          await dynamoAllowances(table).chargeTopic(topic.preparation, 20_000, 1_000);
          return ports.topics.create(topic);
        },
      },
    }),
  }),
  'has a slot for one topic more': () => ({
    copy: (ports) => ({ ...ports, topics: { ...ports.topics, holdSlot: async () => true } }),
  }),
  'counts a share that nobody could look at': () => ({
    share: (ports) => {
      const day = Math.floor(ports.clock() / 86_400_000);
      return {
        ...ports,
        topics: {
          find: async (key, consistency) => {
            await ports.counts.count(key.userId, 'shares', day, 1_000);
            return ports.topics.find(key, consistency);
          },
        },
      };
    },
  }),
  'takes down copies before those under way are made': () => ({
    takeDown: (ports) => ({ ...ports, wait: async () => undefined }),
  }),
  'loses a copy that its learner was told of': () => ({
    copy: (ports, table) => ({
      ...ports,
      topics: {
        ...ports.topics,
        find: async (key, consistency) => {
          const there = await ports.topics.find(key, consistency);
          if (there) await dynamoOwnTopics(table).delete(key);
          return there;
        },
      },
    }),
  }),
};

async function forgetNotes({ client, name }: EngineTable, userId: number): Promise<void> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': userPartition(userId), ':prefix': tracePrefix },
      ProjectionExpression: 'pk, sk',
    }),
  );
  for (const Key of Items) await client.send(new DeleteCommand({ TableName: name, Key }));
}

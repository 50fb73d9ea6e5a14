import { dynamoConsents } from '../../../shared/adapters/dynamo-consents.ts';
import { dynamoDailyCounts } from '../../../shared/adapters/dynamo-daily-counts.ts';
import { dynamoLectures, preparationRows } from '../../../shared/adapters/dynamo-lectures.ts';
import { dynamoOwnTopics } from '../../../shared/adapters/dynamo-own-topics.ts';
import { dynamoRepeats } from '../../../shared/adapters/dynamo-repeats.ts';
import { dynamoSharedTopics } from '../../../shared/adapters/dynamo-shared-topics.ts';
import { dynamoSharingOverview } from '../../../shared/adapters/dynamo-sharing-overview.ts';
import { dynamoShownNames } from '../../../shared/adapters/dynamo-shown-names.ts';
import { dynamoTopicReports } from '../../../shared/adapters/dynamo-topic-reports.ts';
import { dynamoTransferCodes } from '../../../shared/adapters/dynamo-transfer-codes.ts';
import {
  type CopySharedTopicPorts,
  copySharedTopic,
} from '../../../shared/own-topics/copy-shared-topic.ts';
import {
  type ReportSharedTopicPorts,
  reportSharedTopic,
} from '../../../shared/own-topics/report-shared-topic.ts';
import {
  type ShareTopicPorts,
  shareTopic,
  stopSharing,
} from '../../../shared/own-topics/share-topic.ts';
import { type TakeDownPorts, takeDown } from '../../../shared/own-topics/take-down.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { makeTransferCode } from '../../../shared/users/transfer-code.ts';
import type { Gate, Run } from './run.ts';
import type { SharingStart, Verdict } from './sharing-steps.ts';
import { type Surroundings, topicPorts, userIds } from './surroundings.ts';
import type { World } from './world.ts';

/** Long enough for every wait of an operator's command. */
const commandSeconds = 3_600;

/** What a start of sharing needs in order to be chosen. */
export interface Chosen {
  readonly topic: { readonly userId: number; readonly topicId: number } | undefined;
  readonly code: string | undefined;
}

export async function startSharing(
  world: World,
  start: SharingStart,
  { topic, code }: Chosen,
): Promise<Run | undefined> {
  const userId = 'user' in start ? userIds[start.user % userIds.length] : undefined;
  switch (start.do) {
    case 'share topic':
      return topic && startShare(world, topic, start.verdict);
    case 'stop sharing':
      return topic && startStop(world, topic);
    case 'copy shared':
      return code === undefined || !userId ? undefined : startCopy(world, userId, code);
    case 'report shared':
      return code === undefined || !userId ? undefined : startReport(world, userId, code);
    case 'take down':
      return code === undefined ? undefined : startTakeDown(world, code, start.withCopies);
    case 'make transfer code':
      return userId ? startTransferCode(world, userId) : undefined;
  }
}

type Topic = NonNullable<Chosen['topic']>;

async function startShare(world: World, topic: Topic, verdict: Verdict): Promise<Run> {
  const { userId, topicId } = topic;
  let run: Run | undefined;
  const moderated = async () => run && world.witness?.moderating(run, userId);
  run = await world.call(`POST share of ${topicId}`, userId, async (at, gate) => {
    const ports: ShareTopicPorts = {
      topics: dynamoOwnTopics(at.table),
      consents: dynamoConsents(at.table),
      shared: dynamoSharedTopics(at.table),
      counts: dynamoDailyCounts(at.table),
      moderator: moderatorOf({ world, userId, moderated }, gate, verdict),
      clock: world.clock,
      newCode: () => world.sharing.newCode(),
    };
    const { code } = await shareTopic(world.sabotage.share?.(ports) ?? ports, topic);
    world.sharing.told(code);
  });
  run.act = { does: 'share', userId };
  return run;
}

function moderatorOf(
  { world, userId, moderated }: { world: World; userId: number; moderated: () => Promise<unknown> },
  gate: Gate,
  verdict: Verdict,
): ShareTopicPorts['moderator'] {
  return {
    firstFlagged: () =>
      gate('provider: moderation', async () => {
        await moderated();
        if (verdict === 'away') throw new ProviderError('moderation', 'unavailable', 'away');
        world.sharing.judged(userId);
        return verdict === 'flagged' ? 0 : undefined;
      }),
  };
}

async function startStop(world: World, topic: Topic): Promise<Run> {
  const { userId, topicId } = topic;
  const run = await world.call(`DELETE share of ${topicId}`, userId, async ({ table }) => {
    const ports = { shared: dynamoSharedTopics(table) };
    await stopSharing(world.sabotage.stop?.(ports, table) ?? ports, topic);
  });
  run.act = { does: 'stop', userId, topicId };
  return run;
}

async function startCopy(world: World, userId: number, code: string): Promise<Run> {
  const run = await world.call(`POST copy of ${code}`, userId, async ({ table, newId }) => {
    const ports: CopySharedTopicPorts = {
      shared: dynamoSharedTopics(table),
      counts: dynamoDailyCounts(table),
      preparations: dynamoLectures(table, preparationRows),
      topics: topicPorts(world, table),
      repeats: dynamoRepeats(table, 24 * 3_600),
      clock: world.clock,
      fingerprint: (parts) => parts.join('/'),
      random: () => (newId() % 4_096) / 4_096,
    };
    const made = await copySharedTopic(world.sabotage.copy?.(ports, table) ?? ports, {
      ...{ userId, code, correlationId: 'request' },
    });
    world.knowTopic({ userId, topicId: made.preparation.lectureId });
  });
  run.act = { does: 'copy', userId, code };
  return run;
}

async function startReport(world: World, userId: number, code: string): Promise<Run> {
  const run = await world.call(`POST report of ${code}`, userId, async ({ table, newId }) => {
    const ports: ReportSharedTopicPorts = {
      shared: dynamoSharedTopics(table),
      counts: dynamoDailyCounts(table),
      reports: dynamoTopicReports(table),
      names: dynamoShownNames(table),
      clock: world.clock,
      random: () => (newId() % 4_096) / 4_096,
    };
    const reported = { userId, code, reason: 'SPAM' } as const;
    await reportSharedTopic(world.sabotage.report?.(ports, table) ?? ports, reported);
  });
  run.act = { does: 'report', userId, code };
  return run;
}

/** The operator's command, with a terminal's clock. */
async function startTakeDown(world: World, code: string, withCopies: boolean): Promise<Run> {
  const run = await world.start(`take down ${code}`, commandSeconds, async (gate) => {
    const { table } = world.at(gate);
    const ports: TakeDownPorts = {
      shared: dynamoSharedTopics(table),
      overview: dynamoSharingOverview(table),
      topics: dynamoOwnTopics(table),
      clock: world.clock,
      wait: (milliseconds) => gate('clock', async () => world.advanceTo(world.now + milliseconds)),
    };
    await takeDown(world.sabotage.takeDown?.(ports) ?? ports, code, { withCopies });
  });
  run.act = { does: 'take down', code, withCopies };
  return run;
}

async function startTransferCode(world: World, userId: number): Promise<Run> {
  return world.call('POST transfer code', userId, async ({ table, newId }: Surroundings) => {
    await makeTransferCode(
      {
        codes: dynamoTransferCodes(table),
        digest: async (text) => text,
        randomDigits: () => String(newId()),
        clock: world.clock,
      },
      { userId, tokenVersion: 1 },
    );
  });
}

import { codeOfBytes } from '../../shared/contracts/shared-topics.ts';
import {
  type CopySharedTopicPorts,
  copySharedTopic,
} from '../../shared/own-topics/copy-shared-topic.ts';
import { createTopic } from '../../shared/own-topics/create-topic.ts';
import { findSharedTopic } from '../../shared/own-topics/find-shared-topic.ts';
import type { Moderator } from '../../shared/own-topics/moderation.ts';
import { listedTopicBody } from '../../shared/own-topics/own-topic-body.ts';
import { readOwnTopic } from '../../shared/own-topics/read-own-topics.ts';
import { shareTopic } from '../../shared/own-topics/share-topic.ts';
import { inMemoryConsents } from './in-memory-consents.ts';
import { inMemorySharing } from './in-memory-sharing.ts';
import { lectureJourney } from './lecture-journey.ts';
import { preparedAnswer } from './topic-answer.ts';

export const owner = 7_001;
export const friend = 7_002;

/** A topic of an owner’s, and a friend who was given its code. */
export function sharingJourney() {
  const journey = lectureJourney();
  journey.chat.willPrepare(preparedAnswer);
  const sharing = inMemorySharing(journey.topics);
  const consents = inMemoryConsents();
  const looked: string[][] = [];
  let verdict: number | undefined | Error;
  let whileWaiting: () => Promise<unknown> = async () => undefined;
  let random = 0;
  let codes = 0;
  const moderator: { firstFlagged: Moderator['firstFlagged'] } = {
    async firstFlagged(texts) {
      looked.push([...texts]);
      if (verdict instanceof Error) throw verdict;
      return verdict;
    },
  };
  const ports = {
    ...sharing,
    overview: {
      listCopies: async (code: string) => sharing.copies.get(code) ?? [],
      markTakenDown: async (key: { userId: number; lectureId: number }, now: number) =>
        journey.topics.change(key, { takenDownAt: now }),
    },
    ...{ preparations: journey.preparations, topics: journey.topics, repeats: journey.repeats },
    ...{ queue: journey.queue, consents },
    clock: journey.clock.now,
    wait: async (milliseconds: number) => {
      journey.clock.advanceSeconds(milliseconds / 1_000);
      await whileWaiting();
    },
    fingerprint: (parts: readonly string[]) => JSON.stringify(parts),
    random: () => (random++ % 4_096) / 4_096,
    newCode: () => codeOfBytes(Uint8Array.from({ length: 10 }, () => ++codes)),
    moderator,
  };
  const create = async (userId = owner) => {
    const wanted = { userId, title: '확산과 삼투', notes: '확산은 …', correlationId: 'request-1' };
    return (await createTopic(ports, wanted)).topic.preparation.lectureId;
  };
  const prepared = async (userId = owner) => {
    const topicId = await create(userId);
    await journey.drainQueue();
    return topicId;
  };
  return {
    ...{ journey, sharing, consents, ports, looked, create, prepared },
    moderationSays: (said: number | undefined | Error) => {
      verdict = said;
    },
    onWait: (work: () => Promise<unknown>) => {
      whileWaiting = work;
    },
    share: (topicId: number, userId = owner) => shareTopic(ports, { userId, topicId }),
    find: (code: string, userId = friend) => findSharedTopic(ports, userId, code),
    copy: (code: string, userId = friend, others: Partial<CopySharedTopicPorts> = {}) =>
      copySharedTopic({ ...ports, ...others }, { userId, code, correlationId: 'request-2' }),
    bodyOf: async (topicId: number, userId = owner) =>
      listedTopicBody((await readOwnTopic(ports, { userId, topicId })).topic, 'ko'),
  };
}

import { clocks } from '../contracts/clocks.ts';
import type { EpochMilliseconds, LectureKey } from '../lectures/lecture.ts';
import type { TopicShare } from './own-topic.ts';
import type { OwnTopicStore } from './ports.ts';
import type { SharedTopicStore, SharingOverview } from './sharing-ports.ts';

export interface TakeDownPorts {
  readonly shared: Pick<SharedTopicStore, 'find' | 'stop'>;
  readonly overview: Pick<SharingOverview, 'listCopies' | 'markTakenDown'>;
  readonly topics: Pick<OwnTopicStore, 'find' | 'delete'>;
  readonly clock: () => EpochMilliseconds;
  readonly wait: (milliseconds: number) => Promise<void>;
}

export interface TakenDown {
  /** The number of codes that lead nowhere any more. */
  readonly codes: number;
  /** The number of copies that were deleted. */
  readonly copies: number;
}

/**
 * Within this time, everybody who found the code before it was stopped has made a copy or never will:
 * their function has timed out by then, with some seconds for clocks that are off.
 */
const copyingMilliseconds = (clocks.apiTimeoutSeconds + 5) * 1000;

/**
 * Stops the sharing of a code for good: the topic stays with its owner, who cannot share it again.
 * `withCopies` also deletes its copies, and stops and deletes what those were shared and copied into. A
 * second run continues where one broke off. Lectures that were held on copies stay as they are.
 */
export async function takeDown(
  ports: TakeDownPorts,
  code: string,
  { withCopies }: { readonly withCopies: boolean },
): Promise<TakenDown> {
  const found = await ports.shared.find(code);
  if (found) await stopForGood(ports, found.owner);
  let codes = found ? 1 : 0;
  if (!withCopies) return { codes, copies: 0 };

  const copies: LectureKey[] = [];
  for (let level = [code]; level.length > 0; ) {
    await ports.wait(copyingMilliseconds);
    const below: string[] = [];
    for (const each of level) {
      for (const copy of await ports.overview.listCopies(each)) {
        copies.push(copy);
        const share = await stopForGood(ports, copy);
        if (share) below.push(share.code);
      }
    }
    codes += below.length;
    level = below;
  }
  // The last copies go first, because the ones above them are the way by which another run finds them.
  for (const copy of copies.reverse()) await ports.topics.delete(copy);
  return { codes, copies: copies.length };
}

/**
 * Marks a topic before its sharing is stopped, so that its learner cannot share it again in between.
 */
async function stopForGood(
  { shared, overview, topics, clock }: TakeDownPorts,
  topic: LectureKey,
): Promise<TopicShare | undefined> {
  await overview.markTakenDown(topic, clock());
  const found = await topics.find(topic, 'consistent');
  await shared.stop(topic);
  return found?.share;
}

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
  /** Codes that lead nowhere any more. */
  readonly codes: number;
  /** Copies that are gone. */
  readonly copies: number;
}

/**
 * Whoever had found a code before it led nowhere has made a copy by then or never will: their
 * function has run into its timeout, and a clock may be somewhat off.
 */
const copyingMilliseconds = (clocks.apiTimeoutSeconds + 5) * 1000;

/**
 * Takes what is shared by a code out of sharing, for good: its topic stays with its owner, who cannot
 * share it again. With its copies they are deleted, and what was shared and copied of those before
 * them. Run again, it goes on where it broke off. Lectures that were held on copies stay as they are.
 */
export async function takeDown(
  ports: TakeDownPorts,
  code: string,
  { withCopies }: { readonly withCopies: boolean },
): Promise<TakenDown> {
  const found = await ports.shared.find(code);
  if (found) await takeOut(ports, found.owner);
  let codes = found ? 1 : 0;
  if (!withCopies) return { codes, copies: 0 };

  const copies: LectureKey[] = [];
  for (let level = [code]; level.length > 0; ) {
    await ports.wait(copyingMilliseconds);
    const below: string[] = [];
    for (const each of level) {
      for (const copy of await ports.overview.listCopies(each)) {
        copies.push(copy);
        const share = await takeOut(ports, copy);
        if (share) below.push(share.code);
      }
    }
    codes += below.length;
    level = below;
  }
  // The last ones first: those above them are the way by which another run finds them.
  for (const copy of copies.reverse()) await ports.topics.delete(copy);
  return { codes, copies: copies.length };
}

/** First the mark, so that its learner cannot share it again in between. */
async function takeOut(
  { shared, overview, topics, clock }: TakeDownPorts,
  topic: LectureKey,
): Promise<TopicShare | undefined> {
  await overview.markTakenDown(topic, clock());
  const found = await topics.find(topic, 'consistent');
  await shared.stop(topic);
  return found?.share;
}

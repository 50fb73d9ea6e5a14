import type { EpochMilliseconds } from '../lectures/lecture.ts';
import type { OwnTopicStore } from './ports.ts';
import type { SharedTopicStore, SharingOverview } from './sharing-ports.ts';

export interface TakeDownPorts {
  readonly shared: Pick<SharedTopicStore, 'find' | 'stop'>;
  readonly overview: Pick<SharingOverview, 'listCopies' | 'markTakenDown'>;
  readonly topics: Pick<OwnTopicStore, 'find' | 'delete'>;
  readonly clock: () => EpochMilliseconds;
}

export interface TakenDown {
  /** Codes that lead nowhere any more. */
  readonly codes: number;
  /** Copies that are gone. */
  readonly copies: number;
}

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
  const { shared, overview, topics, clock } = ports;
  const found = await shared.find(code);
  if (found) {
    // First the mark, so that the owner cannot share it again in between.
    await overview.markTakenDown(found.owner, clock());
    await shared.stop(found.owner);
  }
  let [codes, copies] = [found ? 1 : 0, 0];
  if (!withCopies) return { codes, copies };
  for (const copy of await overview.listCopies(code)) {
    const topic = await topics.find(copy, 'consistent');
    if (topic?.share) {
      const below = await takeDown(ports, topic.share.code, { withCopies });
      codes += below.codes;
      copies += below.copies;
    }
    await topics.delete(copy);
    copies += 1;
  }
  return { codes, copies };
}

import type { LectureBody } from '../contracts/lecture-body.ts';
import { lectureBody } from './lecture-body.ts';
import type { ReadLecture } from './read-lectures.ts';

/** Lambda answers at most 6 MB, with the headers and the escaping of the body. */
export const listMaximumBytes = 5_000_000;

export interface ListPage<Item> {
  readonly items: Item[];
  /** The id before which the list goes on, where there may be more. */
  readonly next: number | undefined;
}

/**
 * Cuts a list by its size. It keeps as many of the first items as the answer may hold, and at least one. The
 * next page begins with what is cut off.
 *
 * @param next where the list goes on if nothing is cut off
 */
export function pageOfSize<Item extends { readonly id: number }>(
  items: Item[],
  next: number | undefined,
  maximumBytes: number = listMaximumBytes,
): ListPage<Item> {
  let bytes = 0;
  const cutAt = items.findIndex((item, index) => {
    bytes += answerBytes(item);
    return bytes > maximumBytes && index > 0;
  });
  if (cutAt < 0) return { items, next };
  const fitting = items.slice(0, cutAt);
  return { items: fitting, next: fitting.at(-1)?.id };
}

/** As many lectures as one answer may hold, as the wire carries them to this reader. */
export async function lecturePage(
  list: { readonly lectures: readonly ReadLecture[]; readonly next: number | undefined },
  forReader: (read: ReadLecture) => Promise<ReadLecture>,
): Promise<ListPage<LectureBody>> {
  const read = await Promise.all(list.lectures.map(forReader));
  const bodies = read.map(({ lecture, detail }) => lectureBody(lecture, detail));
  return pageOfSize(bodies, list.next);
}

/**
 * A function's answer is JSON with its body as a text in it, so quotes are escaped, and line breaks twice.
 */
function answerBytes(item: unknown): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(item)));
}

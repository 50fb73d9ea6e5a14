import type { LectureBody } from '../contracts/lecture-body.ts';
import { lectureBody } from './lecture-body.ts';
import type { ReadLecture } from './read-lectures.ts';

/** Lambda lets out 6 MB, an answer's headers and the escaping of its body included. */
export const listMaximumBytes = 5_000_000;

export interface ListPage<Item> {
  readonly items: Item[];
  /** The id to go on before, where there may be more. */
  readonly next: number | undefined;
}

/**
 * Cuts a list by its size: as many of its first items as the answer may hold, and at least one. What
 * is cut off is where the next page begins.
 *
 * @param next where the list goes on by itself
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

/** Lectures as the wire carries them to this reader, as many as one answer may hold. */
export async function lecturePage(
  list: { readonly lectures: readonly ReadLecture[]; readonly next: number | undefined },
  forReader: (read: ReadLecture) => Promise<ReadLecture>,
): Promise<ListPage<LectureBody>> {
  const read = await Promise.all(list.lectures.map(forReader));
  const bodies = read.map(({ lecture, detail }) => lectureBody(lecture, detail));
  return pageOfSize(bodies, list.next);
}

/** A function's answer is JSON, and its body a text in it: quotes are escaped, and line breaks twice. */
function answerBytes(item: unknown): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(item)));
}

import type { LabelledLecture, LectureTag } from './labelled-lectures.ts';

export interface Selection {
  /** Empty: all. */
  readonly tags: readonly LectureTag[];
  /** Empty: all. */
  readonly topicIds: readonly number[];
  readonly limit?: number | undefined;
}

/**
 * The lectures asked for, in the file's order, a limited number of them evenly spread. Injections
 * bring their base along, without which their lift could not be told.
 */
export function selectLectures(
  lectures: readonly LabelledLecture[],
  { tags, topicIds, limit }: Selection,
): LabelledLecture[] {
  const matching = lectures.filter(
    ({ tag, topicId }) =>
      (tags.length === 0 || tags.includes(tag)) &&
      (topicIds.length === 0 || topicIds.includes(topicId)),
  );
  const chosen =
    limit === undefined || limit >= matching.length
      ? matching
      : Array.from({ length: limit }).flatMap(
          (_, index) => matching[Math.floor((index * matching.length) / limit)] ?? [],
        );
  const ids = new Set(chosen.flatMap(({ id, baseId }) => (baseId ? [id, baseId] : [id])));
  return lectures.filter(({ id }) => ids.has(id));
}

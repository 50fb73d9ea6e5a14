import type { ApiCalls } from './calls.ts';
import type { TaughtLecture, TopicProgress } from './loop-answers.ts';

/** About a hundred lectures each: further back no chart of ours goes. */
const pagesAtMost = 5;

/**
 * What a learner has taught by topic, out of as many answers as that takes; the topic that was taught
 * last comes first, and its lectures the oldest first.
 * @throws ClientTrouble
 */
export const wholeProgress = async (
  api: Pick<ApiCalls, 'progress'>,
): Promise<readonly TopicProgress[]> => {
  const topics = new Map<number, TopicProgress>();
  let cursor: string | undefined;
  for (let page = 0; page < pagesAtMost; page += 1) {
    const { items, next } = await api.progress(cursor);
    for (const topic of items) {
      // A later page is of earlier lectures.
      const newer = topics.get(topic.topicId);
      const lectures = [...topic.lectures, ...(newer?.lectures ?? [])];
      topics.set(topic.topicId, { ...topic, ...newer, lectures });
    }
    cursor = next;
    if (cursor === undefined) break;
  }
  return [...topics.values()];
};

/** Scores compare where all of a topic was judged. */
export const wholeScores = ({ lectures }: TopicProgress): readonly number[] =>
  lectures.filter(({ keyPoints }) => keyPoints.length === 0).map(({ score }) => score);

/** The lectures that teach the same again, oldest first, this one among them. */
export const chainOf = (
  { lectures }: TopicProgress,
  { id, first = id }: Pick<TaughtLecture, 'id' | 'first'>,
): readonly TaughtLecture[] => lectures.filter((each) => (each.first ?? each.id) === first);

/** A key point with how each lecture dealt with it; undefined where one was not judged on it. */
export interface PointProgress {
  readonly keyPoint: number;
  readonly labels: readonly (string | undefined)[];
}

/** @param lectures those of one topic, in the order in which their labels are wanted */
export const pointsOf = (lectures: readonly TaughtLecture[]): readonly PointProgress[] => {
  const numbers = new Set(lectures.flatMap(({ labels }) => labels.map((each) => each.keyPoint)));
  return [...numbers]
    .toSorted((one, other) => one - other)
    .map((keyPoint) => ({
      keyPoint,
      labels: lectures.map(
        ({ labels }) => labels.find((each) => each.keyPoint === keyPoint)?.label,
      ),
    }));
};

/** What a list shows together: a lecture with those that teach parts of it again, oldest first. */
export interface ChainEntry<Lecture> {
  readonly lecture: Lecture;
  readonly again: readonly Lecture[];
}

/**
 * A list, newest first, with each chain where its newest lecture stands. Of a chain whose beginning
 * is on no page yet each lecture stands for itself.
 */
export const chained = <
  Lecture extends { readonly id: number; readonly first: number | undefined },
>(
  lectures: readonly Lecture[],
): readonly ChainEntry<Lecture>[] => {
  const chains = new Map<number, Lecture[]>();
  for (const lecture of lectures) {
    const root = lecture.first ?? lecture.id;
    chains.set(root, [lecture, ...(chains.get(root) ?? [])]);
  }
  return [...chains].flatMap(([root, [oldest, ...again]]) => {
    if (oldest === undefined) return [];
    if (oldest.id === root) return [{ lecture: oldest, again }];
    return [oldest, ...again].toReversed().map((lecture) => ({ lecture, again: [] }));
  });
};

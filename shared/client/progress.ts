import type { ApiCalls } from './calls.ts';
import type { TaughtLecture, TopicProgress } from './loop-answers.ts';

/** A page has about a hundred lectures, and no chart of ours goes further back than this. */
const pagesAtMost = 5;

async function* progressPages(api: Pick<ApiCalls, 'progress'>) {
  let cursor: string | undefined;
  for (let page = 0; page < pagesAtMost; page += 1) {
    const { items, next } = await api.progress(cursor);
    yield items;
    if (next === undefined) return;
    cursor = next;
  }
}

/**
 * What a learner has taught by topic, from as many pages as it takes. The topic that was taught last comes
 * first; the lectures of a topic begin with the oldest.
 * @throws ClientTrouble
 */
export const wholeProgress = async (
  api: Pick<ApiCalls, 'progress'>,
): Promise<readonly TopicProgress[]> => {
  const topics = new Map<number, TopicProgress>();
  for await (const page of progressPages(api)) {
    for (const topic of page) {
      // A later page has earlier lectures.
      const newer = topics.get(topic.topicId);
      const lectures = [...topic.lectures, ...(newer?.lectures ?? [])];
      const answers = [...topic.answers, ...(newer?.answers ?? [])];
      const revisions = [...topic.revisions, ...(newer?.revisions ?? [])];
      topics.set(topic.topicId, { ...topic, ...newer, lectures, answers, revisions });
    }
  }
  // The lecture that an answer belongs to may be further back.
  return [...topics.values()].filter(({ lectures }) => lectures.length > 0).map(asRevised);
};

/** The topic with each label as a corrected transcript or a disagreement has left it. */
const asRevised = (topic: TopicProgress): TopicProgress => ({
  ...topic,
  lectures: topic.lectures.map((lecture) => ({
    ...lecture,
    labels: lecture.labels.map((first) => {
      const { keyPoint } = first;
      const last = topic.revisions.findLast(
        (each) => each.lecture === lecture.id && each.keyPoint === keyPoint,
      );
      return last ? { keyPoint, label: last.label } : first;
    }),
  })),
});

/**
 * The last lecture on a topic, as far back as our charts go. A topic that is due again may have been taught
 * many lectures ago.
 * @throws ClientTrouble
 */
export const lastLectureOn = async (
  api: Pick<ApiCalls, 'progress'>,
  topicId: number,
): Promise<TaughtLecture | undefined> => {
  for await (const topics of progressPages(api)) {
    const found = topics.find((topic) => topic.topicId === topicId)?.lectures.at(-1);
    if (found) return found;
  }
  return undefined;
};

/** The scores of lectures on the whole topic, because only those compare. */
export const wholeScores = ({ lectures }: TopicProgress): readonly number[] =>
  lectures.filter(({ keyPoints }) => keyPoints.length === 0).map(({ score }) => score);

/** The lectures of the same chain, oldest first, including this one. */
export const chainOf = (
  { lectures }: TopicProgress,
  { id, first = id }: Pick<TaughtLecture, 'id' | 'first'>,
): readonly TaughtLecture[] => lectures.filter((each) => (each.first ?? each.id) === first);

/** One occasion on which key points were judged: a lecture, or the answers to its pupil. */
export interface Occasion {
  readonly id: number;
  readonly createdAt: string | undefined;
  /** The number of the lecture, from 1 for the topic's first one. */
  readonly number: number;
  readonly isAnswer: boolean;
  readonly labels: TaughtLecture['labels'];
}

/** A topic's judged lectures and the answers to their pupils, oldest first. */
export const occasionsOf = ({ lectures, answers }: TopicProgress): readonly Occasion[] =>
  lectures
    .filter(({ labels }) => labels.length > 0)
    .flatMap((lecture, index): readonly Occasion[] => {
      const { id, createdAt, labels } = lecture;
      const number = index + 1;
      const taught = { id, createdAt, number, isAnswer: false, labels };
      const said = answers.filter((answer) => answer.lecture === id);
      const last = said.at(-1);
      if (last === undefined) return [taught];
      // All answers to one pupil are one dialogue, in which the last label of a point counts.
      const { id: lastId, createdAt: lastAt } = last;
      const dialogue = { id: lastId, createdAt: lastAt, number, isAnswer: true };
      return [taught, { ...dialogue, labels: said.toReversed() }];
    })
    // Ids grow with time.
    .toSorted((one, other) => one.id - other.id);

/** A key point with its label on each occasion; undefined where it was not judged. */
export interface PointProgress {
  readonly keyPoint: number;
  readonly labels: readonly (string | undefined)[];
}

/** @param occasions of one topic, in the order in which their labels are wanted */
export const pointsOf = (
  occasions: readonly Pick<Occasion, 'labels'>[],
): readonly PointProgress[] => {
  const numbers = new Set(occasions.flatMap(({ labels }) => labels.map((each) => each.keyPoint)));
  return [...numbers]
    .toSorted((one, other) => one - other)
    .map((keyPoint) => ({
      keyPoint,
      labels: occasions.map(
        ({ labels }) => labels.find((each) => each.keyPoint === keyPoint)?.label,
      ),
    }));
};

/** What a list shows together: a lecture, and those that teach parts of it again, oldest first. */
export interface ChainEntry<Lecture> {
  readonly lecture: Lecture;
  readonly again: readonly Lecture[];
}

/**
 * Groups a list, newest first, into chains. A chain stands where its newest lecture stands. If the beginning
 * of a chain is on no page yet, each of its lectures stands alone.
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

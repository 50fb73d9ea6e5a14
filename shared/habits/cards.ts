import { createEmptyCard, forgetting_curve, fsrs, type Grade, Rating } from 'ts-fsrs';
import { worthOf } from '../assessment/scoring.ts';
import type { NumberedLabel } from '../lectures/lecture.ts';
import type { Practised, PractisedDay } from './practice.ts';

/** How well a learner remembers one topic, as FSRS models it. */
export interface Card {
  readonly topicId: number;
  /** The day of the last review. */
  readonly lastDay: number;
  /** The day on which the chance to recall it has fallen to 90 %. */
  readonly dueDay: number;
  /** Days until the chance to recall it has fallen to 90 %. */
  readonly stability: number;
  /** The numbers of its weakest key points, at most two. It is empty where no label was kept. */
  readonly weakest: readonly number[];
}

/** A quest or a review asks for at most this many key points: half a minute to a minute of talk. */
export const keyPointsAtOnce = 2;

/**
 * FSRS counts in days here: there are no learning steps of minutes, and no random fuzz, so that the
 * same lectures make the same cards whenever they are rebuilt.
 */
const scheduler = fsrs({
  enable_fuzz: false,
  enable_short_term: false,
  request_retention: 0.9,
  maximum_interval: 365,
});

const dayMilliseconds = 24 * 3_600_000;
const dateOf = (day: number) => new Date(day * dayMilliseconds);

/** Translates a lecture's score into the grade that FSRS expects. */
export function gradeOf(score: number): Grade {
  if (score < 40) return Rating.Again;
  if (score < 60) return Rating.Hard;
  return score < 85 ? Rating.Good : Rating.Easy;
}

/** What a learner's days of practice add up to. */
export interface PracticeReplay {
  readonly cards: readonly Card[];
  /** How many topics were reviewed on a day on which they were due. A day without any has no entry. */
  readonly reviews: ReadonlyMap<number, number>;
}

export function cardsOf(days: readonly PractisedDay[]): Card[] {
  return [...replayPractice(days).cards];
}

/**
 * Replays the days of practice. The first lecture on a topic in a day is its review. Later lectures on
 * the same day are practice, which moves no card, and answers to a pupil are not reviews. All of them
 * count for the key points.
 * @param days ascending
 */
export function replayPractice(days: readonly PractisedDay[]): PracticeReplay {
  const memories = new Map<number, Memory>();
  const reviews = new Map<number, number>();
  for (const { day, practised } of days) {
    for (const each of practised) {
      const memory = memories.get(each.topicId) ?? newMemory(day);
      memories.set(each.topicId, memory);
      if (memory.note(each, day)) reviews.set(day, (reviews.get(day) ?? 0) + 1);
    }
  }
  return {
    cards: [...memories].flatMap(([topicId, memory]) => memory.card(topicId)),
    reviews,
  };
}

function newMemory(firstDay: number) {
  let card = createEmptyCard(dateOf(firstDay));
  let reviewedOn: number | undefined;
  const points = new Map<number, { worth: number; day: number }>();
  return {
    /** @returns whether this was the review of a topic that was due */
    note({ way, score, labels }: Practised, day: number): boolean {
      for (const { keyPoint, label } of labels)
        points.set(keyPoint, { worth: worthOf(label), day });
      if (way === 'answer' || reviewedOn === day) return false;
      const wasDue = reviewedOn !== undefined && card.due <= dateOf(day);
      reviewedOn = day;
      card = scheduler.next(card, dateOf(day), gradeOf(score)).card;
      return wasDue;
    },
    card(topicId: number): Card[] {
      if (reviewedOn === undefined) return [];
      return [
        {
          topicId,
          lastDay: reviewedOn,
          dueDay: Math.round(card.due.getTime() / dayMilliseconds),
          stability: Math.round(card.stability * 100) / 100,
          weakest: weakestOf(points),
        },
      ];
    },
  };
}

type Memory = ReturnType<typeof newMemory>;

/** The key points that were said least come first, then those that were said longest ago. */
function weakestOf(points: ReadonlyMap<number, { worth: number; day: number }>): number[] {
  return [...points]
    .toSorted(([one, a], [other, b]) => a.worth - b.worth || a.day - b.day || one - other)
    .slice(0, keyPointsAtOnce)
    .map(([keyPoint]: readonly [NumberedLabel['keyPoint'], unknown]) => keyPoint)
    .toSorted((a, b) => a - b);
}

/** The chance that the topic is still remembered, 0–100. */
export function strengthOn({ lastDay, stability }: Card, today: number): number {
  const elapsed = Math.max(0, today - lastDay);
  return Math.round(100 * forgetting_curve(scheduler.parameters.w, elapsed, stability));
}

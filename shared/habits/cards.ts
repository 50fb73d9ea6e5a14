import { createEmptyCard, forgetting_curve, fsrs, type Grade, Rating } from 'ts-fsrs';
import { worthOf } from '../assessment/scoring.ts';
import type { NumberedLabel } from '../lectures/lecture.ts';
import type { Practised, PractisedDay } from './practice.ts';

/** A topic as its learner remembers it, by FSRS. */
export interface Card {
  readonly topicId: number;
  /** Of the last review. */
  readonly lastDay: number;
  /** When nine in ten would still remember it. */
  readonly dueDay: number;
  /** Days until nine in ten remember it. */
  readonly stability: number;
  /** Numbers of its weakest key points, two at most; none where no label was kept. */
  readonly weakest: readonly number[];
}

/** So many key points are worth coming back to at once: half a minute to a minute of talk. */
export const keyPointsAtOnce = 2;

/**
 * Days are the unit: no learning steps of minutes, and no chance in it, so that the same lectures make
 * the same cards wherever they are made anew.
 */
const scheduler = fsrs({
  enable_fuzz: false,
  enable_short_term: false,
  request_retention: 0.9,
  maximum_interval: 365,
});

const dayMilliseconds = 24 * 3_600_000;
const dateOf = (day: number) => new Date(day * dayMilliseconds);

/** How well it was remembered, by the judged result. */
export function gradeOf(score: number): Grade {
  if (score < 40) return Rating.Again;
  if (score < 60) return Rating.Hard;
  return score < 85 ? Rating.Good : Rating.Easy;
}

/** What comes of days of practice. */
export interface Remembered {
  readonly cards: readonly Card[];
  /** How many topics were reviewed on a day that were due by then; no entry for a day without any. */
  readonly reviews: ReadonlyMap<number, number>;
}

/** The cards that these days make. */
export function cardsOf(days: readonly PractisedDay[]): Card[] {
  return [...rememberedOf(days).cards];
}

/**
 * What these days make. A day's first lecture on a topic is its review; what follows on the
 * same day is practice, which moves no card, and answers to a pupil are no reviews. All of them tell
 * of the key points.
 * @param days ascending
 */
export function rememberedOf(days: readonly PractisedDay[]): Remembered {
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

function newMemory(begun: number) {
  let card = createEmptyCard(dateOf(begun));
  let reviewedOn: number | undefined;
  const points = new Map<number, { worth: number; day: number }>();
  return {
    /** @returns whether it was the review of a topic that was due */
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

/** The least said first, then what was said longest ago. */
function weakestOf(points: ReadonlyMap<number, { worth: number; day: number }>): number[] {
  return [...points]
    .toSorted(([one, a], [other, b]) => a.worth - b.worth || a.day - b.day || one - other)
    .slice(0, keyPointsAtOnce)
    .map(([keyPoint]: readonly [NumberedLabel['keyPoint'], unknown]) => keyPoint)
    .toSorted((a, b) => a - b);
}

/** How likely it is still remembered, 0–100. */
export function strengthOn({ lastDay, stability }: Card, today: number): number {
  const elapsed = Math.max(0, today - lastDay);
  return Math.round(100 * forgetting_curve(scheduler.parameters.w, elapsed, stability));
}

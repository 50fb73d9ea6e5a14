import { Rating } from 'ts-fsrs';
import { describe, expect, it } from 'vitest';
import type { KeyPointLabel } from '../../../shared/contracts/lecture.ts';
import { cardsOf, gradeOf, replayPractice, strengthOn } from '../../../shared/habits/cards.ts';
import type { Practised, PractisedDay } from '../../../shared/habits/practice.ts';

const labels = (...given: KeyPointLabel[]) =>
  given.map((label, index) => ({ keyPoint: index + 1, label }));

const practised = (score: number, parts: Partial<Practised> = {}): Practised => ({
  ...{ topicId: 1001, way: 'recording', score, labels: [] },
  ...parts,
});

const on = (day: number, ...all: Practised[]): PractisedDay => ({ day, practised: all });
const cardOf = (...days: PractisedDay[]) => {
  const [card] = cardsOf(days);
  if (!card) throw new Error('there is no card');
  return card;
};

describe('a card', () => {
  it('comes back later the better the topic was taught, and no sooner than the next day', () => {
    const waits = [20, 50, 70, 95].map((score) => cardOf(on(20_000, practised(score))).dueDay);
    expect(waits.toSorted((a, b) => a - b)).toEqual(waits);
    expect(new Set(waits).size).toBe(4);
    expect(waits[0]).toBeGreaterThanOrEqual(20_001);
  });

  it('comes back ever later while it is remembered, and soon again once it is not', () => {
    let days = [on(20_000, practised(75))];
    const waits: number[] = [];
    for (let review = 0; review < 4; review += 1) {
      const { dueDay, lastDay } = cardOf(...days);
      waits.push(dueDay - lastDay);
      days = [...days, on(dueDay, practised(75))];
    }
    expect(waits.toSorted((a, b) => a - b)).toEqual(waits);
    const { dueDay } = cardOf(...days);
    const forgotten = cardOf(...days, on(dueDay, practised(10)));
    expect(forgotten.dueDay - dueDay).toBeLessThan(waits.at(-1) ?? 0);
  });

  it('is remembered by nine in ten on the day that it is due', () => {
    const card = cardOf(on(20_000, practised(75)));
    expect(strengthOn(card, card.lastDay)).toBe(100);
    expect(Math.abs(strengthOn(card, card.dueDay) - 90)).toBeLessThanOrEqual(2);
    expect(strengthOn(card, card.dueDay + 60)).toBeLessThan(90);
  });

  it('is moved only by the first lecture of a day, and by no answer to a pupil', () => {
    const once = cardOf(on(20_000, practised(30)));
    const again = cardOf(on(20_000, practised(30), practised(95), practised(95)));
    expect(again).toEqual(once);
    const answered = cardOf(
      on(20_000, practised(30)),
      on(20_001, practised(100, { way: 'answer' })),
    );
    expect(answered).toEqual(once);
    expect(cardsOf([on(20_000, practised(100, { way: 'answer' }))])).toEqual([]);
  });

  it('is the same whoever makes it and whenever: there is no chance in it', () => {
    const days = [on(20_000, practised(75)), on(20_004, practised(50)), on(20_009, practised(90))];
    expect(cardsOf(days)).toEqual(cardsOf(structuredClone(days)));
  });

  it('names the two weakest key points, then those that were said longest ago', () => {
    const whole = on(
      20_000,
      practised(60, { labels: labels('covered', 'missing', 'partial', 'wrong', 'covered') }),
    );
    expect(cardOf(whole).weakest).toEqual([2, 4]);
    const focused = practised(100, {
      labels: [
        { keyPoint: 2, label: 'covered' },
        { keyPoint: 4, label: 'covered' },
      ],
    });
    expect(cardOf(whole, on(20_003, focused)).weakest).toEqual([1, 3]);
    const answer = practised(100, { way: 'answer', labels: [{ keyPoint: 3, label: 'covered' }] });
    expect(cardOf(whole, on(20_003, focused), on(20_003, answer)).weakest).toEqual([1, 5]);
    expect(cardOf(on(20_000, practised(60))).weakest).toEqual([]);
  });

  it('grades a result of exactly 40, 60 or 85 as the better of two', () => {
    const grades = [0, 39, 40, 59, 60, 84, 85, 100].map(gradeOf);
    const { Again, Hard, Good, Easy } = Rating;
    expect(grades).toEqual([Again, Again, Hard, Hard, Good, Good, Easy, Easy]);
  });

  it('waits as long as FSRS reckons, in whole days, and for about a year at most', () => {
    let days = [on(20_000, practised(75))];
    const reckoned: [number, number][] = [];
    for (let review = 0; review < 6; review += 1) {
      const { dueDay, lastDay, stability } = cardOf(...days);
      reckoned.push([dueDay - lastDay, stability]);
      days = [...days, on(dueDay, practised(75))];
    }
    // Beyond the limit FSRS still keeps a day between what was hard and what was good.
    expect(reckoned).toEqual([
      ...[
        [3, 2.31],
        [14, 13.83],
        [57, 56.96],
        [196, 196.24],
      ],
      ...[
        [366, 586.48],
        [366, 1269.25],
      ],
    ]);
  });

  it('is as strong on a day before its last one as on that day', () => {
    const card = cardOf(on(20_000, practised(75)));
    expect([-5, 0, 1, 10].map((days) => strengthOn(card, 20_000 + days))).toEqual([
      ...[100, 100, 95, 77],
    ]);
  });

  it('tells key points in their order, equally weak ones by the first, in whatever order they came', () => {
    const of = (...given: [number, KeyPointLabel][]) =>
      practised(60, { labels: given.map(([keyPoint, label]) => ({ keyPoint, label })) });
    const weakest = of([5, 'missing'], [3, 'partial'], [1, 'covered']);
    expect(cardOf(on(20_000, weakest)).weakest).toEqual([3, 5]);
    const alike = of([7, 'missing'], [5, 'missing'], [3, 'missing'], [1, 'missing']);
    expect(cardOf(on(20_000, alike)).weakest).toEqual([1, 3]);
    const older = of([6, 'missing'], [7, 'missing']);
    const newer = of([1, 'missing'], [2, 'missing']);
    expect(cardOf(on(20_000, older), on(20_001, newer)).weakest).toEqual([6, 7]);
    expect(cardOf(on(20_000, newer), on(20_001, of([1, 'missing']))).weakest).toEqual([1, 2]);
  });
});

describe('a review', () => {
  const other = { topicId: 1002 };

  it('belongs to a topic that is due by that day, including the day itself, once a day', () => {
    const begun = on(20_000, practised(75), practised(75, other));
    const reviewsOn = (day: number, ...all: Practised[]) => [
      ...replayPractice([begun, on(day, ...all)]).reviews,
    ];
    expect(reviewsOn(20_002, practised(75))).toEqual([]);
    expect(reviewsOn(20_003, practised(75))).toEqual([[20_003, 1]]);
    expect(reviewsOn(20_004, practised(75), practised(75))).toEqual([[20_004, 1]]);
    expect(reviewsOn(20_003, practised(75), practised(75, other))).toEqual([[20_003, 2]]);
  });

  it('is neither a first lecture nor an answer', () => {
    expect([...replayPractice([on(20_000, practised(75))]).reviews]).toEqual([]);
    const answered = [on(20_000, practised(75)), on(20_009, practised(75, { way: 'answer' }))];
    expect([...replayPractice(answered).reviews]).toEqual([]);
  });
});

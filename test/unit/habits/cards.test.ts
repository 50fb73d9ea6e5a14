import { describe, expect, it } from 'vitest';
import type { KeyPointLabel } from '../../../shared/contracts/lecture.ts';
import { cardsOf, strengthOn } from '../../../shared/habits/cards.ts';
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
  it('comes back the later the better the topic was taught, the next day at the soonest', () => {
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

  it('is moved by the first lecture of a day alone, and by no answer to a pupil', () => {
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
});

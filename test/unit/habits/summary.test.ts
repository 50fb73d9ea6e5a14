import { describe, expect, it } from 'vitest';
import type { NamedTopic, Practised, PractisedDay } from '../../../shared/habits/practice.ts';
import {
  type DueTopic,
  nearOf,
  type PracticeMonth,
  summaryOf,
  topicIdsIn,
  withDay,
} from '../../../shared/habits/summary.ts';

const own = 2 ** 50;

const taught = (topicId: number, score = 70): Practised => ({
  ...{ topicId, way: 'recording', score, labels: [] },
});
const on = (day: number, ...practised: Practised[]): PractisedDay => ({ day, practised });
const named = (topicId: number, name = `주제 ${topicId}`): NamedTopic => ({
  ...{ topicId, name, subjectId: 101 },
});
const namesOf = (...topics: NamedTopic[]) => new Map(topics.map((one) => [one.topicId, one]));
const monthOf = (...days: PractisedDay[]): PracticeMonth => ({
  ...{ month: '2026-11', days, ownTopics: [] },
});

describe('a month of practice', () => {
  it('has its days in order, whichever is counted last, and each once', () => {
    const month = monthOf(on(20_780, taught(1001)), on(20_784, taught(1001)));
    const daysWith = (day: PractisedDay) => withDay(month, day, []).days.map((one) => one.day);
    expect(daysWith(on(20_782, taught(1002)))).toEqual([20_780, 20_782, 20_784]);
    expect(daysWith(on(20_779, taught(1002)))).toEqual([20_779, 20_780, 20_784]);
    const anew = withDay(month, on(20_780, taught(1002)), []);
    expect(anew.days[0]?.practised).toEqual([taught(1002)]);
    expect(anew.days).toHaveLength(2);
  });

  it('has no day without practice', () => {
    expect(withDay(monthOf(on(20_780, taught(1001))), on(20_780), []).days).toEqual([]);
  });

  it('names the own topics that are taught in it, in order, with their last names', () => {
    const month = withDay(monthOf(), on(20_780, taught(own + 2), taught(own)), [
      ...[named(own + 2), named(own, '앞 이름')],
    ]);
    expect(month.ownTopics.map(({ topicId }) => topicId)).toEqual([own, own + 2]);
    const later = withDay(month, on(20_781, taught(own)), [named(own, '뒤 이름')]);
    expect(later.ownTopics).toEqual([named(own, '뒤 이름'), named(own + 2)]);
    expect(withDay(later, on(20_780), []).ownTopics).toEqual([named(own, '뒤 이름')]);
  });
});

describe('the summary of months', () => {
  it('has what is due soonest first, then what is least remembered, then the lower id', () => {
    const days = [
      on(20_780, taught(1003), taught(1002), taught(1001), taught(1009, 20), taught(1004, 95)),
    ];
    const all = [1001, 1002, 1003, 1004, 1009].map((topicId) => named(topicId));
    const { topics } = summaryOf([monthOf(...days)], namesOf(...all));
    expect(topics.map(({ topicId }) => topicId)).toEqual([1009, 1001, 1002, 1003, 1004]);
    expect(topics[0]).toMatchObject({ name: '주제 1009', dueDay: 20_781 });
  });

  it('puts the less stable one first of two that are due on one day', () => {
    // Both are due on day 20,783: one was good, and one was hard a day later.
    const days = [on(20_780, taught(1001)), on(20_781, taught(1002, 50))];
    const { topics } = summaryOf([monthOf(...days)], namesOf(named(1001), named(1002)));
    expect(topics.map(({ dueDay }) => dueDay)).toEqual([20_783, 20_783]);
    expect(topics.map(({ topicId }) => topicId)).toEqual([1002, 1001]);
  });

  it('tells what was taught on the last day, each topic once, over a change of month', () => {
    const months = [
      monthOf(on(20_780, taught(1005))),
      { ...monthOf(on(20_790, taught(1002), taught(1001), taught(1002))), month: '2026-12' },
    ];
    const made = summaryOf(months, namesOf());
    expect(made.taughtLast).toEqual([1002, 1001]);
    expect(made.streak).toMatchObject({ lastDay: 20_790, days: 1 });
    expect([...topicIdsIn(months)]).toEqual([1005, 1002, 1001]);
    expect(summaryOf([], namesOf())).toEqual({
      ...{ streak: undefined, taughtLast: [], topics: [], subjectId: undefined },
    });
  });

  it('looks for near topics in the subject of the catalog topic that was taught last', () => {
    const subjectOf = (...practised: Practised[]) => {
      const names = namesOf(
        named(own),
        named(1001),
        ...[{ topicId: 2001, name: '삼각비', subjectId: 201 }],
      );
      return summaryOf([monthOf(on(20_780, ...practised))], names).subjectId;
    };
    expect(subjectOf(taught(1001), taught(2001))).toBe(201);
    expect(subjectOf(taught(2001), taught(1001), taught(own))).toBe(101);
    expect(subjectOf(taught(own))).toBeUndefined();
    // It has left the catalog.
    expect(subjectOf(taught(1001), taught(1077))).toBeUndefined();
  });
});

it('the near topics are the next two of the subject that were not taught', () => {
  const topics: DueTopic[] = [1001, 1003].map((topicId) => ({
    ...named(topicId),
    ...{ lastDay: 20_780, dueDay: 20_783, stability: 2.31, weakest: [] },
  }));
  const ofSubject = [1001, 1002, 1003, 1004, 1005].map((topicId) => named(topicId));
  expect(nearOf(topics, ofSubject)).toEqual([named(1002), named(1004)]);
});

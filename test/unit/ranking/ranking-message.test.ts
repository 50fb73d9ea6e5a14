import { describe, expect, it } from 'vitest';
import { rankingMessage } from '../../../shared/ranking/ranking-message.ts';
import type { Place } from '../../../shared/ranking/snapshot.ts';

const placed = (rank: number, learners: number, score = 82.5): Place => ({
  score,
  among: { rank, learners },
});

describe('the ranking message', () => {
  it('names average, place and top-N percent in Korean', () => {
    expect(rankingMessage(placed(3, 40), 'ko')).toBe('최근 30일 평균 82.5점으로 3등, 상위 8%예요!');
  });

  it('says the same in English', () => {
    expect(rankingMessage(placed(3, 40), 'en')).toBe(
      'Your average of the last 30 days is 82.5: place 3, in the top 8 %!',
    );
  });

  it.each([
    [1, 2, 50],
    [2, 2, 100],
    [1, 3, 34],
    [1, 1_000_000, 1],
    [29, 100, 29],
    [10_001, 1_000_000, 2],
    [10_000, 1_000_000, 1],
  ])('never flatters: place %i of %i is the top %i percent', (rank, learners, percent) => {
    expect(rankingMessage(placed(rank, learners), 'ko')).toContain(`상위 ${percent}%`);
    expect(rankingMessage(placed(rank, learners), 'en')).toContain(`top ${percent} %`);
  });

  it('tells a learner who is alone so, and of no percent', () => {
    const alone = placed(1, 1, 64);
    expect(rankingMessage(alone, 'ko')).toBe(
      '최근 30일 평균 64점이에요. 지금은 혼자 달리고 있어요!',
    );
    expect(rankingMessage(alone, 'en')).toContain('the field to yourself');
    for (const language of ['ko', 'en'] as const) {
      expect(rankingMessage(alone, language)).not.toMatch(/%|100/);
    }
  });

  it('names the average, but no place or percent, before the first snapshot', () => {
    expect(rankingMessage({ score: 64 }, 'ko')).toBe(
      '최근 30일 평균 64점이에요. 순위는 곧 집계돼요.',
    );
    expect(rankingMessage({ score: 64 }, 'en')).toContain('is being worked out');
    for (const language of ['ko', 'en'] as const) {
      expect(rankingMessage({ score: 64 }, language)).not.toContain('%');
    }
  });

  it('invites whoever has nothing graded in the window', () => {
    expect(rankingMessage(undefined, 'ko')).toContain('하나 설명해 보면');
    expect(rankingMessage(undefined, 'en')).toContain('Teach one');
  });
});

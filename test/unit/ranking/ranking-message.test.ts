import { describe, expect, it } from 'vitest';
import { rankingMessage } from '../../../shared/ranking/ranking-message.ts';
import type { Place } from '../../../shared/ranking/snapshot.ts';

const placed = (rank: number, learners: number, score = 82.5): Place => ({
  score,
  missingTopics: 0,
  among: { rank, learners },
});

describe('the ranking message', () => {
  it('names average, place and top-N percent in Korean', () => {
    expect(rankingMessage(placed(3, 40), 'ko')).toBe('최근 30일 평균 82.5점으로 3등, 상위 8%예요!');
  });

  it('says the same in English', () => {
    expect(rankingMessage(placed(3, 40), 'en')).toBe(
      'Your average over the last 30 days is 82.5: place 3, in the top 8%!',
    );
  });

  it.each([
    [1, 2, 50],
    [1, 3, 34],
    [1, 1_000_000, 1],
    [29, 100, 29],
    [10_001, 1_000_000, 2],
    [10_000, 1_000_000, 1],
  ])('never flatters: place %i of %i is the top %i percent', (rank, learners, percent) => {
    expect(rankingMessage(placed(rank, learners), 'ko')).toContain(`상위 ${percent}%`);
    expect(rankingMessage(placed(rank, learners), 'en')).toContain(`top ${percent}%`);
  });

  it.each([
    [2, 2, 70],
    [250, 250, 70],
    [1, 4, 0],
    [3, 3, 0],
  ])(
    'never says top 100 %%: place %i of %i with %i points has no percent',
    (rank, learners, score) => {
      for (const language of ['ko', 'en'] as const) {
        const message = rankingMessage(placed(rank, learners, score), language);
        expect(message).not.toMatch(/%|상위|top/);
        expect(message).toContain(String(rank));
        expect(message).toContain(String(learners));
      }
    },
  );

  it('also gives a percent for an average of one point', () => {
    expect(rankingMessage(placed(1, 4, 1), 'ko')).toContain('상위 25%');
  });

  it.each([
    [1, '1 more topic to'],
    [2, '2 more topics to'],
  ])('says that %i topics are missing', (missingTopics, english) => {
    const place = { score: 70, missingTopics };
    expect(rankingMessage(place, 'ko')).toContain(`다른 주제를 ${missingTopics}개 더 설명하면`);
    expect(rankingMessage(place, 'en')).toContain(`Teach ${english}`);
    expect(rankingMessage(place, 'ko')).not.toContain('%');
  });

  it('asks for patience while a standing is of an old rule', () => {
    expect(rankingMessage('being recounted', 'ko')).toContain('다시 세고 있어요');
    expect(rankingMessage('being recounted', 'en')).toContain('being recounted');
  });

  it('says so to a learner who is alone, and gives no percent', () => {
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
    expect(rankingMessage({ score: 64, missingTopics: 0 }, 'ko')).toBe(
      '최근 30일 평균 64점이에요. 순위는 곧 집계돼요.',
    );
    expect(rankingMessage({ score: 64, missingTopics: 0 }, 'en')).toContain('will appear soon');
    for (const language of ['ko', 'en'] as const) {
      expect(rankingMessage({ score: 64, missingTopics: 0 }, language)).not.toContain('%');
    }
  });

  it('invites learners who have nothing graded in the window', () => {
    expect(rankingMessage(undefined, 'ko')).toContain('주제 3개를 설명하면');
    expect(rankingMessage(undefined, 'en')).toContain('Teach 3 different topics');
  });
});

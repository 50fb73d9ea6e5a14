import { describe, expect, it } from 'vitest';
import { rankingRule } from '../../../shared/ranking/counting-rule.ts';
import { viewRanking } from '../../../shared/ranking/ranking-view.ts';
import { foldStandings } from '../../../shared/ranking/snapshot.ts';
import { type Standing, standingOf } from '../../../shared/ranking/standing.ts';
import { inMemoryStandings } from '../../support/in-memory-standings.ts';
import { testStart } from '../../support/manual-clock.ts';

const onTopics = (count: number, score: number): Standing =>
  standingOf(
    Array.from({ length: count }, (_, topicId) => ({
      createdAt: testStart - 120_000,
      endedAt: testStart - 60_000,
      topicId,
      score,
    })),
    testStart,
  );

async function rankingOf(standings: Record<number, Standing>) {
  const store = inMemoryStandings();
  for (const [userId, standing] of Object.entries(standings)) {
    await store.replace(Number(userId), standing, 0);
  }
  const ports = { standings: store, snapshots: store.snapshots, clock: () => testStart };
  return {
    fold: async () => store.snapshots.keep(await foldStandings(store.all(), testStart)),
    view: (userId: number) => viewRanking(ports, userId, 'ko'),
  };
}

describe('the ranking as a learner sees it', () => {
  it('gives rank, average and the number of learners', async () => {
    const { fold, view } = await rankingOf({ 1: onTopics(3, 80), 2: onTopics(4, 90) });
    await fold();

    expect(await view(1)).toMatchObject({
      ranking: { userId: 1, score: 80, rank: 2 },
      learners: 2,
    });
  });

  it('tells those who are not ranked how many are, and what is missing', async () => {
    const { fold, view } = await rankingOf({ 1: onTopics(2, 80), 2: onTopics(4, 90) });
    expect(await view(1)).toMatchObject({ ranking: null, learners: null });
    await fold();

    expect(await view(1)).toEqual({
      ranking: null,
      learners: 1,
      message: expect.stringContaining('다른 주제를 1개 더'),
    });
    expect(await view(3)).toMatchObject({ ranking: null, learners: 1 });
  });

  it('ranks nobody by a standing of an old rule, and says that it is being counted again', async () => {
    const old = { ...onTopics(5, 100), rule: rankingRule - 1 };
    const { fold, view } = await rankingOf({ 1: old, 2: onTopics(3, 50) });
    await fold();

    expect(await view(1)).toEqual({
      ranking: null,
      learners: 1,
      message: expect.stringContaining('다시 세고 있어요'),
    });
    expect(await view(2)).toMatchObject({ ranking: { rank: 1 }, learners: 1 });
  });
});

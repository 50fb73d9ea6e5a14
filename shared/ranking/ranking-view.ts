import type { AnswerLanguage } from '../assessment/answer-language.ts';
import { rankingRule } from './counting-rule.ts';
import type { SnapshotStore, StandingStore } from './ports.ts';
import { rankingMessage } from './ranking-message.ts';
import { learnersIn, placeOf } from './snapshot.ts';

export interface RankingViewPorts {
  readonly standings: Pick<StandingStore, 'find'>;
  readonly snapshots: Pick<SnapshotStore, 'find'>;
  readonly clock: () => number;
}

export interface RankingView {
  readonly ranking: { userId: number; score: number; rank: number } | null;
  /** Null before the first snapshot. */
  readonly learners: number | null;
  readonly message: string;
}

/** Shows the ranking as one learner sees it, with two reads, however many learners there are. */
export async function viewRanking(
  ports: RankingViewPorts,
  userId: number,
  language: AnswerLanguage,
): Promise<RankingView> {
  const [standing, snapshot] = await Promise.all([
    ports.standings.find(userId),
    ports.snapshots.find(),
  ]);
  const counted = snapshot ? learnersIn(snapshot) : null;
  if (standing && standing.rule !== rankingRule) {
    const message = rankingMessage('being recounted', language);
    return { ranking: null, learners: counted, message };
  }
  const place = placeOf(standing, snapshot, ports.clock());
  const message = rankingMessage(place, language);
  if (!place?.among) return { ranking: null, learners: counted, message };
  const { rank, learners } = place.among;
  return { ranking: { userId, score: place.score, rank }, learners, message };
}

/** What a learner may do so many times a day (Asia/Seoul), beside lectures. */
export type CountedUse = 'shares' | 'wrongCodes' | 'reports' | 'leagueNames';

export interface DailyCounts {
  /** Counts once more; false where it was as often already, and nothing is counted. */
  count(userId: number, use: CountedUse, day: number, most: number): Promise<boolean>;
  countOf(userId: number, use: CountedUse, day: number): Promise<number>;
}

/** What a learner may do only a number of times a day (Asia/Seoul), beside lectures. */
export type CountedUse = 'shares' | 'wrongCodes' | 'reports' | 'leagueNames';

export interface DailyCounts {
  /** Counts once more. @returns false where the limit was reached, and nothing is counted */
  count(userId: number, use: CountedUse, day: number, most: number): Promise<boolean>;
  countOf(userId: number, use: CountedUse, day: number): Promise<number>;
}

/** What counts in the league: what was done, and never how well. Clients say it, without any schema. */
export const leaguePoints = {
  /** Spoken or typed, once it was judged. */
  lecture: 10,
  /** To a pupil's question. */
  answer: 3,
  /** On top of the lecture, where its topic was due. */
  review: 5,
  mostPerDay: 60,
} as const;

/** What a lecture in progress has none of: the end of its body, as rivals without our use case answer it. */
export const nothingYet = {
  endedAt: null,
  keyPoints: null,
  parent: null,
  first: null,
  feedback: null,
  later: null,
  hints: null,
  followUp: null,
  answers: [],
  understanding: null,
  explanation: null,
  answersSeenAt: null,
  correction: null,
  disagreements: [],
  revised: null,
};

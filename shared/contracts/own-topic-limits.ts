/** Ids of the catalog are written by hand and stay low. Ids above this are made from the time. */
export const highestCatalogId = 1_000_000_000;

export const isOwnTopicId = (topicId: number): boolean => topicId > highestCatalogId;

/**
 * The place of a learner's own topics in the fields of v1: a major and a subject that no list shows.
 * The catalog refuses ids as high as these, and the ids that are made from the time begin far above.
 */
export const ownTopicsPlace = {
  majorId: highestCatalogId + 1,
  majorName: '내 주제',
  subjectId: highestCatalogId + 1,
  subjectName: '내 주제',
} as const;

/** The same place in a reader's language. Rows keep the Korean names. */
export const ownTopicsPlaceIn = (language: 'ko' | 'en') =>
  language === 'ko'
    ? ownTopicsPlace
    : { ...ownTopicsPlace, majorName: 'My topics', subjectName: 'My topics' };

export const ownTopicLimits = {
  /** The most topics of one learner, in whatever state. */
  topics: 50,
  titleCharacters: 60,
  notesCharacters: 5_000,
  statementCharacters: 200,
  leastKeyPoints: 3,
  mostKeyPoints: 6,
  mostMisconceptions: 4,
  questionCharacters: 120,
  wordCharacters: 30,
} as const;

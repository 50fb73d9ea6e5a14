/** Ids of the catalog are written by hand and stay low; those above are made by time. */
export const highestCatalogId = 1_000_000_000;

export const isOwnTopicId = (topicId: number): boolean => topicId > highestCatalogId;

/**
 * Where a learner's own topics stand in v1's fields: a major and a subject that no list shows. The
 * catalog refuses ids as high as these, and the ids that are made by time begin far above.
 */
export const ownTopicsPlace = {
  majorId: highestCatalogId + 1,
  majorName: '내 주제',
  subjectId: highestCatalogId + 1,
  subjectName: '내 주제',
} as const;

/** The same in a reader's language; rows keep the Korean. */
export const ownTopicsPlaceIn = (language: 'ko' | 'en') =>
  language === 'ko'
    ? ownTopicsPlace
    : { ...ownTopicsPlace, majorName: 'My topics', subjectName: 'My topics' };

export const ownTopicLimits = {
  /** Of one learner, whatever state they are in. */
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

/**
 * Topics from everyday life that anybody can begin with. They are listed here so that a new learner's
 * first screen reads no catalog. A test compares the names with the catalog's.
 */
export const firstTopics = [
  { topicId: 3001, name: '수요와 공급', english: 'Supply and demand', subjectId: 301 },
  { topicId: 4011, name: '계절의 변화', english: 'The seasons', subjectId: 404 },
  { topicId: 5001, name: '백신의 원리', english: 'How vaccines work', subjectId: 501 },
] as const;

const english = <Name extends string>(name: Name, text: string) =>
  ({ [name]: text, description: 'About it' }) as Record<Name | 'description', string>;

/** A topic of its own, whose words play no part in any rule. */
export const cardOf = (topic: string) => ({
  openingQuestion: `${topic}, 왜 필요할까요?`,
  words: ['하나', '둘', '셋'],
  thinkFirst: '없다면 어떨까요?',
  english: { openingQuestion: 'What for?', words: ['one', 'two', 'three'], thinkFirst: 'So?' },
});

const pointsOf = (topic: string) =>
  [1, 2, 3].map((n) => ({
    statement: `${topic}의 ${n}번째이다.`,
    weight: n,
    english: { statement: `Number ${n} of it.` },
  }));

const beliefsOf = (topic: string) => [
  {
    statement: `${topic}은 없다.`,
    correction: `${topic}은 있다.`,
    english: { statement: 'There is none.', correction: 'There is.' },
  },
];

const plain = (id: number, topicName: string, inEnglish: string) => ({
  id,
  topicName,
  description: '설명',
  english: english('topicName', inEnglish),
  card: cardOf(topicName),
  keyPoints: pointsOf(topicName),
  misconceptions: beliefsOf(topicName),
});

/** Two majors with three topics in all. */
export function sample() {
  const keyPoints = [
    {
      statement: '키를 해시 함수로 인덱스로 바꾼다.',
      weight: 5,
      english: { statement: 'A hash function turns the key into an index.' },
    },
    {
      statement: '서로 다른 키가 충돌할 수 있다.',
      weight: 4,
      english: { statement: 'Different keys can collide.' },
    },
    {
      statement: '조회는 평균 O(1)이다.',
      weight: 3,
      english: { statement: 'A lookup is O(1) on average.' },
    },
  ];
  const misconceptions = [
    {
      statement: '충돌은 일어나지 않는다.',
      correction: '충돌은 피할 수 없다.',
      english: { statement: 'Collisions never happen.', correction: 'They cannot be avoided.' },
    },
  ];
  const hashTable = { ...plain(1001, '해시 테이블', 'Hash tables'), keyPoints, misconceptions };
  const stack = plain(1002, '스택', 'Stacks');
  const structures = {
    id: 101,
    subjectName: '자료구조',
    description: '설명',
    english: english('subjectName', 'Data structures'),
    topics: [hashTable, stack],
  };
  const law = {
    id: 201,
    subjectName: '민법',
    description: '설명',
    english: english('subjectName', 'Civil law'),
    topics: [plain(2001, '계약의 성립', 'Contracts')],
  };
  const computing = {
    id: 1,
    majorName: '컴퓨터공학',
    description: '설명',
    english: english('majorName', 'Computer science'),
    subjects: [structures],
  };
  const legal = {
    id: 2,
    majorName: '법학',
    description: '설명',
    english: english('majorName', 'Law'),
    subjects: [law],
  };
  return {
    data: { majors: [computing, legal] },
    computing,
    legal,
    structures,
    law,
    hashTable,
    stack,
    keyPoints,
    misconceptions,
  };
}

export type Sample = ReturnType<typeof sample>;

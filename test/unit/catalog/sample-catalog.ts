/** Two majors; topic 1001 has key points, the others have none. */
export function sample() {
  const keyPoints = [
    { statement: '키를 해시 함수로 인덱스로 바꾼다.', weight: 5 },
    { statement: '서로 다른 키가 충돌할 수 있다.', weight: 4 },
    { statement: '조회는 평균 O(1)이다.', weight: 3 },
  ];
  const misconceptions = [
    { statement: '충돌은 일어나지 않는다.', correction: '충돌은 피할 수 없다.' },
  ];
  const plain = (id: number, topicName: string) => ({
    id,
    topicName,
    description: '설명',
    keyPoints: [],
    misconceptions: [],
  });
  const hashTable = {
    id: 1001,
    topicName: '해시 테이블',
    description: '설명',
    keyPoints,
    misconceptions,
  };
  const stack = plain(1002, '스택');
  const structures = {
    id: 101,
    subjectName: '자료구조',
    description: '설명',
    topics: [hashTable, stack],
  };
  const law = {
    id: 201,
    subjectName: '민법',
    description: '설명',
    topics: [plain(2001, '계약의 성립')],
  };
  const computing = { id: 1, majorName: '컴퓨터공학', description: '설명', subjects: [structures] };
  const legal = { id: 2, majorName: '법학', description: '설명', subjects: [law] };
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

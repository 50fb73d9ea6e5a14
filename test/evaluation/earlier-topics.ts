import type { Topic } from '../../shared/catalog/topic.ts';

const catalogVersion = '27a8b0ccffee';

/** From before every topic had key points of its own. */
const withoutKeyPoints = [
  [
    901004,
    1,
    '컴퓨터공학',
    101,
    '자료구조와 알고리즘',
    '스택과 큐',
    '나중에 넣은 것을 먼저 꺼내는 구조와 먼저 넣은 것을 먼저 꺼내는 구조',
  ],
  [
    903009,
    3,
    '경제학',
    303,
    '국제경제학',
    '환율',
    '두 나라 돈의 교환 비율이 정해지고 영향을 미치는 과정',
  ],
  [
    904002,
    4,
    '자연과학',
    401,
    '물리학',
    '에너지 보존 법칙',
    '에너지가 모습을 바꾸어도 전체 양은 그대로인 까닭',
  ],
  [904005, 4, '자연과학', 402, '화학', '산과 염기', '산과 염기의 정의, pH와 중화 반응'],
  [
    904012,
    4,
    '자연과학',
    404,
    '지구과학',
    '온실 효과와 지구 온난화',
    '대기가 지구를 덥히는 원리와 최근의 변화',
  ],
  [
    906003,
    6,
    '인문학',
    601,
    '철학',
    '소크라테스의 문답법',
    '묻고 답하며 무지를 깨닫게 하는 대화의 방법',
  ],
] as const;

/** From before statements had English beside them. */
const newton: Topic = {
  path: {
    ...{ majorId: 4, majorName: '자연과학' },
    ...{ subjectId: 401, subjectName: '물리학' },
    ...{ topicId: 904001, topicName: '뉴턴 운동 법칙' },
  },
  catalogVersion,
  description: '힘과 운동의 관계를 설명하는 세 가지 법칙',
  keyPoints: [
    {
      statement:
        '제1법칙(관성의 법칙): 물체에 작용하는 알짜힘이 0이면 정지한 물체는 계속 정지하고 운동하던 물체는 등속 직선 운동을 한다.',
      weight: 4,
    },
    {
      statement:
        '제2법칙(가속도의 법칙): 가속도는 알짜힘에 비례하고 질량에 반비례하며, F=ma로 나타낸다.',
      weight: 5,
    },
    {
      statement:
        '제3법칙(작용 반작용의 법칙): 한 물체가 다른 물체에 힘을 가하면 그 물체로부터 크기가 같고 방향이 반대인 힘을 동시에 받는다.',
      weight: 4,
    },
    {
      statement:
        '작용과 반작용은 서로 다른 두 물체에 작용하므로 한 물체에 작용하는 힘의 평형처럼 상쇄되지 않는다.',
      weight: 4,
    },
    { statement: '가속도의 방향은 알짜힘의 방향과 같다.', weight: 2 },
  ],
  misconceptions: [
    {
      statement: '물체가 계속 움직이려면 힘을 계속 주어야 한다.',
      correction:
        '알짜힘이 0이어도 움직이던 물체는 등속 직선 운동을 계속한다. 일상에서 멈추는 것은 마찰 때문이다.',
    },
    {
      statement:
        '작용과 반작용은 크기가 같고 방향이 반대이므로 서로 상쇄되어 아무것도 움직이지 않는다.',
      correction: '두 힘은 서로 다른 물체에 작용하므로 상쇄되지 않는다.',
    },
    {
      statement: '트럭과 승용차가 부딪치면 트럭이 승용차에 더 큰 힘을 준다.',
      correction: '서로 주고받는 힘의 크기는 같고, 질량이 작은 승용차의 가속도가 더 클 뿐이다.',
    },
    {
      statement: '공기 저항이 없어도 무거운 물체가 더 빨리 떨어진다.',
      correction:
        '무거우면 중력도 크지만 질량도 그만큼 커서 가속도는 같다. 공기 저항이 없으면 함께 떨어진다.',
    },
  ],
};

/**
 * Topics as an earlier version of the catalog has them, under ids of their own: lectures pinned to it
 * are still assessed by the general rubric, and English talks against Korean statements.
 */
export const earlierTopics: readonly Topic[] = [
  newton,
  ...withoutKeyPoints.map(
    ([topicId, majorId, majorName, subjectId, subjectName, topicName, description]): Topic => ({
      path: { majorId, majorName, subjectId, subjectName, topicId, topicName },
      catalogVersion,
      description,
      keyPoints: [],
      misconceptions: [],
    }),
  ),
];

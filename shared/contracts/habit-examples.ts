import type { ExamplesOf } from './exchange.ts';
import type { HomeBody, KeptHabitsBody, QuestBody, ReviewBody } from './habits.ts';
import type { habitRoutes } from './routes/habits.ts';

const dueReview: ReviewBody = {
  topicId: 1001,
  topicName: '해시 테이블',
  state: 'DUE',
  dueOn: '2026-11-26',
  lastTaughtOn: '2026-11-22',
  strength: 88,
  keyPoints: [2, 4],
};

const quest: QuestBody = {
  topicId: 1001,
  topicName: '해시 테이블',
  keyPoints: [2, 4],
  reason: 'DUE',
  isDone: false,
  canSwap: true,
};

const streak = { days: 3, longest: 9, freezes: 1, bridged: 0, isDoneToday: false };

const laterReview: ReviewBody = {
  ...dueReview,
  topicId: 1002,
  topicName: '이진 탐색',
  state: 'LATER',
  dueOn: '2026-12-08',
  strength: 97,
  keyPoints: [1, 5],
};

const home: HomeBody = {
  day: '2026-11-27',
  quest,
  streak,
  due: [dueReview],
  dueCount: 1,
  allowance: { lecturesLeft: 50, earned: 0, nextAt: '2026-11-27T15:00:00.000Z' },
  rankingMessage: '최근 30일 평균 82.5점으로 14등, 상위 6%예요!',
};

export const keptHabitsExample: KeptHabitsBody = {
  days: [{ day: '2026-11-22', practised: [{ topicId: 1001, way: 'recording', score: 62 }] }],
  quest: { day: '2026-11-27', topicId: 1001, topicName: '해시 테이블', keyPoints: [2, 4] },
  streak,
  reviews: [dueReview],
};

export const habitExamples: ExamplesOf<typeof habitRoutes> = {
  'get-home': {
    due: { summary: 'A topic is due today', response: home },
    firstDay: {
      summary: 'Before the first lecture',
      response: {
        ...home,
        quest: {
          ...quest,
          topicId: 4011,
          topicName: '계절의 변화',
          keyPoints: [1, 2],
          reason: 'FIRST',
        },
        streak: { days: 0, longest: 0, freezes: 0, bridged: 0, isDoneToday: false },
        due: [],
        dueCount: 0,
        rankingMessage:
          '최근 30일 동안 평가받은 강의가 아직 없어요. 서로 다른 주제 3개를 설명하면 순위를 알 수 있어요!',
      },
    },
  },
  'list-reviews': {
    two: {
      summary: 'One topic is due, one comes back later',
      response: { reviews: [dueReview, laterReview] },
    },
  },
  'swap-quest': {
    swapped: {
      summary: 'Another topic in its place',
      response: {
        ...quest,
        topicId: 1003,
        topicName: '퀵 정렬',
        keyPoints: [1, 2],
        reason: 'NEAR',
        canSwap: false,
      },
    },
  },
};

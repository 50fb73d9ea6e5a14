import type { ExamplesOf } from './exchange.ts';
import { ownTopicsPlace } from './own-topic-limits.ts';
import type { OwnTopicBody } from './own-topics.ts';
import type { ownTopicRoutes } from './routes/own-topics.ts';

const title = '중간고사: 삼투와 확산';
const notes =
  '확산은 농도가 높은 곳에서 낮은 곳으로 입자가 퍼지는 현상이다. 삼투는 반투과성 막을 지나 물이 용질 농도가 높은 쪽으로 이동하는 것이다. 확산에는 에너지가 들지 않는다.';

const preparing: OwnTopicBody = {
  id: 7_307_861_239_005_900,
  ...ownTopicsPlace,
  title,
  status: 'PREPARING',
  failureReason: null,
  nextAllowanceAt: null,
  keyPoints: null,
  misconceptions: null,
  card: null,
  createdAt: '2026-11-22T03:10:02.118Z',
  share: null,
  copiedFrom: null,
  takenDown: false,
  notes,
};

const keyPoints = [
  { statement: '확산은 입자가 농도가 높은 곳에서 낮은 곳으로 퍼지는 현상이다.', weight: 5 },
  { statement: '삼투는 물이 반투과성 막을 지나 용질 농도가 높은 쪽으로 가는 것이다.', weight: 5 },
  { statement: '확산에는 에너지가 들지 않는다.', weight: 3 },
];

export const readyTopic: OwnTopicBody = {
  ...preparing,
  status: 'READY',
  keyPoints,
  misconceptions: [
    {
      statement: '확산이 일어나려면 에너지를 써야 한다.',
      correction: '확산에는 에너지가 들지 않는다.',
    },
  ],
  card: {
    openingQuestion: '찻잎에서 우러난 색은 왜 젓지 않아도 퍼지나요?',
    words: ['농도', '반투과성 막', '용질'],
    thinkFirst: '소금에 절인 배추에서 물이 나오는 까닭은 무엇일까요?',
  },
};
const { notes: _, ...listed } = readyTopic;

const failed: OwnTopicBody = {
  ...preparing,
  status: 'FAILED',
  failureReason: 'QUOTA_EXCEEDED',
  nextAllowanceAt: '2026-11-22T15:00:00.000Z',
};

const path = { id: String(readyTopic.id) };

export const ownTopicExamples: ExamplesOf<typeof ownTopicRoutes> = {
  'create-topic': {
    fromNotes: {
      summary: 'From my notes',
      body: { title, notes },
      response: preparing,
    },
    fromTitle: {
      summary: 'From a title alone',
      body: { title: '광합성' },
      response: { ...preparing, title: '광합성', notes: null },
    },
  },
  'list-own-topics': {
    newest: { summary: 'The newest', query: { limit: '1' }, response: [listed] },
  },
  'get-own-topic': {
    ready: { summary: 'Ready to be taught', path, response: readyTopic },
    preparing: { summary: 'Still being prepared', path, response: preparing },
    failed: { summary: 'The allowance of the day is used up', path, response: failed },
  },
  'edit-topic': {
    renamed: {
      summary: 'A new title, and new weights of the key points',
      path,
      body: { title: '삼투와 확산', keyPoints },
      response: { ...readyTopic, title: '삼투와 확산' },
    },
  },
  'delete-topic': { gone: { summary: 'No longer needed', path } },
};

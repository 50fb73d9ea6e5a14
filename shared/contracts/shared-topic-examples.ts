import type { ExamplesOf } from './exchange.ts';
import { readyTopic } from './own-topic-examples.ts';
import type { sharedTopicRoutes } from './routes/shared-topics.ts';
import type { SharedTopicBody, TopicShareBody } from './shared-topics.ts';

export const topicShare: TopicShareBody = {
  code: '7QF3-9M0K-V2TA-XE5D',
  expiresAt: '2026-12-22T03:15:40.002Z',
};

const { title, keyPoints, misconceptions, card } = readyTopic;
const shared: SharedTopicBody = {
  ...topicShare,
  title,
  keyPoints: keyPoints ?? [],
  misconceptions: misconceptions ?? [],
  card: card ?? { openingQuestion: '', words: [], thinkFirst: '' },
};

const topicPath = { id: String(readyTopic.id) };
const path = { code: topicShare.code };

export const sharedTopicExamples: ExamplesOf<typeof sharedTopicRoutes> = {
  'share-topic': {
    shared: { summary: 'For my study group', path: topicPath, response: topicShare },
  },
  'stop-sharing': { stopped: { summary: 'The class is over', path: topicPath } },
  'get-shared-topic': {
    found: { summary: 'Before it is copied', path, response: shared },
    typed: {
      summary: 'With the code as somebody typed it',
      path: { code: '7qf39mokv2taxe5d' },
      response: shared,
    },
  },
  'copy-shared-topic': {
    copied: {
      summary: 'The copy is one of my own topics and can be taught like any of them',
      path,
      response: {
        ...readyTopic,
        id: 7_307_861_955_120_128,
        notes: null,
        createdAt: '2026-11-22T03:21:55.830Z',
        copiedFrom: topicShare.code,
      },
    },
  },
  'report-shared-topic': {
    wrong: { summary: 'It teaches something wrong', path, body: { reason: 'WRONG' } },
  },
};

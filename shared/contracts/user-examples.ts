import type { ExamplesOf } from './exchange.ts';
import { keptHabitsExample } from './habit-examples.ts';
import { keptLeagueExample } from './league-examples.ts';
import { assessedLecture } from './lecture-examples.ts';
import { readyTopic } from './own-topic-examples.ts';
import { keptRemindersExample } from './reminder-examples.ts';
import type { userRoutes } from './routes/users.ts';
import { topicShare } from './shared-topic-examples.ts';

const agreed = {
  purpose: 'PROCESSING_ABROAD',
  version: 1,
  given: true,
  by: 'LEARNER',
  at: '2026-11-22T02:39:40.000Z',
} as const;
const withdrawn = { ...agreed, given: false, at: '2026-11-24T08:00:12.530Z' };

export const userExamples: ExamplesOf<typeof userRoutes> = {
  'issue-token': {
    firstStart: {
      summary: 'The app starts for the first time on a device',
      response: {
        name: '사용자4kq7m2',
        authToken:
          'eyJhbGciOiJIUzI1NiIsImtpZCI6ImsxIn0.eyJzdWIiOiI3MzA3ODUyNDQ1MTIwNTEyIiwidmVyIjoxfQ.c2lnbmF0dXJl',
      },
    },
  },
  'create-transfer-code': {
    made: {
      summary: 'A code to type on another device within ten minutes',
      response: { code: '4821 0937 5566 1204', validUntil: '2026-11-22T03:30:00.000Z' },
    },
  },
  'redeem-transfer-code': {
    typed: {
      summary: 'The code as it was typed',
      body: { code: '4821 0937 5566 1204' },
      response: {
        name: '가르치는 라면',
        authToken:
          'eyJhbGciOiJIUzI1NiIsImtpZCI6ImsxIn0.eyJzdWIiOiI3MzA3ODUyNDQ1MTIwNTEyIiwidmVyIjoxfQ.c2lnbmF0dXJl',
      },
    },
  },
  'get-name': {
    given: { summary: 'The name given at the first start', response: { name: '사용자4kq7m2' } },
  },
  'change-name': {
    chosen: {
      summary: 'A chosen name; spaces around it are removed',
      body: { name: '  가르치는 라면  ' },
      response: { name: '가르치는 라면' },
    },
  },
  'get-consents': {
    agreed: {
      summary: 'A consent was given, and nothing withdrawn',
      response: { consents: [agreed], under14: false, history: [agreed] },
    },
    none: {
      summary: 'The learner was never asked, as in the published app',
      response: { consents: [], under14: false, history: [] },
    },
  },
  'change-consents': {
    agreed: {
      summary: 'A consent given ten minutes ago, without a network',
      body: {
        consents: [
          { purpose: 'PROCESSING_ABROAD', version: 1, given: true, by: 'LEARNER', secondsAgo: 600 },
        ],
      },
      response: { consents: [agreed], under14: false, history: [agreed] },
    },
    withdrawn: {
      summary: 'The consent is withdrawn',
      body: {
        consents: [{ purpose: 'PROCESSING_ABROAD', version: 1, given: false, by: 'LEARNER' }],
      },
      response: { consents: [withdrawn], under14: false, history: [withdrawn, agreed] },
    },
  },
  'delete-user': { forGood: { summary: 'The learner leaves for good' } },
  'export-user': {
    firstPage: {
      summary: 'The first page',
      response: {
        user: {
          id: 7_307_852_445_120_512,
          name: '가르치는 라면',
          createdAt: '2026-11-22T02:37:11.201Z',
          daysThere: ['2026-11-22', '2026-11-23', '2026-11-27'],
          firstFeedbackOn: '2026-11-22',
        },
        lectures: [assessedLecture],
        topics: [readyTopic],
        consents: [agreed],
        reports: [{ code: topicShare.code, reason: 'SPAM', createdAt: '2026-11-22T03:30:12.501Z' }],
        habits: keptHabitsExample,
        rewards: [{ day: '2026-11-27', count: 2 }],
        reminders: keptRemindersExample,
        league: keptLeagueExample,
        standing: { days: [{ day: 20_779, sum: 62, count: 1 }] },
      },
    },
  },
};

import type { ExamplesOf } from './exchange.ts';
import { assessedLecture } from './lecture-examples.ts';
import { readyTopic } from './own-topic-examples.ts';
import type { userRoutes } from './routes/users.ts';

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
  'get-name': {
    given: { summary: 'The name given at the first start', response: { name: '사용자4kq7m2' } },
  },
  'change-name': {
    chosen: {
      summary: 'A name of one’s own; spaces around it are taken off',
      body: { name: '  가르치는 라면  ' },
      response: { name: '가르치는 라면' },
    },
  },
  'delete-user': { forGood: { summary: 'Leave for good' } },
  'export-user': {
    firstPage: {
      summary: 'The first page',
      response: {
        user: {
          id: 7_307_852_445_120_512,
          name: '가르치는 라면',
          createdAt: '2026-11-22T02:37:11.201Z',
        },
        lectures: [assessedLecture],
        topics: [readyTopic],
        standing: { days: [{ day: 20_779, sum: 62, count: 1 }] },
      },
    },
  },
};

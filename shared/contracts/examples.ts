import type { AnyExchange, Exchange } from './exchange.ts';
import {
  askedLecture,
  assessedLecture,
  focusedLecture,
  hintedLecture,
  openAnswer,
  progressOnHashTables,
  queuedLecture,
  refusedLecture,
  silentLecture,
  transcribingLecture,
  unsupportedLecture,
} from './lecture-examples.ts';
import { ownTopicExamples, readyTopic } from './own-topic-examples.ts';
import { springPage } from './page.ts';
import type { RouteName, Routes } from './routes.ts';

type Examples = {
  readonly [Name in RouteName]: Readonly<Record<string, Exchange<Routes[Name]>>>;
};

const firstPage = { page: 0, size: 10 };
const firstPageQuery = { page: '0', size: '10' };
const lectureId = String(assessedLecture.id);

/** What each route is asked and answers, by a name of the case. The first is the usual one. */
export const examples: Examples = {
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
  'list-lectures': {
    newest: {
      summary: 'The newest two; the Link header leads to the next',
      query: { limit: '2' },
      response: [transcribingLecture, assessedLecture],
    },
    next: {
      summary: 'From where the Link header of the page before led',
      query: { limit: '2', cursor: 'NzMwNzg2MTIzOTAwNTg0MQ' },
      response: [],
    },
  },
  'get-progress': {
    twice: {
      summary: 'A topic that was taught, and one of its key points taught again',
      response: { topics: [progressOnHashTables] },
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
  'list-majors': {
    firstPage: {
      summary: 'The first page',
      query: firstPageQuery,
      response: springPage(
        [
          {
            id: 1,
            majorName: '컴퓨터공학',
            description: '컴퓨터가 정보를 저장하고 계산하고 주고받는 원리',
          },
          {
            id: 2,
            majorName: '경영학',
            description: '기업이 자원을 모으고 운용하여 가치를 만들어 내는 방법',
          },
        ],
        firstPage,
      ),
    },
  },
  'list-subjects': {
    ofComputing: {
      summary: 'The subjects of 컴퓨터공학',
      query: { majorId: '1', ...firstPageQuery },
      response: springPage(
        [
          {
            id: 101,
            subjectName: '자료구조와 알고리즘',
            description: '데이터를 알맞게 담는 구조와 문제를 효율적으로 푸는 절차',
          },
        ],
        firstPage,
      ),
    },
  },
  'list-topics': {
    ofDataStructures: {
      summary: 'The topics of 자료구조와 알고리즘',
      query: { subjectId: '101', ...firstPageQuery },
      response: springPage(
        [
          {
            id: 1001,
            topicName: '해시 테이블',
            description: '키로 값을 빠르게 찾는 자료구조의 원리와 충돌을 다루는 방법',
          },
        ],
        firstPage,
      ),
    },
  },
  'get-topic': {
    hashTables: {
      summary: 'The topic 해시 테이블 with its card',
      path: { id: '1001' },
      response: {
        id: 1001,
        topicName: '해시 테이블',
        description: '키로 값을 빠르게 찾는 자료구조의 원리와 충돌을 다루는 방법',
        card: {
          openingQuestion: '연락처가 백만 개인데 이름 하나로 번호를 어떻게 단번에 찾아내나요?',
          words: ['해시 함수', '버킷', '적재율'],
          thinkFirst: '사물함이 백 칸인데 사람이 백한 명이라면 무슨 일이 생길까요?',
        },
      },
    },
  },
  'presign-upload': {
    upload: {
      summary: 'A URL to PUT the recording to, within ten minutes',
      response: {
        uploadPresignedUrl: `https://recordings.s3.ap-northeast-2.amazonaws.com/recordings/7307852445120512/${lectureId}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=600&X-Amz-Signature=9f2b`,
        audioUrl: `https://recordings.s3.ap-northeast-2.amazonaws.com/recordings/7307852445120512/${lectureId}`,
      },
    },
  },
  'submit-lecture': {
    recording: {
      summary: 'A recording: the URL it was uploaded to, without its query',
      body: {
        topicId: 1001,
        audioUrl: `https://recordings.s3.ap-northeast-2.amazonaws.com/recordings/7307852445120512/${lectureId}`,
      },
      response: transcribingLecture,
    },
    again: {
      summary: 'One key point of an assessed lecture, taught again',
      body: {
        topicId: 1001,
        keyPoints: [4],
        parent: assessedLecture.id,
        text: '적재율이 커지면 충돌이 늘어서, 배열을 더 크게 만들고 모든 키를 다시 해싱해요.',
      },
      response: focusedLecture,
    },
    text: {
      summary: 'A typed text, for those who cannot speak just now',
      body: {
        topicId: 1001,
        text: '해시 테이블은 해시 함수로 키를 배열의 인덱스로 바꿔서 그 자리에 값을 저장하는 자료구조예요.',
      },
      response: queuedLecture,
    },
  },
  'get-ranking': {
    placed: {
      summary: 'With a place',
      response: {
        ranking: { userId: 7_307_852_445_120_512, score: 82.5, rank: 14 },
        learners: 253,
        message: '최근 30일 평균 82.5점으로 14등, 상위 6%예요!',
      },
    },
    tooFewTopics: {
      summary: 'On fewer than three topics so far',
      response: {
        ranking: null,
        learners: 253,
        message: '최근 30일 평균 71점이에요. 다른 주제를 1개 더 설명하면 순위에 올라요!',
      },
    },
    notPlaced: {
      summary: 'Without a lecture in the last 30 days',
      response: {
        ranking: null,
        learners: 253,
        message:
          '최근 30일 동안 평가받은 강의가 아직 없어요. 서로 다른 주제 3개를 설명하면 순위를 알 수 있어요!',
      },
    },
  },
  'get-lecture': {
    assessed: {
      summary: 'Assessed',
      path: { id: lectureId },
      response: askedLecture,
    },
    hinted: {
      summary: 'With hints for what was missed',
      path: { id: lectureId },
      query: { view: 'hints' },
      response: hintedLecture,
    },
    inProgress: {
      summary: 'Still being worked on; ask again after Retry-After',
      path: { id: lectureId },
      response: transcribingLecture,
    },
    silent: {
      summary: 'Nothing was heard in the recording',
      path: { id: lectureId },
      response: silentLecture,
    },
    refused: {
      summary: 'The allowance of the day is used up',
      path: { id: lectureId },
      response: refusedLecture,
    },
    unsupported: {
      summary: 'The recording is of a format that cannot be heard',
      path: { id: lectureId },
      response: unsupportedLecture,
    },
  },
  'reveal-answers': {
    seen: {
      summary: 'The learner gives up guessing',
      path: { id: lectureId },
      response: { ...askedLecture, answersSeenAt: '2026-11-22T03:20:01.512Z' },
    },
  },
  'answer-pupil': {
    typed: {
      summary: 'The first question, answered in writing',
      path: { id: lectureId },
      body: {
        round: 1,
        text: '자리가 모자라니까 같은 칸에 몰리고, 그래서 배열을 더 크게 만들어요.',
      },
      response: openAnswer,
    },
  },
  'rate-lecture': {
    helpful: {
      summary: 'The happiest of five faces',
      path: { id: lectureId },
      body: { helpfulnessRating: 5 },
    },
  },
  ...ownTopicExamples,
  'get-api-docs': {
    document: {
      summary: 'This document (shortened here)',
      response: { openapi: '3.1.1', info: { title: 'Learning Mate API' }, paths: {} },
    },
  },
  'get-swagger-page': {
    page: {
      summary: 'The page itself (shortened here)',
      path: { file: 'index.html' },
      response: '<!doctype html>\n<html lang="en">…</html>',
    },
  },
  'get-web-app': {
    page: {
      summary: 'The page itself (shortened here)',
      response: '<!doctype html>\n<html lang="ko">…</html>',
    },
  },
  'get-web-app-file': {
    worker: {
      summary: 'The service worker, by which the app opens offline (shortened here)',
      path: { file: 'worker.js' },
      response: 'self.addEventListener("install", …)',
    },
  },
};

/** A route's examples where it does not matter whose they are. */
export function examplesOf(name: RouteName): readonly (readonly [string, AnyExchange])[] {
  return Object.entries(examples[name]);
}

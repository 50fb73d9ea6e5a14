import { catalogExamples } from './catalog-examples.ts';
import type { AnyExchange, ExamplesOf } from './exchange.ts';
import { habitExamples } from './habit-examples.ts';
import { leagueExamples } from './league-examples.ts';
import {
  askedLecture,
  assessedLecture,
  focusedLecture,
  hintedLecture,
  openAnswer,
  openCorrection,
  openDisagreement,
  queuedLecture,
  refusedLecture,
  revisedLecture,
  silentLecture,
  transcribingLecture,
  unsupportedLecture,
} from './lecture-examples.ts';
import { ownTopicExamples } from './own-topic-examples.ts';
import { progressOnHashTables } from './progress-examples.ts';
import { reminderExamples } from './reminder-examples.ts';
import { rewardExamples } from './reward-examples.ts';
import type { RouteName, Routes } from './routes.ts';
import { sharedTopicExamples } from './shared-topic-examples.ts';
import { userExamples } from './user-examples.ts';

const lectureId = String(assessedLecture.id);

/**
 * Examples of each route's requests and answers, by the name of the case. The usual case comes first.
 */
export const examples: ExamplesOf<Routes> = {
  ...userExamples,
  ...catalogExamples,
  ...rewardExamples,
  'list-lectures': {
    newest: {
      summary: 'The newest two; the Link header leads to the next',
      query: { limit: '2' },
      response: [transcribingLecture, assessedLecture],
    },
    next: {
      summary: 'The page to which the previous Link header led',
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
  'presign-upload': {
    upload: {
      summary: 'A URL for a PUT of the recording within ten minutes',
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
      summary: 'One key point of an assessed lecture is taught again',
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
  ...habitExamples,
  ...reminderExamples,
  ...leagueExamples,
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
    revised: {
      summary: 'With a disputed label that was then judged more kindly',
      path: { id: lectureId },
      response: revisedLecture,
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
  'correct-transcript': {
    misheard: {
      summary: 'The whole transcript, with one misheard word corrected',
      path: { id: lectureId },
      body: { text: (assessedLecture.transcribed ?? '').replace('조회는 언제나', '조회는 대체로') },
      response: openCorrection,
    },
  },
  'dispute-label': {
    wrong: {
      summary: 'A key point that the learner holds to be judged wrongly',
      path: { id: lectureId },
      body: { keyPoint: 3, comment: '평균을 말하려던 거였어요.' },
      response: openDisagreement,
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
  ...sharedTopicExamples,
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
      summary: 'The service worker, which lets the app open offline (shortened here)',
      path: { file: 'worker.js' },
      response: 'self.addEventListener("install", …)',
    },
  },
};

/** The examples of any route, untyped. */
export function examplesOf(name: RouteName): readonly (readonly [string, AnyExchange])[] {
  return Object.entries(examples[name]);
}

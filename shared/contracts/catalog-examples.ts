import type { ExamplesOf } from './exchange.ts';
import { springPage } from './paging.ts';
import type { catalogRoutes } from './routes/catalog.ts';

const firstPage = { page: 0, size: 10 };
const firstPageQuery = { page: '0', size: '10' };

export const catalogExamples: ExamplesOf<typeof catalogRoutes> = {
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
        majorId: 1,
        subjectId: 101,
        card: {
          openingQuestion: '연락처가 백만 개인데 이름 하나로 번호를 어떻게 단번에 찾아내나요?',
          words: ['해시 함수', '버킷', '적재율'],
          thinkFirst: '사물함이 백 칸인데 사람이 백한 명이라면 무슨 일이 생길까요?',
        },
      },
    },
  },
};

import type { AppLecture } from '../support/published-app.ts';

/**
 * The committed recordings on hash tables, whose metadata says what they say, and what each is worth: key
 * points weigh 5, 4, 4, 4, 3 and 2, and a partial one half.
 */
export const said = [
  {
    file: 'hash-table-good.webm',
    words: '모든 키를 다시 넣는 재해싱을 합니다.',
    // (5 + 4 + 4 + 4 + 3/2) of 22
    score: 84,
    corrections: 0,
    labels: {
      '배열의 인덱스': 'covered',
      '충돌이 일어날': 'covered',
      체이닝: 'covered',
      '평균 O(1)': 'covered',
      적재율: 'partial',
      순서대로: 'missing',
    },
  },
  {
    file: 'hash-table-partly.mp4',
    words: '어떻게 처리하는지는 잘 기억나지 않습니다.',
    // (5/2 + 4 + 4/2) of 22
    score: 39,
    corrections: 0,
    labels: {
      '배열의 인덱스': 'partial',
      '충돌이 일어날': 'covered',
      체이닝: 'partial',
      '평균 O(1)': 'missing',
      적재율: 'missing',
      순서대로: 'missing',
    },
  },
  {
    file: 'hash-table-misconception.wav',
    words: '충돌은 절대 일어나지 않습니다.',
    // 5/2 of 22
    score: 11,
    corrections: 2,
    labels: {
      '배열의 인덱스': 'partial',
      '충돌이 일어날': 'wrong',
      체이닝: 'missing',
      '평균 O(1)': 'wrong',
      적재율: 'missing',
      순서대로: 'missing',
    },
  },
  {
    file: 'hash-table-english.ogg',
    words: 'Collisions are resolved by chaining,',
    // (5 + 4 + 4 + 4/2 + 2/2) of 22
    score: 73,
    corrections: 0,
    labels: {
      '배열의 인덱스': 'covered',
      '충돌이 일어날': 'covered',
      체이닝: 'covered',
      '평균 O(1)': 'partial',
      적재율: 'missing',
      순서대로: 'partial',
    },
  },
  {
    file: 'kimchi-stew.mp3',
    words: '보글보글 끓으면 두부와 대파를 올리고',
    score: 0,
    corrections: 0,
    labels: {
      '배열의 인덱스': 'missing',
      '충돌이 일어날': 'missing',
      체이닝: 'missing',
      '평균 O(1)': 'missing',
      적재율: 'missing',
      순서대로: 'missing',
    },
  },
];

/** Short for its key points, in their order; an English talk is judged by the English statements. */
const keyPointNames = [
  '배열의 인덱스',
  '충돌이 일어날',
  '체이닝',
  '평균 O(1)',
  '적재율',
  '순서대로',
];

export function labelsOf({ feedback }: AppLecture): Record<string, string> {
  return Object.fromEntries(
    (feedback?.keyPoints ?? []).map(({ label }, place) => [keyPointNames[place], label]),
  );
}

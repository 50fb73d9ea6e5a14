import type { LectureBody } from './lecture-body.ts';

const hashTable = {
  majorId: 1,
  majorName: '컴퓨터공학',
  subjectId: 101,
  subjectName: '자료구조와 알고리즘',
  topicId: 1001,
  topicName: '해시 테이블',
};

const nothingYet = {
  transcribed: null,
  score: null,
  strength: null,
  weakness: null,
  helpfulnessRating: null,
  failureReason: null,
  nextAllowanceAt: null,
  uploadUntil: null,
  contentType: null,
  endedAt: null,
  keyPoints: null,
  parent: null,
  first: null,
  later: null,
  hints: null,
  followUp: null,
  answers: [],
  understanding: null,
  explanation: null,
  answersSeenAt: null,
  feedback: null,
  correction: null,
  disagreements: [],
  revised: null,
};

const id = 7_307_861_239_005_841;

/** A submitted lecture whose recording is being transcribed. */
export const transcribingLecture: LectureBody = {
  id,
  ...hashTable,
  ...nothingYet,
  status: 'IN_PROGRESS',
  kind: 'recording',
  stage: 'TRANSCRIBING',
  createdAt: '2026-11-22T03:14:15.926Z',
};

/** A typed lecture that waits for the worker. */
export const queuedLecture: LectureBody = {
  ...transcribingLecture,
  kind: 'text',
  stage: 'QUEUED',
};

export const assessedLecture: LectureBody = {
  ...transcribingLecture,
  status: 'SUCCESS',
  stage: 'DONE',
  contentType: 'audio/webm',
  endedAt: '2026-11-22T03:14:38.114Z',
  transcribed:
    '해시 테이블은 해시 함수로 키를 배열의 인덱스로 바꿔서 그 자리에 값을 저장하는 자료구조예요. 서로 다른 키가 같은 인덱스가 되면 충돌이 일어나는데, 연결 리스트로 이어 붙이면 됩니다. 그래서 조회는 언제나 O(1)이에요.',
  score: 62,
  strength:
    '해시 함수로 키를 배열의 인덱스(버킷 위치)로 바꾸어 그 자리에 값을 저장하고 찾는다는 점을 잘 설명했어요. 핵심 4개 가운데 2개를 짚었어요. 핵심 개념을 순서대로 이어서 설명했어요.',
  weakness:
    '“조회는 언제나 O(1)이에요”라고 했지만, O(1)은 평균일 때의 이야기이고, 충돌이 한 버킷에 몰리면 O(n)까지 느려진다. 더 채울 핵심이 1개 더 있어요.',
  helpfulnessRating: 5,
  feedback: {
    keyPoints: [
      {
        number: 1,
        statement:
          '해시 함수로 키를 배열의 인덱스(버킷 위치)로 바꾸어 그 자리에 값을 저장하고 찾는다.',
        label: 'covered',
        quote: '해시 함수로 키를 배열의 인덱스로 바꿔서 그 자리에 값을 저장하는 자료구조예요',
        reason: '키가 인덱스로 바뀌어 저장되는 과정을 정확히 말했어요.',
      },
      {
        number: 2,
        statement: '서로 다른 키가 같은 인덱스로 계산되는 충돌이 일어날 수 있다.',
        label: 'covered',
        quote: '서로 다른 키가 같은 인덱스가 되면 충돌이 일어나는데',
        reason: '충돌이 언제 일어나는지 말했어요.',
      },
      {
        number: 3,
        statement:
          '삽입, 조회, 삭제의 시간 복잡도는 평균 O(1)이지만 키가 한곳에 몰리는 최악의 경우에는 O(n)이다.',
        label: 'wrong',
        quote: '조회는 언제나 O(1)이에요',
        reason: '최악의 경우를 빼고 언제나 O(1)이라고 했어요.',
      },
      {
        number: 4,
        statement:
          '저장된 원소 수를 버킷 수로 나눈 적재율이 커지면 충돌이 늘어나므로 배열을 키우고 다시 해싱한다.',
        label: 'missing',
        quote: '',
        reason: '적재율이나 재해싱에 대한 말이 없었어요.',
      },
    ],
    corrections: [
      {
        said: '조회는 언제나 O(1)이에요',
        right: 'O(1)은 평균일 때의 이야기이고, 충돌이 한 버킷에 몰리면 O(n)까지 느려진다.',
      },
    ],
    delivery: {
      durationSeconds: 41.2,
      syllablesPerSecond: 4.3,
      pauseCount: 3,
      longestPauseSeconds: 1.8,
      fillerCount: 2,
      strengths: ['핵심 개념을 순서대로 이어서 설명했어요.'],
    },
    nextSteps: ['적재율이 커질 때 배열을 키우고 다시 해싱하는 까닭을 설명해 보세요.'],
  },
};

const question = '사물함보다 넣을 것이 더 많아지면 어떻게 해야 해요?';

/** The assessed lecture read by itself: a pupil asks about its weakest point. */
export const askedLecture: LectureBody = {
  ...assessedLecture,
  followUp: { keyPoint: 4, round: 1, question },
  understanding: 62,
};

/** The same lecture for a learner who wants to find out by themselves. */
export const hintedLecture: LectureBody = {
  ...askedLecture,
  weakness: null,
  hints: [
    {
      keyPoint: 3,
      label: 'wrong',
      quote: '조회는 언제나 O(1)이에요',
      hint: '모든 키가 한 칸에 몰려 있으면 찾는 데 얼마나 걸려요?',
    },
    { keyPoint: 4, label: 'missing', quote: '', hint: question },
  ],
  feedback: assessedLecture.feedback && {
    ...assessedLecture.feedback,
    keyPoints: assessedLecture.feedback.keyPoints.slice(0, 2),
    corrections: [],
    nextSteps: [],
  },
};

/** An answer to the pupil that waits for the worker. */
export const openAnswer: LectureBody = {
  ...queuedLecture,
  id: 7_307_861_701_300_222,
  createdAt: '2026-11-22T03:16:09.871Z',
  keyPoints: [4],
  later: { by: 'answer', lecture: id, round: 1, comment: null },
  hints: [],
};

/** A transcript with a misheard word corrected, which waits for the worker. */
export const openCorrection: LectureBody = {
  ...queuedLecture,
  id: 7_307_861_702_881_117,
  createdAt: '2026-11-22T03:16:41.020Z',
  later: { by: 'transcript', lecture: id, round: null, comment: null },
  hints: [],
};

const comment = '평균을 말하려던 거였어요.';

/** A disputed label that waits for the worker. */
export const openDisagreement: LectureBody = {
  ...openCorrection,
  id: 7_307_861_703_440_808,
  createdAt: '2026-11-22T03:17:02.330Z',
  keyPoints: [3],
  later: { by: 'disagreement', lecture: id, round: null, comment },
};

/** The same lecture after the disputed label was judged more kindly. */
export const revisedLecture: LectureBody = {
  ...askedLecture,
  understanding: 73,
  disagreements: [
    {
      id: openDisagreement.id,
      status: 'SUCCESS',
      failureReason: null,
      keyPoint: 3,
      disputed: 'wrong',
      label: 'partial',
      isKinder: true,
      comment,
    },
  ],
  revised: {
    score: 73,
    keyPoints: (assessedLecture.feedback?.keyPoints ?? []).map((point) =>
      point.number === 3
        ? {
            ...point,
            label: 'partial',
            reason: '평균일 때의 조회 시간은 맞게 말했어요.',
            by: 'disagreement',
          }
        : { ...point, by: 'result' },
    ),
  },
};

/** A lecture on one key point that the assessed one lacks; it waits for the worker. */
export const focusedLecture: LectureBody = {
  ...queuedLecture,
  id: 7_307_861_555_200_001,
  createdAt: '2026-11-22T03:15:33.104Z',
  keyPoints: [4],
  parent: id,
  first: id,
};

/** A lecture in whose recording nothing was heard. */
export const silentLecture: LectureBody = {
  ...transcribingLecture,
  status: 'STT_EMPTY',
  stage: 'DONE',
  endedAt: '2026-11-22T03:14:21.507Z',
};

export const refusedLecture: LectureBody = {
  ...transcribingLecture,
  status: 'FAILURE',
  stage: 'DONE',
  endedAt: '2026-11-22T03:14:16.340Z',
  failureReason: 'QUOTA_EXCEEDED',
  nextAllowanceAt: '2026-11-22T15:00:00.000Z',
};

/** A lecture whose recording has a format that no speech model accepts. */
export const unsupportedLecture: LectureBody = {
  ...transcribingLecture,
  status: 'FAILURE',
  stage: 'DONE',
  endedAt: '2026-11-22T03:14:16.340Z',
  failureReason: 'RECORDING_FORMAT_UNSUPPORTED',
};

import { keyPointId } from '../../shared/assessment/find-passages.ts';
import type { Topic } from '../../shared/catalog/topic.ts';
import type { KeyPointLabel } from '../../shared/contracts/lecture.ts';
import { newId } from '../../shared/identifiers/json-safe-id.ts';
import { type Lecture, newLecture, type TopicPath } from '../../shared/lectures/lecture.ts';
import type { StoredFeedback, StoredTranscript } from '../../shared/lectures/ports.ts';
import type { HeardSpeech } from '../../shared/speech/speech-to-text.ts';
import { testStart } from './manual-clock.ts';
import type { TalkAnswer } from './scripted-providers.ts';

export const hashTablePath: TopicPath = {
  majorId: 1,
  majorName: '컴퓨터공학',
  subjectId: 101,
  subjectName: '자료구조와 알고리즘',
  topicId: 1001,
  topicName: '해시 테이블',
};

/** Three sentences, one for each key point of {@link topicOf}. */
export const saidSentences = [
  '해시 테이블은 키를 해시 함수로 배열 인덱스로 바꾸어 저장합니다',
  '서로 다른 키가 같은 자리에 오는 것을 충돌이라고 합니다',
  '조회는 평균적으로 상수 시간이면 충분합니다',
] as const;

export const saidText = `${saidSentences.join('. ')}.`;

export function topicOf(parts: Partial<Topic> = {}): Topic {
  return {
    path: hashTablePath,
    catalogVersion: 'c0ffee',
    description: '키로 값을 빠르게 찾는 자료구조',
    keyPoints: [
      { statement: '해시 함수로 키를 배열의 인덱스로 바꾼다.', weight: 5 },
      { statement: '서로 다른 키가 충돌할 수 있다.', weight: 3 },
      { statement: '조회는 평균 O(1)이다.', weight: 2 },
    ],
    misconceptions: [{ statement: '충돌은 일어나지 않는다.', correction: '충돌은 피할 수 없다.' }],
    ...parts,
  };
}

/** The same in two languages, as the catalog has it. */
export function bilingualTopicOf(): Topic {
  const points = [
    'A hash function turns the key into an index.',
    'Different keys can collide.',
    'A lookup is O(1) on average.',
  ];
  const { keyPoints, misconceptions, ...rest } = topicOf();
  return {
    ...rest,
    english: {
      ...{ majorName: 'Computer science', subjectName: 'Data structures and algorithms' },
      ...{ topicName: 'Hash tables', description: 'A structure that finds a value by its key' },
    },
    keyPoints: keyPoints.map((point, index) => ({
      ...point,
      english: { statement: points[index] ?? '' },
    })),
    misconceptions: misconceptions.map((belief) => ({
      ...belief,
      english: { statement: 'Collisions never happen.', correction: 'They cannot be avoided.' },
    })),
  };
}

/** A lecture as its submission makes it, except for `parts`. */
export function lectureOf(parts: Partial<Lecture> = {}): Lecture {
  const createdAt = parts.createdAt ?? testStart;
  const key = { userId: 7_001, lectureId: newId(createdAt - 1_000, 0.5) };
  const facts = {
    kind: 'recording',
    topic: hashTablePath,
    catalogVersion: 'c0ffee',
    correlationId: 'request-1',
    stage: 'QUEUED',
  } as const;
  return { ...newLecture(key, facts, createdAt), ...parts };
}

export function heardOf(parts: Partial<HeardSpeech> = {}): HeardSpeech {
  return {
    text: saidText,
    language: 'korean',
    durationSeconds: 20,
    segments: [
      { startSeconds: 0, endSeconds: 9, text: saidSentences[0] },
      { startSeconds: 11, endSeconds: 20, text: saidSentences[1] },
    ],
    model: 'test-speech',
    ...parts,
  };
}

export function transcriptOf(parts: Partial<StoredTranscript> = {}): StoredTranscript {
  return { text: saidText, model: 'test-speech', ...parts };
}

/** An answer that gives each key point this label, with the sentence said about it as its quote. */
export function answerOf(
  labels: readonly KeyPointLabel[] = ['covered', 'covered', 'covered'],
  parts: Partial<TalkAnswer> = {},
): TalkAnswer {
  const keyPoints = labels.map((label, index) => [
    keyPointId(index),
    {
      quote: label === 'missing' ? '' : (saidSentences[index] ?? ''),
      reason: `까닭 ${index + 1}`,
      label,
    },
  ]);
  return {
    keyPoints: Object.fromEntries(keyPoints),
    misconceptions: [],
    strengths: ['또박또박 말했어요.'],
    nextSteps: ['개방 주소법을 더 알아보세요.'],
    ...parts,
  };
}

export function storedFeedbackOf(parts: Partial<StoredFeedback> = {}): StoredFeedback {
  return {
    score: 80,
    strength: '잘 설명한 점',
    weakness: '빠진 점',
    feedback: { keyPoints: [], corrections: [], delivery: { strengths: [] }, nextSteps: [] },
    promptVersion: 'test-prompt',
    model: 'test-chat',
    ...parts,
  };
}

/**
 * A minute of sound by its header, of a hundred bytes a second; different texts are different recordings.
 */
export function wavOf(text: string): Uint8Array {
  const data = Buffer.from(text.padEnd(6_000, '.'));
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(50, 24);
  header.writeUInt32LE(100, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.byteLength, 40);
  return Buffer.concat([header, data]);
}

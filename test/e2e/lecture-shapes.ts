import { expect } from 'vitest';
import * as z from 'zod';
import type { PublishedApp } from '../support/published-app.ts';
import { type ApiCall, apiCall } from './api-call.ts';
import { type RunningStack, recordingNamed } from './running-stack.ts';

export const hashTable = 1001;
export const lectureSchema = z.looseObject({ id: z.int(), status: z.string() });

/** What every lecture of these tests has in common. */
export const onHashTables = {
  id: expect.any(Number),
  majorId: 1,
  majorName: '컴퓨터공학',
  subjectId: 101,
  subjectName: '자료구조와 알고리즘',
  topicId: hashTable,
  topicName: '해시 테이블',
};

export const unfinished = {
  ...onHashTables,
  transcribed: null,
  score: null,
  strength: null,
  weakness: null,
  status: 'IN_PROGRESS',
  helpfulnessRating: null,
};

export const finished = {
  ...onHashTables,
  transcribed: expect.stringContaining('오늘은 해시 테이블을 설명해 보겠습니다.'),
  score: 39,
  strength: expect.stringMatching(/\S/),
  weakness: expect.stringMatching(/\S/),
  status: 'SUCCESS',
  helpfulnessRating: null,
};

/** The fields beside v1's; somebody who adds another one adds it here. */
export const newerFields = [
  'kind',
  'stage',
  'failureReason',
  'nextAllowanceAt',
  'uploadUntil',
  'contentType',
  'createdAt',
  'endedAt',
  'feedback',
  'keyPoints',
  'parent',
  'first',
  'later',
  'hints',
  'followUp',
  'answers',
  'understanding',
  'explanation',
  'answersSeenAt',
  'correction',
  'disagreements',
  'revised',
];

export function v1Fields(lecture: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(lecture).filter(([field]) => !newerFields.includes(field)),
  );
}

/** Calls of a learner, and a lecture of theirs on hash tables that has ended. */
export function lectureCalls(stack: RunningStack, app: PublishedApp) {
  const call: ApiCall = (method, path, request) =>
    apiCall(stack.origin)(method, path, { token: app.stored()?.authToken, ...request });
  const read = async (method: string, path: string, body?: unknown) => {
    const answer = await call(method, path, { body });
    expect(answer.status).toBe(200);
    return lectureSchema.parse(answer.json());
  };
  const taught = async (learner = app) =>
    learner.waitFor(await learner.teach(hashTable, await recordingNamed('hash-table-partly.m4a')));

  return { call, read, taught };
}

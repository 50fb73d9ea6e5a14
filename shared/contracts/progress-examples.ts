import { assessedLecture, focusedLecture } from './lecture-examples.ts';
import type { ProgressBody } from './progress.ts';

export const progressOnHashTables: ProgressBody['topics'][number] = {
  topicId: assessedLecture.topicId,
  topicName: assessedLecture.topicName,
  lectures: [
    {
      id: assessedLecture.id,
      createdAt: '2026-11-22T03:14:15.926Z',
      kind: 'recording',
      score: 62,
      keyPoints: null,
      parent: null,
      first: null,
      labels: [
        { keyPoint: 1, label: 'covered' },
        { keyPoint: 2, label: 'covered' },
        { keyPoint: 3, label: 'wrong' },
        { keyPoint: 4, label: 'missing' },
      ],
    },
    {
      id: focusedLecture.id,
      createdAt: focusedLecture.createdAt,
      kind: 'text',
      score: 100,
      keyPoints: [4],
      parent: assessedLecture.id,
      first: assessedLecture.id,
      labels: [{ keyPoint: 4, label: 'covered' }],
    },
  ],
  answers: [
    {
      id: 7_307_862_133_901_722,
      lecture: assessedLecture.id,
      createdAt: '2026-11-22T03:16:40.512Z',
      kind: 'text',
      keyPoint: 3,
      label: 'partial',
    },
  ],
  revisions: [
    {
      id: 7_307_862_535_400_406,
      lecture: assessedLecture.id,
      createdAt: '2026-11-22T03:17:23.801Z',
      by: 'disagreement',
      keyPoint: 4,
      label: 'partial',
    },
  ],
};

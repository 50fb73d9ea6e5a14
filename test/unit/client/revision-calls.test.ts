import { expect, it } from 'vitest';
import { examples } from '../../../shared/contracts/examples.ts';
import { clientOf } from './fake-ports.ts';

it('a client corrects what was misheard, disagrees with a label, and reads the result of both', async () => {
  const { misheard } = examples['correct-transcript'];
  const { wrong } = examples['dispute-label'];
  const { api, server } = clientOf({
    'PUT /api/v1/lecture/7/transcript': { body: misheard?.response },
    'POST /api/v1/lecture/7/disagreements': { body: wrong?.response },
    'GET /api/v1/lecture/7': { body: examples['get-lecture']['revised']?.response },
  });
  const { lecture: correction } = await api.correctTranscript(7, '해시 함수', 'key-1');
  expect(correction.status).toBe('IN_PROGRESS');
  expect(server.seen.at(-1)).toMatchObject({
    headers: { 'idempotency-key': 'key-1' },
    body: { text: '해시 함수' },
  });
  const dispute = { keyPoint: 3, comment: '말했어요.' };
  await api.dispute(7, dispute, 'key-2');
  expect(server.seen.at(-1)).toMatchObject({
    headers: { 'idempotency-key': 'key-2' },
    body: dispute,
  });

  const { lecture } = await api.lecture(7);
  expect(lecture.correction).toBeUndefined();
  expect(lecture.disagreements).toMatchObject([
    { keyPoint: 3, disputed: 'wrong', label: 'partial', isKinder: true },
  ]);
  expect(lecture.revised?.score).toBe(73);
  expect(lecture.revised?.keyPoints.map(({ by }) => by)).toEqual([
    'result',
    'result',
    'disagreement',
    'result',
  ]);
});

import { describe, expect, it } from 'vitest';
import type { Lecture } from '../../../shared/client/answers.ts';
import { teachJourney } from '../../../shared/client/journey.ts';
import { clientOf, problem } from './fake-ports.ts';

const presign = 'GET /api/v1/generate-presigned-url';
const answers = 'POST /api/v1/lecture/7/answers';
const uploadUrl = 'https://bucket.test/recordings/1/9?X-Sig=a';
const hint = { keyPoint: 2, label: 'missing', quote: '', hint: '겹치면 어떻게 돼요?' };
const followUp = { keyPoint: 2, round: 1, question: '두 키가 한 자리에 오면요?' };
const graded = (changes: object) => ({
  body: { id: 7, status: 'SUCCESS', score: 40, hints: [hint], followUp, answers: [], ...changes },
});
const answer = (status: string) => ({
  body: { id: 9, status, stage: 'ASSESSING', later: { by: 'answer', lecture: 7, round: 1 } },
  headers: { 'retry-after': '4' },
});
const answered = (status: string) => ({ id: 9, round: 1, question: followUp.question, status });

const journeyOf = (given: Parameters<typeof clientOf>[0]) => {
  const client = clientOf({ [presign]: { body: { uploadPresignedUrl: uploadUrl } }, ...given });
  const journey = teachJourney<string>({ ...client, upload: async () => {} });
  return { ...client, journey, signal: new AbortController().signal };
};

const purpose = { topicId: 1001, answerTo: { lectureId: 7, round: 1 } };

describe('an answer to a pupil', () => {
  it('that is spoken is uploaded and submitted to the question, not to a lecture', async () => {
    const { journey, server, signal } = journeyOf({ [answers]: answer('IN_PROGRESS') });
    const { lecture } = await journey.sendRecording({
      ...purpose,
      recording: 'bytes',
      sent: () => {},
      signal,
    });
    expect(lecture).toMatchObject({ id: 9, later: { lecture: 7, round: 1 } });
    expect(server.to(answers).map(({ body }) => body)).toEqual([
      { round: 1, audioUrl: 'https://bucket.test/recordings/1/9' },
    ]);
    expect(server.to('POST /api/v1/lecture')).toEqual([]);
  });

  it('that is typed carries its key each time it is submitted', async () => {
    const { journey, server, signal } = journeyOf({
      [answers]: [problem(503, 'BUSY'), new Error('gone'), answer('IN_PROGRESS')],
    });
    await journey.sendText({ ...purpose, text: '옆자리에 둬요.', key: 'key-9', signal });
    expect(server.to(answers)).toHaveLength(3);
    for (const { headers, body } of server.to(answers)) {
      expect(headers).toMatchObject({ 'idempotency-key': 'key-9' });
      expect(body).toEqual({ round: 1, text: '옆자리에 둬요.' });
    }
  });

  it('that was uploaded before a restart is submitted under the same address', async () => {
    const { journey, server, signal } = journeyOf({ [answers]: answer('IN_PROGRESS') });
    await journey.sendRecording({
      ...purpose,
      recording: 'bytes',
      from: { uploadUrl, signedAt: 0, isUploaded: true },
      sent: () => {},
      signal,
    });
    expect(server.to(presign)).toEqual([]);
    expect(server.to(answers)).toHaveLength(1);
  });
});

describe('a lecture that is followed with its dialogue', () => {
  it('is read with hints until its answers were seen', async () => {
    const { journey, server, signal } = journeyOf({ 'GET /api/v1/lecture/7': graded({}) });
    const lecture = await journey.followLesson(7, { seen: () => {}, signal });
    expect(lecture.hints).toEqual([{ ...hint, quote: undefined }]);
    expect(lecture.followUp).toEqual(followUp);
    expect(server.seen.map(({ call }) => call)).toEqual([
      'GET /api/v1/lecture/7?view=hints&with=parts',
    ]);
  });

  it.each([
    { name: 'its answers were seen', changes: { answersSeenAt: '2026-11-27T00:00:00.000Z' } },
    { name: 'nothing was missed', changes: { hints: [] } },
  ])('is read whole once $name', async ({ changes }) => {
    const { journey, signal } = journeyOf({
      'GET /api/v1/lecture/7?view=hints&with=parts': graded(changes),
      'GET /api/v1/lecture/7': graded({ ...changes, hints: null, weakness: '충돌이 빠졌어요.' }),
    });
    const shown: (string | undefined)[] = [];
    const seen = ({ weakness }: Lecture) => void shown.push(weakness);
    expect((await journey.followLesson(7, { seen, signal })).hints).toBeUndefined();
    expect(shown).toEqual(['충돌이 빠졌어요.']);
  });

  it('waits for an answer at the pace that it asks for, and then sees what the answer added', async () => {
    const { journey, clock, signal } = journeyOf({
      'GET /api/v1/lecture/7': [
        graded({ understanding: 40, answers: [answered('IN_PROGRESS')] }),
        graded({ understanding: 70, answers: [answered('SUCCESS')] }),
      ],
      'GET /api/v1/lecture/9': [answer('IN_PROGRESS'), answer('SUCCESS')],
    });
    const understandings: (number | undefined)[] = [];
    const stages: string[] = [];
    const seen = ({ understanding }: Lecture) => void understandings.push(understanding);
    const answering = ({ status }: Lecture) => void stages.push(status);
    await journey.followLesson(7, { seen, answering, signal });
    expect(understandings).toEqual([40, 70]);
    expect(stages).toEqual(['IN_PROGRESS', 'SUCCESS']);
    expect(clock.sleptSeconds).toEqual([4, 0.2]);
  });

  it('waits for a correction and for disagreements as well', async () => {
    const { journey, server, signal } = journeyOf({
      'GET /api/v1/lecture/7': [
        graded({ correction: answered('IN_PROGRESS') }),
        graded({ disagreements: [{ ...answered('IN_PROGRESS'), keyPoint: 2 }] }),
        graded({}),
      ],
      'GET /api/v1/lecture/9': answer('SUCCESS'),
    });
    await journey.followLesson(7, { seen: () => {}, signal });
    expect(server.to('GET /api/v1/lecture/9')).toHaveLength(2);
  });

  it('tolerates passing failures at its first look, too', async () => {
    const { journey, server, signal } = journeyOf({
      'GET /api/v1/lecture/7': [problem(503, 'BUSY'), new Error('gone'), graded({})],
    });
    await journey.followLesson(7, { seen: () => {}, signal });
    expect(server.to('GET /api/v1/lecture/7')).toHaveLength(3);
  });

  it('ends when an answer fails: the question is open again', async () => {
    const { journey, signal } = journeyOf({
      'GET /api/v1/lecture/7': [
        graded({ answers: [answered('IN_PROGRESS')] }),
        graded({ answers: [answered('FAILURE')] }),
      ],
      'GET /api/v1/lecture/9': answer('FAILURE'),
    });
    const lecture = await journey.followLesson(7, { seen: () => {}, signal });
    expect(lecture.answers.map(({ status }) => status)).toEqual(['FAILURE']);
    expect(lecture.followUp?.round).toBe(1);
  });
});

it('the answers are marked as seen, and then read', async () => {
  const { api, server } = clientOf({
    'POST /api/v1/lecture/7/reveal': graded({ answersSeenAt: '2026-11-27T00:00:00.000Z' }),
  });
  expect((await api.reveal(7)).answersSeenAt).toBe('2026-11-27T00:00:00.000Z');
  expect(server.seen).toHaveLength(1);
});

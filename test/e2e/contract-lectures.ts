import { expect, it } from 'vitest';
import * as z from 'zod';
import { type PublishedApp, withoutQuery } from '../support/published-app.ts';
import { type ApiCall, apiCall, expectProblem } from './api-call.ts';
import { type RunningStack, recordingNamed } from './running-stack.ts';

const hashTable = 1001;

const lectureSchema = z.looseObject({ id: z.int(), status: z.string() });

/** What every lecture of these tests has in common. */
const onHashTables = {
  id: expect.any(Number),
  majorId: 1,
  majorName: '컴퓨터공학',
  subjectId: 101,
  subjectName: '자료구조와 알고리즘',
  topicId: hashTable,
  topicName: '해시 테이블',
};

const unfinished = {
  ...onHashTables,
  transcribed: null,
  score: null,
  strength: null,
  weakness: null,
  status: 'IN_PROGRESS',
  helpfulnessRating: null,
};

const finished = {
  ...onHashTables,
  transcribed: expect.stringContaining('오늘은 해시 테이블을 설명해 보겠습니다.'),
  score: 39,
  strength: expect.stringMatching(/\S/),
  weakness: expect.stringMatching(/\S/),
  status: 'SUCCESS',
  helpfulnessRating: null,
};

/** The fields beside v1's; somebody who adds another one adds it here. */
const newerFields = [
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

function v1Fields(lecture: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(lecture).filter(([field]) => !newerFields.includes(field)),
  );
}

/** The routes that make, read, list and rate lectures. */
export function describeLectureRoutes(
  stack: RunningStack,
  app: PublishedApp,
  stranger: PublishedApp,
) {
  const call: ApiCall = (method, path, request) =>
    apiCall(stack.origin)(method, path, { token: app.stored()?.authToken, ...request });
  const read = async (method: string, path: string, body?: unknown) => {
    const answer = await call(method, path, { body });
    expect(answer.status).toBe(200);
    return lectureSchema.parse(answer.json());
  };
  const taught = async (learner = app) =>
    learner.waitFor(await learner.teach(hashTable, await recordingNamed('hash-table-partly.m4a')));

  return {
    'submit-lecture'() {
      it('answers 200 and the lecture, with an id that JSON carries safely', async () => {
        const audioUrl = withoutQuery(await app.presign());
        const lecture = await read('POST', '/api/v1/lecture', { topicId: hashTable, audioUrl });
        expect(v1Fields(lecture)).toEqual(unfinished);
        expect(lecture).toMatchObject({
          stage: 'WAITING_FOR_UPLOAD',
          failureReason: null,
          createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
          feedback: null,
        });
        expect(Number.isSafeInteger(lecture.id)).toBe(true);
      });

      it('answers the finished lecture to a late repeat', async () => {
        const lecture = await taught(stranger);
        const repeat = await stranger.teach(
          hashTable,
          await recordingNamed('hash-table-partly.m4a'),
        );
        expect(repeat).toMatchObject({ id: lecture.id, status: 'SUCCESS', score: 39 });
      });
    },

    'get-progress'() {
      it('answers what was taught of a topic, with a label for each key point', async () => {
        const { id } = await taught();
        const answer = await call('GET', '/api/v1/users/progress');
        expect(answer.status).toBe(200);
        const label = { keyPoint: expect.any(Number), label: expect.any(String) };
        expect(answer.json()).toEqual({
          topics: expect.arrayContaining([
            {
              topicId: hashTable,
              topicName: '해시 테이블',
              lectures: expect.arrayContaining([
                {
                  id,
                  createdAt: expect.any(String),
                  kind: 'recording',
                  score: 39,
                  keyPoints: null,
                  parent: null,
                  first: null,
                  labels: expect.arrayContaining([label]),
                },
              ]),
              answers: expect.any(Array),
              revisions: expect.any(Array),
            },
          ]),
        });
      });
    },

    'get-lecture'() {
      it('answers nulls and how long to wait while it is in progress', async () => {
        const audioUrl = withoutQuery(await app.presign());
        const { id } = await read('POST', '/api/v1/lecture', { topicId: hashTable, audioUrl });
        const answer = await call('GET', `/api/v1/lecture/${id}`);
        expect(v1Fields(lectureSchema.parse(answer.json()))).toEqual({ ...unfinished, id });
        expect(answer.headers.get('retry-after')).toBe('3');
      });

      it('answers the result and the feedback of a finished lecture', async () => {
        const { id } = await taught();
        const answer = await call('GET', `/api/v1/lecture/${id}`);
        const lecture = lectureSchema.parse(answer.json());
        expect(v1Fields(lecture)).toEqual({ ...finished, id });
        expect(lecture).toMatchObject({
          stage: 'DONE',
          failureReason: null,
          feedback: {
            keyPoints: expect.arrayContaining([
              {
                number: expect.any(Number),
                statement: expect.any(String),
                label: 'covered',
                quote: expect.stringContaining('충돌도 일어나는데'),
                reason: expect.any(String),
              },
            ]),
            corrections: [],
            delivery: { durationSeconds: expect.any(Number), strengths: expect.any(Array) },
            nextSteps: expect.any(Array),
          },
        });
        expect(answer.headers.get('retry-after')).toBeNull();
      });
    },

    'answer-pupil'() {
      it('answers the answer, which is judged and shown with its lecture; with hints it gives no answer away', async () => {
        const { id } = await taught();
        const asked = await read('GET', `/api/v1/lecture/${id}?view=hints`);
        expect(asked).toMatchObject({
          weakness: null,
          followUp: { keyPoint: expect.any(Number), round: 1, question: expect.any(String) },
          understanding: 39,
        });
        const body = { round: 1, text: '적재율이 커지면 배열을 키우고 다시 해싱해요.' };
        const answer = await read('POST', `/api/v1/lecture/${id}/answers`, body);
        expect(answer).toMatchObject({
          status: 'IN_PROGRESS',
          kind: 'text',
          later: { by: 'answer', lecture: id, round: 1 },
        });
        expect(await read('POST', `/api/v1/lecture/${id}/answers`, body)).toMatchObject({
          id: answer.id,
        });
        await app.waitFor(answer);
        expect(await read('GET', `/api/v1/lecture/${id}`)).toMatchObject({
          score: 39,
          answers: [{ id: answer.id, round: 1, status: 'SUCCESS', said: body.text }],
        });
        const progress = await call('GET', '/api/v1/users/progress');
        const { topics } = z.looseObject({ topics: z.array(z.unknown()) }).parse(progress.json());
        expect(topics).toContainEqual(
          expect.objectContaining({
            answers: [
              {
                ...{ id: answer.id, lecture: id, createdAt: expect.any(String), kind: 'text' },
                ...{ keyPoint: expect.any(Number), label: expect.any(String) },
              },
            ],
          }),
        );
      });
    },

    'correct-transcript'() {
      it('answers the correction, which is judged and shown beside the result; another one comes too late', async () => {
        const { id, transcribed } = await taught();
        const heard = transcribed ?? '';
        const path = `/api/v1/lecture/${id}/transcript`;
        const text = heard.replace('오늘은', '요즘은');
        const correction = await read('PUT', path, { text });
        expect(correction).toMatchObject({
          status: 'IN_PROGRESS',
          kind: 'text',
          later: { by: 'transcript', lecture: id },
        });
        expect(await read('PUT', path, { text })).toMatchObject({ id: correction.id });
        await app.waitFor(correction);
        expect(await read('GET', `/api/v1/lecture/${id}`)).toMatchObject({
          score: 39,
          transcribed: heard,
          correction: { id: correction.id, status: 'SUCCESS', transcribed: text },
          revised: { score: 39 },
        });
        const refused = await call('PUT', path, { body: { text: `${text} 또` } });
        expectProblem(refused, 409, 'ALREADY_CORRECTED', ['text']);
      });

      it('refuses a correction into what was never said', async () => {
        const { id } = await taught();
        const body = { text: '해시 테이블은 완전히 다른 이야기예요.' };
        const refused = await call('PUT', `/api/v1/lecture/${id}/transcript`, { body });
        expectProblem(refused, 400, 'TRANSCRIPT_CHANGED_TOO_MUCH', ['text']);
      });
    },

    'dispute-label'() {
      it('answers the dispute, which is judged alone and shown with its lecture', async () => {
        const { id } = await taught();
        const { feedback } = await app.lecture(id);
        const labels = feedback?.keyPoints.map(({ label }) => label) ?? [];
        const keyPoint = labels.findIndex((label) => label !== 'covered') + 1;
        const body = { keyPoint, comment: '그 말은 했어요.' };
        const path = `/api/v1/lecture/${id}/disagreements`;
        const dispute = await read('POST', path, body);
        expect(dispute).toMatchObject({
          status: 'IN_PROGRESS',
          later: { by: 'disagreement', lecture: id, comment: body.comment },
        });
        expect(await read('POST', path, body)).toMatchObject({ id: dispute.id });
        await app.waitFor(dispute);
        expect(await read('GET', `/api/v1/lecture/${id}`)).toMatchObject({
          score: 39,
          disagreements: [
            { id: dispute.id, keyPoint, status: 'SUCCESS', label: expect.any(String) },
          ],
        });
        const covered = labels.indexOf('covered') + 1;
        expectProblem(
          await call('POST', path, { body: { keyPoint: covered } }),
          409,
          'NOTHING_TO_DISPUTE',
          ['keyPoint'],
        );
      });
    },

    'reveal-answers'() {
      it('answers the whole lecture, and since when its answers are known', async () => {
        const { id } = await taught();
        const seen = await read('POST', `/api/v1/lecture/${id}/reveal`);
        expect(seen).toMatchObject({
          id,
          answersSeenAt: expect.any(String),
          weakness: expect.any(String),
        });
        expect(await read('POST', `/api/v1/lecture/${id}/reveal`)).toMatchObject({
          answersSeenAt: seen['answersSeenAt'],
        });
      });
    },

    'rate-lecture'() {
      it('answers an empty 200, and a second rating replaces the first', async () => {
        const { id } = await taught();
        for (const helpfulnessRating of [1, 5]) {
          const path = `/api/v1/lecture/${id}/rate-helpfulness`;
          const answer = await call('POST', path, { body: { helpfulnessRating } });
          expect(answer).toMatchObject({ status: 200, text: '' });
          expect(answer.headers.get('content-length')).toBe('0');
          expect(await app.lecture(id)).toMatchObject({ helpfulnessRating });
        }
      });

      it('refuses a lecture that is not finished', async () => {
        const { id } = await app.submit(hashTable, await app.presign());
        const body = { helpfulnessRating: 3 };
        expectProblem(
          await call('POST', `/api/v1/lecture/${id}/rate-helpfulness`, { body }),
          409,
          'LECTURE_NOT_FINISHED',
        );
      });
    },

    'list-lectures'() {
      it('answers a bare array, newest first, of the caller alone', async () => {
        const learner = await stack.openApp();
        const older = await taught(learner);
        const newer = await learner.submit(hashTable, await learner.presign());
        const token = learner.stored()?.authToken;
        const answer = await call('GET', '/api/v1/users/lectures', { token });
        const lectures = z.array(lectureSchema).parse(answer.json());
        expect(lectures.map(v1Fields)).toEqual([
          { ...unfinished, id: newer.id },
          { ...finished, id: older.id },
        ]);
        const alone = await call('GET', `/api/v1/lecture/${older.id}`, { token });
        expect(lectures[1]).toEqual(alone.json());
        expect(answer.headers.get('link')).toBeNull();
      });

      it('links to what follows a limit by Link headers', async () => {
        const learner = await stack.openApp();
        const token = learner.stored()?.authToken;
        const made: number[] = [];
        for (let count = 0; count < 3; count += 1) {
          made.unshift((await learner.submit(hashTable, await learner.presign())).id);
        }
        const listed: number[][] = [];
        let path: string | undefined = '/api/v1/users/lectures?limit=2';
        while (path !== undefined && listed.length < 5) {
          const answer = await call('GET', path, { token });
          listed.push(
            z
              .array(lectureSchema)
              .parse(answer.json())
              .map(({ id }) => id),
          );
          path = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
        }
        expect(listed).toEqual([made.slice(0, 2), made.slice(2)]);
      });

      it('is an empty array for a learner who has taught nothing yet', async () => {
        const token = (await stack.openApp()).stored()?.authToken;
        const answer = await call('GET', '/api/v1/users/lectures', { token });
        expect(answer).toMatchObject({ status: 200, text: '[]' });
      });
    },
  };
}

import { expect, it } from 'vitest';
import * as z from 'zod';
import { type PublishedApp, withoutQuery } from '../support/published-app.ts';
import { expectProblem } from './api-call.ts';
import {
  finished,
  hashTable,
  lectureCalls,
  lectureSchema,
  unfinished,
  v1Fields,
} from './lecture-shapes.ts';
import { type RunningStack, recordingNamed } from './running-stack.ts';

/** The routes that make, read, list and rate lectures. */
export function describeLectureRoutes(
  stack: RunningStack,
  app: PublishedApp,
  stranger: PublishedApp,
) {
  const { call, read, taught } = lectureCalls(stack, app);

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

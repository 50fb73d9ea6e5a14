import { expect, it } from 'vitest';
import * as z from 'zod';
import type { PublishedApp } from '../support/published-app.ts';
import { expectProblem } from './api-call.ts';
import { lectureCalls } from './lecture-shapes.ts';
import type { RunningStack } from './running-stack.ts';

/** The routes of what follows a result: answers to the pupil, corrections, disputes and the answers shown. */
export function describeLaterJudgements(stack: RunningStack, app: PublishedApp) {
  const { call, read, taught } = lectureCalls(stack, app);

  return {
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
  };
}

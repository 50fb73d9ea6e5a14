import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lectureSchema } from '../../../shared/contracts/lecture-body.ts';
import { apiWithFakes } from '../../support/api-with-fakes.ts';
import { type CapturedLog, capturedLog } from '../../support/captured-log.ts';
import { answerOf, lectureOf, saidText, wavOf } from '../../support/lecture-factory.ts';
import { uploadUrlOf } from '../../support/lecture-journey.ts';
import { problemOf } from '../../support/problem-of.ts';

let captured: CapturedLog;

beforeEach(() => {
  captured = capturedLog();
});

afterEach(() => captured.restore());

async function opened() {
  const api = await apiWithFakes();
  return { ...api, me: api.as(7_001), other: api.as(7_002) };
}

describe('a lecture', () => {
  it('goes from presign to its feedback, as the published app has it', async () => {
    const { me, journey } = await opened();
    const presigned = await me('presign-upload');
    const [audioUrl = ''] = presigned.json.uploadPresignedUrl.split('?');
    const key = await journey.submitPorts.readUploadUrl(audioUrl);
    if (!key) throw new Error('presign signed no key');
    journey.recordings.upload(key, wavOf('talk'));
    const submitted = await me('submit-lecture', { json: { topicId: 1001, audioUrl } });
    const polled = await me('get-lecture', { pathParameters: { id: String(key.lectureId) } });
    await journey.drainQueue();
    const graded = await me('get-lecture', { pathParameters: { id: String(key.lectureId) } });

    expect(submitted).toMatchObject({
      statusCode: 200,
      json: { id: key.lectureId, status: 'IN_PROGRESS' },
    });
    expect(presigned.json.audioUrl).toBe(audioUrl);
    expect(presigned.headers?.['learning-allowance-remaining']).toBe('20');
    expect(presigned.headers?.['learning-allowance-reset']).toBe(String(12 * 3600));
    expect(submitted.headers?.['learning-allowance-reset']).toBe(String(12 * 3600));
    expect(submitted.headers?.['learning-allowance-remaining']).toBe('20');
    expect(polled.headers?.['retry-after']).toBe('3');
    expect(graded.headers?.['retry-after']).toBeUndefined();
    expect(lectureSchema.parse(graded.json)).toMatchObject({ status: 'SUCCESS', score: 100 });
    expect(key.userId).toBe(7_001);
  });

  it('in progress shows its parts to a caller that asks for them, and to no other', async () => {
    const { me, journey } = await opened();
    const key = journey.presign();
    journey.recordings.upload(key, wavOf('parts'));
    await journey.submit(key);
    const message = journey.queue.sent.shift();
    if (!message) throw new Error('nothing was sent');
    journey.chat.willJudge({ label: 'covered', reason: '까닭' }, 'never answers', 'never answers');
    void journey.process(message);
    const poll = (queryStringParameters: Record<string, string> = {}) =>
      me('get-lecture', {
        pathParameters: { id: String(key.lectureId) },
        queryStringParameters,
        rawQueryString: new URLSearchParams(queryStringParameters).toString(),
      });
    await vi.waitFor(async () =>
      expect((await poll({ with: 'parts' })).json.parts.keyPoints).toHaveLength(1),
    );
    const { json, headers } = await poll({ with: 'parts' });
    expect(lectureSchema.parse(json)).toMatchObject({
      ...{ status: 'IN_PROGRESS', transcribed: null, score: null, feedback: null },
      parts: { transcribed: saidText, keyPoints: [{ number: 1, label: 'covered' }] },
    });
    expect(headers?.['retry-after']).toMatch(/^[1-9]$/);
    expect((await poll({ with: 'parts', view: 'hints' })).json.parts.keyPoints).toHaveLength(1);
    expect((await poll()).json).not.toHaveProperty('parts');
    expect((await poll({ with: 'everything' })).statusCode).toBe(400);
  });

  it('gives its key points in the language that Accept-Language asks for, on every route', async () => {
    const { me, journey } = await opened();
    journey.chat.will(answerOf(['covered', 'missing', 'missing']));
    const text = '해시 테이블은 키를 해시 함수로 배열 인덱스로 바꾸어 저장합니다.';
    const submit = (language: string) =>
      me('submit-lecture', { ...inLanguage(language), json: { topicId: 1001, text } });
    const inLanguage = (language: string) => ({
      headers: { authorization: 'Bearer 7001', 'accept-language': language },
    });
    const { id } = (await submit('ko')).json;
    await journey.drainQueue();
    const shown = async (language: string) => {
      const pathParameters = { id: String(id) };
      const { json: one } = await me('get-lecture', { ...inLanguage(language), pathParameters });
      const { json: list } = await me('list-lectures', inLanguage(language));
      const { json: repeated } = await submit(language);
      const { json: revealed } = await me('reveal-answers', {
        ...inLanguage(language),
        pathParameters,
      });
      return [one, list[0], repeated, revealed].map(({ topicName, feedback }) => ({
        topicName,
        ...feedback.keyPoints[1],
      }));
    };

    const [korean, ...alsoKorean] = await shown('ko-KR,ko');
    expect(korean).toMatchObject({
      topicName: '해시 테이블',
      statement: '서로 다른 키가 충돌할 수 있다.',
    });
    expect(alsoKorean).toEqual([korean, korean, korean]);
    const english = {
      ...korean,
      topicName: 'Hash tables',
      statement: 'Different keys can collide.',
    };
    expect(await shown('en-US,en;q=0.9')).toEqual([english, english, english, english]);
  });

  it('carries the id of the request that submitted it', async () => {
    const { me, journey } = await opened();
    const key = journey.presign();
    const response = await me('submit-lecture', {
      json: { topicId: 1001, audioUrl: uploadUrlOf(key) },
    });

    expect(journey.row(key).correlationId).toBe(response.headers?.['x-request-id']);
  });

  it('can be typed, and the same text is the same lecture', async () => {
    const { me } = await opened();
    const json = { topicId: 1001, text: '해시 테이블은 키를 인덱스로 바꿔요.' };
    const [first, second] = [
      await me('submit-lecture', { json }),
      await me('submit-lecture', { json }),
    ];

    expect(first.json).toMatchObject({ status: 'IN_PROGRESS', stage: 'QUEUED' });
    expect(second.json.id).toBe(first.json.id);
  });

  it('that has ended is answered to a repeat of its submission as to a poll', async () => {
    const { me, journey } = await opened();
    journey.chat.will(answerOf(['missing', 'missing', 'missing']));
    const key = journey.presign();
    journey.recordings.upload(key, wavOf('talk'));
    const recording = { topicId: 1001, audioUrl: uploadUrlOf(key) };
    const typed = { topicId: 1001, text: '해시 테이블은 키를 인덱스로 바꿔요.' };
    for (const json of [recording, typed]) {
      const { id } = (await me('submit-lecture', { json })).json;
      await journey.drainQueue();
      const repeated = await me('submit-lecture', { json });

      expect(repeated.json).toMatchObject({
        id,
        status: 'SUCCESS',
        transcribed: expect.any(String),
      });
      expect(repeated.json).toEqual(
        (await me('get-lecture', { pathParameters: { id: String(id) } })).json,
      );
    }
  });

  it('may be typed in either form of Unicode, as the same text', async () => {
    const { me, journey } = await opened();
    const text = '해시 테이블은 키를 인덱스로 바꿔요.';
    const submit = (each: string) => me('submit-lecture', { json: { topicId: 1001, text: each } });
    const { id } = (await submit(text.normalize('NFD'))).json;

    expect((await submit(text)).json.id).toBe(id);
    expect((await journey.details.findTranscript({ userId: 7_001, lectureId: id }))?.text).toBe(
      text,
    );
  });

  it('may be typed with its URL omitted as null', async () => {
    const { me } = await opened();
    const json = { topicId: 1001, audioUrl: null, text: '해시 테이블' };

    expect((await me('submit-lecture', { json })).statusCode).toBe(200);
  });

  it.each([
    [{ topicId: 1001 }, 'audioUrl'],
    [{ topicId: 1001, audioUrl: 'https://x.test/', text: 'both' }, 'audioUrl'],
    [{ topicId: '1001', text: 'x' }, 'topicId'],
    [{ topicId: 0, text: 'x' }, 'topicId'],
    [{ topicId: 1.5, text: 'x' }, 'topicId'],
    [{ text: 'x' }, 'topicId'],
    [{ topicId: 1001, text: '' }, 'text'],
    [{ topicId: 1001, text: '가'.repeat(5_001) }, 'text'],
    [{ topicId: 1001, audioUrl: `https://${'x'.repeat(2_048)}` }, 'audioUrl'],
    [{ topicId: 1001, audioUrl: 'http://169.254.169.254/' }, 'audioUrl'],
    [{ topicId: 1001, text: 'x', userId: 7_002 }, 'userId'],
  ])('with %j is 400 and names %s', async (json, field) => {
    const { me, journey } = await opened();
    const response = await me('submit-lecture', { json });

    expect(response.statusCode).toBe(400);
    expect(problemOf(response).errors?.map((error) => error.field)).toContain(field);
    expect(journey.lectures.rows.size).toBe(0);
  });

  it('of someone else is 404 to read and to rate, and cannot be submitted', async () => {
    const { me, other, journey } = await opened();
    const lecture = lectureOf({ status: 'SUCCESS', stage: 'DONE', score: 1 });
    journey.lectures.put(lecture);
    const pathParameters = { id: String(lecture.lectureId) };
    const rating = { pathParameters, json: { helpfulnessRating: 1 } };

    expect((await me('get-lecture', { pathParameters })).statusCode).toBe(200);
    expect((await other('get-lecture', { pathParameters })).statusCode).toBe(404);
    expect((await other('rate-lecture', rating)).statusCode).toBe(404);
    expect((await other('list-lectures')).json).toEqual([]);
    const json = { topicId: 1001, audioUrl: uploadUrlOf(lecture) };
    expect((await other('submit-lecture', { json })).statusCode).toBe(400);
    expect(journey.row(lecture).helpfulnessRating).toBeUndefined();
  });

  it('is rated with an empty 200, and not before it has ended', async () => {
    const { me, journey } = await opened();
    const [ended, open] = [
      lectureOf({ lectureId: 1, status: 'SUCCESS' }),
      lectureOf({ lectureId: 2 }),
    ];
    for (const lecture of [ended, open]) journey.lectures.put(lecture);
    const rate = (id: number, helpfulnessRating: unknown) =>
      me('rate-lecture', { pathParameters: { id: String(id) }, json: { helpfulnessRating } });

    await expect(rate(1, 5)).resolves.toMatchObject({ statusCode: 200, body: '' });
    expect((await rate(2, 5)).statusCode).toBe(409);
    for (const wrong of [0, 6, 2.5, '3', null]) {
      expect(problemOf(await rate(1, wrong)).errors?.[0]?.field).toBe('helpfulnessRating');
    }
  });

  it.each(['0', '-1', 'abc', '1.0', '9007199254740993', '1e5'])(
    'with the id %j is 400',
    async (id) => {
      const { me } = await opened();
      const response = await me('get-lecture', { pathParameters: { id } });

      expect(problemOf(response)).toMatchObject({ status: 400, errors: [{ field: 'id' }] });
    },
  );
});

describe('the logs of a whole journey', () => {
  it('contain no transcript, feedback, name, token or URL', async () => {
    const { me, journey, users } = await opened();
    const canary = 'canary7f3a9b';
    users.users.set(7_001, {
      ...(await users.find(7_001)),
      userId: 7_001,
      name: canary,
      tokenVersion: 1,
      createdAt: 0,
    });
    await me('change-name', { json: { name: canary } });
    await me('change-name', { json: { name: canary.repeat(9) } });
    await me('submit-lecture', {
      json: { topicId: 1001, text: canary },
      headers: { authorization: 'Bearer 7001', 'idempotency-key': canary },
    });
    await me('submit-lecture', { json: { topicId: 1001, audioUrl: `https://${canary}.test/` } });
    await journey.drainQueue();
    await me('list-lectures', { queryStringParameters: { cursor: canary } });
    await me('list-lectures', { headers: { authorization: `Bearer ${canary}` } });

    expect(captured.lines().length).toBeGreaterThanOrEqual(6);
    expect(captured.text()).not.toContain(canary);
  });
});

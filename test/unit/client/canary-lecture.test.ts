import { describe, expect, it } from 'vitest';
import { holdCanaryLecture } from '../../../shared/client/canary-lecture.ts';
import { ClientTrouble } from '../../../shared/client/trouble.ts';
import { clientOf, loginsWith, problem } from './fake-ports.ts';

const issue = 'POST /api/v1/users/token/issue';
const presign = 'GET /api/v1/generate-presigned-url';
const submit = 'POST /api/v1/lecture';
const look = 'GET /api/v1/lecture/7';
const deletion = 'DELETE /api/v1/users/me';

const signature = 'X-Amz-Signature=secret';
const lecture = (changes: object = {}) => ({
  body: { id: 7, status: 'IN_PROGRESS', stage: 'QUEUED', ...changes },
  headers: { 'retry-after': '3' },
});

/** A stage on a good day, except where `answers` or `store` say otherwise. */
const holdingWith = (
  answers: Parameters<typeof clientOf>[0] = {},
  store: (url: string) => void = () => {},
) => {
  const client = clientOf(
    {
      [presign]: {
        body: { uploadPresignedUrl: `https://bucket.test/recordings/1/7?${signature}` },
      },
      [submit]: lecture(),
      [look]: [lecture({ stage: 'ASSESSING' }), lecture({ status: 'SUCCESS', score: 30 })],
      [deletion]: { status: 200 },
      ...answers,
    },
    { logins: loginsWith() },
  );
  const hold = () =>
    holdCanaryLecture(
      { ...client, upload: async (url) => store(url) },
      {
        ...{ topicId: 1001, recording: 'bytes', seconds: 6, waitSeconds: 100 },
        signal: new AbortController().signal,
      },
    );
  const failure = async () => {
    const error: unknown = await hold().catch((thrown: unknown) => thrown);
    if (!(error instanceof Error)) throw new Error('it did not fail');
    return error.message;
  };
  return { ...client, hold, failure };
};

describe('the canary', () => {
  it('teaches one lecture as a user of its own, and deletes that user', async () => {
    const { hold, server } = holdingWith();
    expect(await hold()).toEqual({ lectureId: 7, score: 30, seconds: 6 });
    expect(server.seen.map(({ call }) => call.split('?')[0])).toEqual([
      ...[issue, presign, submit, look, look, deletion],
    ]);
    expect(server.to(submit)[0]?.body).toMatchObject({ topicId: 1001, recordingSeconds: 6 });
    expect(server.to(deletion)[0]?.headers['authorization']).toBe('Bearer token-1');
  });

  it.each([
    [
      'a full quota',
      { [look]: lecture({ status: 'FAILURE', failureReason: 'QUOTA_EXCEEDED' }) },
      'result: lecture 7 ended as QUOTA_EXCEEDED',
    ],
    [
      'speech that nobody hears any more',
      { [look]: lecture({ status: 'STT_EMPTY' }) },
      'result: lecture 7 ended as STT_EMPTY',
    ],
    [
      'a queue that nobody works on',
      { [look]: lecture() },
      'result (its last stage was QUEUED): nothing within 100 s',
    ],
    [
      'a submission that fails',
      { [submit]: problem(500, 'INTERNAL_ERROR') },
      'upload and submission: POST /api/v1/lecture answers 500 INTERNAL_ERROR (request req-1)',
    ],
    [
      'a presign that is refused',
      { [presign]: problem(403, 'FORBIDDEN') },
      'upload and submission: GET /api/v1/generate-presigned-url answers 403 FORBIDDEN (request req-1)',
    ],
  ])('notices %s, says where, and still deletes its user', async (_, answers, message) => {
    const { failure, server } = holdingWith(answers);
    expect(await failure()).toBe(message);
    expect(server.to(deletion)).toHaveLength(1);
  });

  it('notices a token that is not issued, and has nobody to delete', async () => {
    const { failure, server } = holdingWith({ [issue]: problem(429, 'TOO_MANY_TOKENS') });
    expect(await failure()).toContain('token: POST /api/v1/users/token/issue answers 429');
    expect(server.to(deletion)).toEqual([]);
  });

  it('notices an upload that is refused, and reveals neither its URL nor a token', async () => {
    const { failure } = holdingWith({}, () => {
      throw new ClientTrouble({ kind: 'upload-refused', status: 403, code: 'AccessDenied' });
    });
    const message = await failure();
    expect(message).toBe('upload and submission: the upload is refused: 403 AccessDenied');
    expect(message).not.toContain(signature);
  });

  it('fails if its user cannot be deleted', async () => {
    const { failure } = holdingWith({ [deletion]: problem(503, 'BUSY') });
    expect(await failure()).toContain('deletion of the user: DELETE /api/v1/users/me answers 503');
  });

  it('names the lecture if its deletion fails as well', async () => {
    const { failure } = holdingWith({
      [look]: lecture({ status: 'FAILURE', failureReason: 'PROVIDER_QUOTA' }),
      [deletion]: problem(503, 'BUSY'),
    });
    expect(await failure()).toBe('result: lecture 7 ended as PROVIDER_QUOTA');
  });
});

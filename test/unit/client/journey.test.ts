import { describe, expect, it } from 'vitest';
import { lectureOf } from '../../../shared/client/answers.ts';
import { systemClock } from '../../../shared/client/clock.ts';
import { mayGoOn, type OnItsWay, teachJourney } from '../../../shared/client/journey.ts';
import { pauseSeconds } from '../../../shared/client/polling.ts';
import { ClientTrouble } from '../../../shared/client/trouble.ts';
import { checkUploadAnswer } from '../../../shared/client/upload.ts';
import { testStart } from '../../support/manual-clock.ts';
import { clientOf, problem, troubleFrom } from './fake-ports.ts';

const presign = 'GET /api/v1/generate-presigned-url';
const submit = 'POST /api/v1/lecture';
const look = 'GET /api/v1/lecture/7';
const uploadUrl = 'https://bucket.test/recordings/1/7.proof?X-Sig=a%2Fb';
const audioUrl = 'https://bucket.test/recordings/1/7.proof';
const lecture = (changes: object = {}) => ({
  body: { id: 7, status: 'IN_PROGRESS', stage: 'QUEUED', ...changes },
  headers: { 'retry-after': '2' },
});
const graded = lecture({ status: 'SUCCESS', score: 82 });
const busy = problem(503, 'BUSY', { 'retry-after': '9' });

/** A journey on a good day, except where `answers` or `store` say otherwise. */
const journeyOf = (
  answers: Parameters<typeof clientOf>[0] = {},
  store: (url: string, uploads: number) => void = () => {},
) => {
  const client = clientOf({
    [presign]: { body: { uploadPresignedUrl: uploadUrl } },
    [submit]: lecture(),
    [look]: graded,
    ...answers,
  });
  const uploaded: string[] = [];
  const reached: OnItsWay[] = [];
  const shares: number[] = [];
  const { signal } = new AbortController();
  const journey = teachJourney<string>({
    ...client,
    upload: async (url, recording, sent) => {
      uploaded.push(url);
      store(url, uploaded.length);
      sent(recording.length, recording.length);
    },
  });
  const send = (from?: OnItsWay) =>
    journey.sendRecording({
      topicId: 1001,
      recording: 'bytes',
      from,
      reached: (way) => void reached.push(way),
      sent: (sentBytes, totalBytes) => shares.push(sentBytes / totalBytes),
      signal,
    });
  const seen: (string | undefined)[] = [];
  const follow = (waitSeconds?: number, pollSeconds?: number) =>
    journey.follow(
      { lecture: lectureOf(lecture().body), retryAfterSeconds: 5 },
      { seen: ({ stage }) => seen.push(stage), signal, waitSeconds, pollSeconds },
    );
  return { ...client, ...journey, journey, uploaded, reached, shares, send, follow, seen, signal };
};

describe('sending a recording', () => {
  it('uploads it and submits the address without its query', async () => {
    const { send, server, uploaded, reached, shares } = journeyOf();
    expect((await send()).lecture.id).toBe(7);
    expect(uploaded).toEqual([uploadUrl]);
    expect(shares).toEqual([1]);
    expect(server.to(submit).map(({ body }) => body)).toEqual([{ topicId: 1001, audioUrl }]);
    expect(reached.map(({ isUploaded }) => isUploaded)).toEqual([false, true]);
  });

  it('survives a passing failure while submitting, without another upload', async () => {
    const { send, clock, uploaded } = journeyOf({
      [submit]: [busy, new TypeError('fetch failed'), lecture()],
    });
    await send();
    expect(clock.sleptSeconds).toEqual([9, 2]);
    expect(uploaded).toHaveLength(1);
  });

  it('gives up after four tries, and at once if trying again is of no use', async () => {
    const passing = journeyOf({ [submit]: busy });
    await expect(troubleFrom(passing.send())).resolves.toMatchObject({ code: 'BUSY' });
    expect(passing.server.to(submit)).toHaveLength(4);
    const final = journeyOf({ [submit]: problem(404, 'TOPIC_NOT_FOUND') });
    await expect(troubleFrom(final.send())).resolves.toMatchObject({ code: 'TOPIC_NOT_FOUND' });
    expect(final.server.to(submit)).toHaveLength(1);
  });

  it('submits nothing that the store refused', async () => {
    const { send, server } = journeyOf({}, () => checkUploadAnswer(403, '<Error/>'));
    await expect(troubleFrom(send())).resolves.toMatchObject({ kind: 'upload-refused' });
    expect(server.to(submit)).toEqual([]);
  });

  it('stops when it is told to, before anything is sent', async () => {
    const { sendRecording, server } = journeyOf();
    const sending = sendRecording({
      topicId: 1,
      recording: '',
      sent: () => {},
      signal: AbortSignal.abort(new Error('stopped')),
    });
    await expect(sending).rejects.toThrow('stopped');
    expect(server.seen).toEqual([]);
  });
});

describe('going on after a restart', () => {
  const way = (changes: Partial<OnItsWay> = {}): OnItsWay => ({
    uploadUrl,
    signedAt: testStart,
    isUploaded: false,
    ...changes,
  });

  it('submits an upload that was done, under its own address', async () => {
    const { send, server, uploaded } = journeyOf();
    await send(way({ isUploaded: true, signedAt: 0 }));
    expect(uploaded).toEqual([]);
    expect(server.to(presign)).toEqual([]);
    expect(server.to(submit)[0]?.body).toEqual({ topicId: 1001, audioUrl });
  });

  it('uploads to the same address as long as that is allowed', async () => {
    const { send, server, uploaded } = journeyOf();
    await send(way({ signedAt: testStart - 599_000 }));
    expect(uploaded).toEqual([uploadUrl]);
    expect(server.to(presign)).toEqual([]);
  });

  it('asks for a new address if the old one has expired', async () => {
    const { send, server } = journeyOf();
    await send(way({ signedAt: testStart - 600_000 }));
    expect(server.to(presign)).toHaveLength(1);
  });

  it('asks for a new one, once, if the store refuses the old one', async () => {
    const refuse = (status: number) => () => checkUploadAnswer(status, '');
    const mended = journeyOf({}, (_, uploads) => checkUploadAnswer(uploads === 1 ? 403 : 200, ''));
    expect((await mended.send(way())).lecture.id).toBe(7);
    const broken = journeyOf({}, refuse(403));
    await expect(troubleFrom(broken.send(way()))).resolves.toMatchObject({ status: 403 });
    expect(broken.uploaded).toHaveLength(2);
  });

  it.each([problem(401, 'UNAUTHORIZED'), problem(400, 'AUDIO_URL_NOT_YOURS')])(
    'uploads once more if the login has changed since: $status',
    async (refusal) => {
      const { send, uploaded } = journeyOf({ [submit]: [refusal, lecture()] });
      expect((await send(way({ isUploaded: true }))).lecture.id).toBe(7);
      expect(uploaded).toHaveLength(1);
    },
  );
});

it('a typed lecture carries its key each time it is submitted', async () => {
  const { sendText, server, signal } = journeyOf({ [submit]: [busy, lecture()] });
  await sendText({ topicId: 1001, text: '해시', key: 'key-1', signal });
  expect(server.to(submit).map(({ headers }) => headers['idempotency-key'])).toEqual([
    'key-1',
    'key-1',
  ]);
});

describe('following a lecture', () => {
  it('looks as often as the API asks for, until the lecture has ended', async () => {
    const { follow, clock, seen } = journeyOf({
      [look]: [lecture({ stage: 'TRANSCRIBING' }), graded],
    });
    expect((await follow()).score).toBe(82);
    expect(clock.sleptSeconds).toEqual([5, 2]);
    expect(seen).toEqual(['QUEUED', 'TRANSCRIBING', 'QUEUED']);
  });

  it('polls at its own pace if it is given one', async () => {
    const { follow, clock } = journeyOf();
    await follow(undefined, 0.5);
    expect(clock.sleptSeconds).toEqual([0.5]);
  });

  it('survives four passing failures in a row, but not a fifth', async () => {
    const four = journeyOf({ [look]: [busy, busy, busy, busy, graded] });
    expect((await four.follow()).score).toBe(82);
    const lost = journeyOf({ [look]: new TypeError('fetch failed') });
    await expect(troubleFrom(lost.follow())).resolves.toMatchObject({ kind: 'unreachable' });
    expect(lost.server.seen).toHaveLength(5);
  });

  it('counts failures from zero after an answer', async () => {
    const { follow } = journeyOf({
      [look]: [busy, busy, busy, lecture(), busy, busy, busy, graded],
    });
    expect((await follow()).score).toBe(82);
  });

  it('ends at once if polling is of no use', async () => {
    const { follow, server } = journeyOf({ [look]: problem(404, 'LECTURE_NOT_FOUND') });
    await expect(troubleFrom(follow())).resolves.toMatchObject({ status: 404 });
    expect(server.seen).toHaveLength(1);
  });

  it('waits no longer than it may', async () => {
    const { follow, clock } = journeyOf({ [look]: lecture() });
    await expect(troubleFrom(follow(6))).resolves.toEqual({
      kind: 'waited-too-long',
      waitSeconds: 6,
    });
    expect(clock.sleptSeconds).toEqual([5, 1]);
  });

  it('goes on as long as a missing upload may still come', async () => {
    const missing = (uploadUntil: string | null) =>
      lectureOf({ id: 7, status: 'FAILURE', failureReason: 'UPLOAD_MISSING', uploadUntil });
    const now = Date.parse('2030-01-01T00:00:00Z');
    expect(mayGoOn(missing('2030-01-01T00:10:00Z'), now)).toBe(true);
    expect(mayGoOn(missing('2029-12-31T23:59:59Z'), now)).toBe(false);
    expect(mayGoOn(missing(null), now)).toBe(false);
    expect(mayGoOn(lectureOf({ id: 7, status: 'STT_EMPTY' }), now)).toBe(false);
  });

  it('keeps what it was told of a lecture in progress, even if the next poll sees less', async () => {
    const point = (number: number) => ({ number, statement: `s${number}`, label: 'covered' });
    const parts = (transcribed: string | null, ...keyPoints: object[]) =>
      lecture({ stage: 'ASSESSING', parts: { transcribed, keyPoints } });
    const { journey, server, signal } = journeyOf({
      [look]: [parts('said', point(2)), parts(null), parts('said', point(1)), graded],
    });
    const told: (readonly (number | undefined)[] | undefined)[] = [];
    const first = { lecture: lectureOf(lecture().body), retryAfterSeconds: 1 };
    const ended = await journey.follow(first, {
      signal,
      seen: ({ parts: seen }) => told.push(seen?.keyPoints.map(({ number }) => number)),
    });
    expect(told).toEqual([undefined, [2], [2], [1, 2], undefined]);
    expect(ended.status).toBe('SUCCESS');
    expect(server.seen.map(({ call }) => call)).toContain(`${look}?with=parts`);
  });

  it('works with an older deployment, which tells no parts and takes no length', async () => {
    const { journey, server, signal } = journeyOf({
      [submit]: [problem(400, 'INVALID_REQUEST'), lecture()],
      [look]: [problem(400, 'INVALID_REQUEST'), lecture(), graded],
    });
    const sending = { topicId: 1001, recording: 'bytes', seconds: 12.5, sent: () => {}, signal };
    const sent = await journey.sendRecording(sending);
    await journey.follow(sent, { seen: () => {}, signal });
    const bodies = server.seen.filter(({ call }) => call === submit).map(({ body }) => body);
    expect(bodies).toEqual([
      { topicId: 1001, audioUrl, recordingSeconds: 12.5 },
      { topicId: 1001, audioUrl },
    ]);
    const looks = server.seen.map(({ call }) => call).filter((call) => call.startsWith(look));
    expect(looks).toEqual([`${look}?with=parts`, look, look]);
  });

  it('never polls more often than five times a second', () => {
    expect([pauseSeconds(undefined), pauseSeconds(0), pauseSeconds(7, 0)]).toEqual([3, 0.2, 0.2]);
  });
});

describe('the clock of the system', () => {
  it('wakes a sleeper when it is stopped', async () => {
    const stop = new AbortController();
    const asleep = systemClock.sleep(60_000, stop.signal);
    stop.abort(new Error('stopped'));
    await expect(asleep).rejects.toThrow('stopped');
    await expect(systemClock.sleep(60_000, stop.signal)).rejects.toThrow('stopped');
    await expect(systemClock.sleep(0)).resolves.toBeUndefined();
  });
});

describe('an error of the store', () => {
  it('is told by its code and message', () => {
    const refused =
      '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>';
    expect(() => checkUploadAnswer(403, refused)).toThrow(ClientTrouble);
    expect(() => checkUploadAnswer(403, refused)).toThrow(
      expect.objectContaining({
        trouble: {
          kind: 'upload-refused',
          status: 403,
          code: 'AccessDenied',
          message: 'Request has expired',
        },
      }),
    );
    expect(checkUploadAnswer(200, '')).toBeUndefined();
  });
});

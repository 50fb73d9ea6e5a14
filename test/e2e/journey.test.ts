import { describe, expect, it } from 'vitest';
import { withoutQuery } from '../support/published-app.ts';
import { labelsOf, said } from './hash-table-recordings.ts';
import { describeRecovery } from './journey-recovery.ts';
import { describeTypedLectures } from './journey-typed.ts';
import {
  keyOfUpload,
  patience,
  type RunningStack,
  recordingNamed,
  runningStack,
  untilQueueIsEmpty,
} from './running-stack.ts';

const hashTable = 1001;
const stackTopic = 1002;

const stack = await runningStack();
const app = await stack.openApp();

let copies = 0;

/** The good talk once more in other bytes, so that it is no repeat of an earlier one. */
async function freshRecording(): Promise<Uint8Array<ArrayBuffer>> {
  copies += 1;
  const recording = await recordingNamed('hash-table-good.webm');
  // An EBML Void element, which players skip, with a number in it.
  return new Uint8Array([...recording, 0xec, 0x82, copies >> 8, copies & 0xff]);
}

const speechCalls = () => stack.standIn.requests.filter(({ endpoint }) => endpoint === 'speech');

describe('a recording on hash tables', () => {
  it.each(said)('scores $score for what it says: $file', async (expected) => {
    const lecture = await app.teach(hashTable, await recordingNamed(expected.file));
    const result = await app.waitFor(lecture);
    expect(result).toMatchObject({ status: 'SUCCESS', stage: 'DONE', score: expected.score });
    expect(result.transcribed).toContain(expected.words);
    expect(labelsOf(result)).toEqual(expected.labels);
    expect(result.feedback?.corrections).toHaveLength(expected.corrections);
    for (const { label, quote } of result.feedback?.keyPoints ?? []) {
      if (label === 'missing') expect(quote).toBe('');
      else for (const passage of quote.split(' … ')) expect(result.transcribed).toContain(passage);
    }
    for (const { said: quote } of result.feedback?.corrections ?? []) {
      expect(result.transcribed).toContain(quote);
    }
    expect(result.strength).toEqual(expect.any(String));
    expect(result.weakness).toEqual(expect.any(String));
  });

  it('gives each of them a result of its own', () => {
    expect(new Set(said.map(({ score }) => score)).size).toBe(said.length);
  });

  it('is sent to the speech model under the name of what its bytes are', () => {
    expect(speechCalls().map(({ fileName }) => fileName)).toEqual(
      ['webm', 'mp4', 'wav', 'ogg', 'mp3'].map((extension) => `recording.${extension}`),
    );
  });
});

describe('a recording that is no lecture', () => {
  it('ends silence as STT_EMPTY, whatever the speech model invents', async () => {
    const lecture = await app.teach(hashTable, await recordingNamed('silence.webm'));
    expect(await app.waitFor(lecture)).toMatchObject({
      status: 'STT_EMPTY',
      score: null,
      transcribed: null,
    });
  });

  it('fails what is not audio without a call to OpenAI', async () => {
    stack.standIn.forget();
    const lecture = await app.teach(hashTable, await recordingNamed('not-audio.webm'));
    expect(await app.waitFor(lecture)).toMatchObject({
      status: 'FAILURE',
      failureReason: 'RECORDING_NOT_AUDIO',
    });
    expect(stack.standIn.requests).toEqual([]);
  });

  it('fails an empty one and takes it out of the bucket', async () => {
    const uploadUrl = await uploadOf(new Uint8Array());
    const lecture = await app.submit(hashTable, uploadUrl);
    expect(await app.waitFor(lecture)).toMatchObject({
      status: 'FAILURE',
      failureReason: 'RECORDING_EMPTY',
    });
    await expectDeleted(uploadUrl);
  });

  it('fails one over 25 MB and takes it out of the bucket', async () => {
    const bytes = new Uint8Array(26 * 1024 * 1024);
    bytes.set((await recordingNamed('hash-table-good.webm')).subarray(0, 4096));
    const uploadUrl = await uploadOf(bytes);
    const lecture = await app.submit(hashTable, uploadUrl);
    expect(await app.waitFor(lecture)).toMatchObject({
      status: 'FAILURE',
      failureReason: 'RECORDING_TOO_LARGE',
    });
    await expectDeleted(uploadUrl);
  });

  it('stays in the bucket if it is a lecture', async () => {
    const uploadUrl = await uploadOf(await freshRecording());
    await app.waitFor(await app.submit(hashTable, uploadUrl));
    expect(await putWhereNothingIs(uploadUrl)).toBe(412);
  });

  async function uploadOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    const uploadUrl = await app.presign();
    expect(await app.upload(uploadUrl, bytes)).toBe(200);
    return uploadUrl;
  }

  async function putWhereNothingIs(uploadUrl: string): Promise<number> {
    const headers = { 'content-type': 'audio/wav', 'if-none-match': '*' };
    return (await fetch(uploadUrl, { method: 'PUT', headers, body: 'x' })).status;
  }

  /** The worker writes the ending first and deletes after it. */
  async function expectDeleted(uploadUrl: string): Promise<void> {
    const { userId, lectureId } = keyOfUpload(uploadUrl);
    const deletion = { action: 's3:DeleteObject', allowed: true };
    await expect
      .poll(() => stack.aws.calls, patience)
      .toContainEqual(
        expect.objectContaining({
          ...deletion,
          resource: expect.stringContaining(`recordings/${userId}/${lectureId}`),
        }),
      );
    await expect.poll(() => putWhereNothingIs(uploadUrl), patience).toBe(200);
  }
});

describe('upload and submission', () => {
  it('meet if POST comes first', async () => {
    const uploadUrl = await app.presign();
    const lecture = await app.submit(hashTable, uploadUrl);
    expect(lecture).toMatchObject({ status: 'IN_PROGRESS', stage: 'WAITING_FOR_UPLOAD' });
    await app.upload(uploadUrl, await freshRecording());
    expect(await app.waitFor(lecture)).toMatchObject({ status: 'SUCCESS', score: 84 });
  });

  it('meet if the upload and its event come first', async () => {
    const uploadUrl = await app.presign();
    await app.upload(uploadUrl, await freshRecording());
    await untilQueueIsEmpty(stack);
    expect(lastOutcome(stack)).toBe('not submitted yet');
    const lecture = await app.submit(hashTable, uploadUrl);
    expect(await app.waitFor(lecture)).toMatchObject({ status: 'SUCCESS', score: 84 });
  });

  it('meet if both come at once', async () => {
    const uploadUrl = await app.presign();
    const [lecture] = await Promise.all([
      app.submit(hashTable, uploadUrl),
      app.upload(uploadUrl, await freshRecording()),
    ]);
    expect(await app.waitFor(lecture)).toMatchObject({ status: 'SUCCESS', score: 84 });
  });

  it('leave nothing behind in the queue', async () => {
    await untilQueueIsEmpty(stack);
  });
});

describe('repeats of the published app', () => {
  it('are one lecture and one speech call for the same bytes under three URLs', async () => {
    const learner = await stack.openApp();
    const recording = await freshRecording();
    stack.standIn.forget();
    const first = await learner.teach(hashTable, recording);
    const second = await learner.teach(hashTable, recording);
    await learner.waitFor(second);
    const third = await learner.teach(hashTable, recording);
    expect([second.id, third.id]).toEqual([first.id, first.id]);
    expect(third).toMatchObject({ status: 'SUCCESS' });
    expect((await learner.lectures()).map(({ id }) => id)).toEqual([first.id]);
    expect(speechCalls()).toHaveLength(1);
  });

  it('are one lecture and one speech call even if all three come at once', async () => {
    const learner = await stack.openApp();
    const recording = await freshRecording();
    stack.standIn.forget();
    const lectures = await Promise.all([1, 2, 3].map(() => learner.teach(hashTable, recording)));
    const [first] = lectures;
    expect(lectures.map(({ id }) => id)).toEqual([first?.id, first?.id, first?.id]);
    expect(await learner.waitFor({ id: first?.id ?? 0 })).toMatchObject({ status: 'SUCCESS' });
    await untilQueueIsEmpty(stack);
    expect(speechCalls()).toHaveLength(1);
  });

  it('are one lecture and one speech call for four POSTs at once', async () => {
    const learner = await stack.openApp();
    const uploadUrl = await learner.presign();
    await learner.upload(uploadUrl, await freshRecording());
    stack.standIn.forget();
    const lectures = await Promise.all(
      Array.from({ length: 4 }, () => learner.submit(hashTable, uploadUrl)),
    );
    expect(new Set(lectures.map(({ id }) => id)).size).toBe(1);
    expect(await learner.waitFor({ id: keyOfUpload(uploadUrl).lectureId })).toMatchObject({
      status: 'SUCCESS',
    });
    await untilQueueIsEmpty(stack);
    expect(speechCalls()).toHaveLength(1);
  });

  it('answer 409 for the same URL on another topic and leave the lecture as it is', async () => {
    const uploadUrl = await app.presign();
    await app.upload(uploadUrl, await freshRecording());
    const lecture = await app.submit(hashTable, uploadUrl);
    const refused = await app.call('POST', '/lecture', {
      topicId: stackTopic,
      audioUrl: withoutQuery(uploadUrl),
    });
    expect(refused.status).toBe(409);
    expect(await app.waitFor(lecture)).toMatchObject({ status: 'SUCCESS', topicId: hashTable });
  });

  it('are the first lecture even if that was refused for good', async () => {
    const recording = await recordingNamed('not-audio.webm');
    const learner = await stack.openApp();
    const first = await learner.teach(hashTable, recording);
    await learner.waitFor(first);
    expect((await learner.teach(hashTable, recording)).id).toBe(first.id);
  });
});

describeTypedLectures(stack);
describeRecovery(stack, app, freshRecording);

/** How the worker's last message ended. */
function lastOutcome({ lines }: RunningStack): string | undefined {
  return lines.flatMap(({ line }) => /"outcome":"([^"]+)"/.exec(line)?.slice(1, 2) ?? []).at(-1);
}

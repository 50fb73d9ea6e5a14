import { buffer } from 'node:stream/consumers';
import { S3Client } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import { s3Recordings } from '../../../shared/adapters/s3-recordings.ts';
import { s3UploadUrlReader } from '../../../shared/adapters/s3-upload-url-reader.ts';
import { s3UploadUrls } from '../../../shared/adapters/s3-upload-urls.ts';
import type { RecordingStore } from '../../../shared/lectures/ports.ts';
import { wavOf } from '../../support/lecture-factory.ts';
import { allow, bucket, role, stackModel } from '../../support/stack-model.ts';
import { type AwsEdge, startEdge } from '../local-stack/aws-edge.ts';

const recordings = bucket('lectures');
const stack = stackModel({
  buckets: [recordings],
  roles: [
    role('Presigner', [allow(['s3:PutObject'], [`${recordings.arn}/recordings/*`])]),
    role('Worker', [
      allow(['s3:GetObject', 's3:DeleteObject'], [`${recordings.arn}/recordings/*`]),
      allow(['s3:ListBucket'], [recordings.arn]),
    ]),
    role('WithoutListing', [allow(['s3:GetObject'], [`${recordings.arn}/recordings/*`])]),
  ],
});
const key = { userId: 7_001, lectureId: 42 };

describe('recordings in the bucket', () => {
  let edge: AwsEdge;
  let store: RecordingStore;
  beforeEach(async () => {
    edge = await startEdge(stack);
    store = storeAs('Worker');
  });

  const clientAs = (roleName: string) =>
    new S3Client({ ...edge.as(roleName), requestChecksumCalculation: 'WHEN_REQUIRED' });
  const storeAs = (roleName: string) => s3Recordings(clientAs(roleName), recordings.name);
  /** As the app does it: with a content type of its own. */
  const upload = async (body: Uint8Array<ArrayBuffer>): Promise<string> => {
    const url = await s3UploadUrls(clientAs('Presigner'), recordings.name).sign(key);
    const response = await fetch(url, {
      method: 'PUT',
      body,
      headers: { 'content-type': 'audio/wav' },
    });
    expect(response.status).toBe(200);
    return url.replace(/\?.*$/, '');
  };
  const wav = (text: string) => new Uint8Array(wavOf(text));
  const inspected = async () => {
    const recording = await store.inspect(key);
    if (!recording) throw new Error('nothing there');
    return recording;
  };

  const openedAs = async (etag?: string) => {
    const opened = await store.open(key, etag);
    if (typeof opened === 'string') throw new Error(opened);
    return opened;
  };

  it('come by the signed URL, which names the key they are stored under', async () => {
    const audioUrl = await upload(wav('말'));
    const read = s3UploadUrlReader(clientAs('Worker'), recordings.name);
    expect(await read(audioUrl)).toEqual(key);
    expect(await store.inspect(key)).toEqual({
      sizeBytes: wav('말').byteLength,
      etag: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('are not there before they come', async () => {
    expect(await store.inspect(key)).toBeUndefined();
    expect(await store.open(key, 'd41d8cd98f00b204e9800998ecf8427e')).toBe('missing');
    expect(await store.open(key)).toBe('missing');
  });

  it('do not count as missing for a role that may not know', async () => {
    const denied = { $metadata: { httpStatusCode: 403 } };
    await expect(storeAs('WithoutListing').inspect(key)).rejects.toMatchObject(denied);
    await expect(storeAs('WithoutListing').open(key)).rejects.toMatchObject(denied);
  });

  it('open as the bytes that have the ETag', async () => {
    await upload(wav('말'));
    const { etag, sizeBytes } = await inspected();
    const opened = await openedAs(etag);
    expect(opened.sizeBytes).toBe(sizeBytes);
    expect(await buffer(await opened.open())).toEqual(Buffer.from(wav('말')));
  });

  it('open as those that are there if none are asked for, and stay these', async () => {
    await upload(new Uint8Array(300_000));
    const opened = await openedAs();
    expect({ etag: opened.etag, sizeBytes: opened.sizeBytes }).toEqual(await inspected());
    await upload(wav('다음'));
    await expect(opened.read(200_000, 200_010)).rejects.toMatchObject({ kind: 'changed' });
    await expect(opened.open()).rejects.toMatchObject({ kind: 'changed' });
  });

  it.each([
    ['that fits into its head', 20_000],
    ['longer than its head', 300_000],
  ])('of one %s are read in parts and again from the beginning', async (_, sizeBytes) => {
    const bytes = new Uint8Array(sizeBytes).map((_, index) => index % 251);
    await upload(bytes);
    const opened = await openedAs((await inspected()).etag);
    expect(opened.sizeBytes).toBe(sizeBytes);
    for (const [start, end] of [
      [0, 12],
      [sizeBytes - 7, sizeBytes + 100],
      [10_000, 80_000],
    ] as const) {
      expect(Buffer.from(await opened.read(start, end))).toEqual(
        Buffer.from(bytes.subarray(start, end)),
      );
    }
    expect(await buffer(await opened.open())).toEqual(Buffer.from(bytes));
    expect(await buffer(await opened.open())).toEqual(Buffer.from(bytes));
  });

  it('report that others are there now, or none, when they are read on', async () => {
    await upload(new Uint8Array(300_000));
    const opened = await openedAs((await inspected()).etag);
    await upload(wav('다음'));
    await expect(opened.read(200_000, 200_010)).rejects.toMatchObject({
      name: 'RecordingGoneError',
      kind: 'changed',
    });
    await store.delete(key);
    await expect(opened.open()).rejects.toMatchObject({ kind: 'missing' });
  });

  it('that are empty open as nothing', async () => {
    await upload(new Uint8Array());
    const opened = await openedAs((await inspected()).etag);
    expect(opened.sizeBytes).toBe(0);
    expect(await opened.read(0, 100)).toHaveLength(0);
    expect(await buffer(await opened.open())).toHaveLength(0);
    expect(await openedAs()).toMatchObject(await inspected());
  });

  it('are known to have changed when others are there now', async () => {
    await upload(wav('처음'));
    const { etag } = await inspected();
    await upload(wav('다음'));
    expect(await store.open(key, etag)).toBe('changed');
    expect((await inspected()).etag).not.toBe(etag);
  });

  it('may be empty', async () => {
    await upload(new Uint8Array());
    expect(await inspected()).toMatchObject({ sizeBytes: 0 });
  });

  it('are deleted, and deleting nothing is no error', async () => {
    await upload(wav('말'));
    await store.delete(key);
    expect(await store.inspect(key)).toBeUndefined();
    await store.delete(key);
  });
});

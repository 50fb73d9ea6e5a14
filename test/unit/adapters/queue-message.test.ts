import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQueueMessage } from '../../../shared/adapters/queue-message.ts';
import {
  readRecordingObjectKey,
  recordingObjectKey,
} from '../../../shared/adapters/recording-keys.ts';

const key = { userId: 7_001, lectureId: 244_000_000_123 };
const s3Event = (object: Record<string, unknown>) =>
  JSON.stringify({ Records: [{ eventName: 'ObjectCreated:Put', s3: { object } }] });

describe('a queue message', () => {
  it('of our own is read as it was sent, including the stamp of a redrive', () => {
    const recording = { etag: 'abc', sizeBytes: 12 };
    for (const message of [
      key,
      { ...key, recording },
      { ...key, redrive: true },
      { ...key, recording, redrive: true },
      { ...key, recording, unclaimed: { kind: 'recording', deadlineAt: 5, saidSeconds: 4 } },
    ]) {
      expect(readQueueMessage(JSON.stringify(message))).toEqual(message);
    }
  });

  it('is read even if its sender saw the lecture in a state that this version does not know', () => {
    const unclaimed = { kind: 'song', deadlineAt: 5 };

    expect(readQueueMessage(JSON.stringify({ ...key, unclaimed }))).toEqual(key);
  });

  it('of S3 names the lecture by its key, with size and ETag', () => {
    const body = s3Event({ key: recordingObjectKey(key), size: 12, eTag: 'abc', sequencer: '0' });

    expect(readQueueMessage(body)).toEqual({ ...key, recording: { etag: 'abc', sizeBytes: 12 } });
  });

  it('of S3 has its key URL-encoded', () => {
    const encoded = encodeURIComponent(recordingObjectKey(key));

    expect(readQueueMessage(s3Event({ key: encoded, size: 1, eTag: 'e' }))).toMatchObject(key);
  });

  it('of S3 cannot stamp a redrive', () => {
    const body = {
      redrive: true,
      ...JSON.parse(s3Event({ key: recordingObjectKey(key), size: 1, eTag: 'e' })),
    };

    expect(readQueueMessage(JSON.stringify(body))?.redrive).toBeUndefined();
  });

  it.each([
    [
      'S3’s test message',
      JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'b' }),
    ],
    ['no records', JSON.stringify({ Records: [] })],
    ['no JSON', 'hello {'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[1]'],
    [
      'another prefix',
      s3Event({ key: `other/${key.userId}/${key.lectureId}`, size: 1, eTag: 'e' }),
    ],
    ['a key that is not decodable', s3Event({ key: 'recordings/%E0%A4%A/1', size: 1, eTag: 'e' })],
    ['no size', s3Event({ key: recordingObjectKey(key), eTag: 'e' })],
    ['ids as text', JSON.stringify({ userId: '1', lectureId: '2' })],
  ])('with %s is none', (_, body) => {
    expect(readQueueMessage(body)).toBeUndefined();
  });

  it('of any content is read or refused, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        const message = readQueueMessage(body);
        expect(message === undefined || Number.isSafeInteger(message.lectureId)).toBe(true);
      }),
    );
  });
});

describe('a recording’s key', () => {
  const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

  it('comes back as the lecture it was made of', () => {
    fc.assert(
      fc.property(id, id, (userId, lectureId) => {
        const made = { userId, lectureId };
        expect(readRecordingObjectKey(recordingObjectKey(made))).toEqual(made);
      }),
    );
  });

  it.each([
    'recordings/1/2/3',
    'recordings/1',
    'recordings//2',
    'recordings/1/02',
    'recordings/0/1',
    'recordings/-1/1',
    'recordings/1/2 ',
    'recordings/1/2\n',
    '/recordings/1/2',
    'recordings/1/../2',
    'recordings/1/9007199254740992',
    'recordings/１/２',
    'Recordings/1/2',
    '',
  ])('is none: %j', (objectKey) => {
    expect(readRecordingObjectKey(objectKey)).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { readQueueMessage } from '../../../shared/adapters/queue-message.ts';

/** As S3 documents its events, with fields that we do not read. */
const s3Event = (key: string, object: object = {}) =>
  JSON.stringify({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'ap-northeast-2',
        eventTime: '2026-11-22T03:00:00.000Z',
        eventName: 'ObjectCreated:Put',
        s3: {
          s3SchemaVersion: '1.0',
          bucket: { name: 'lectures', arn: 'arn:aws:s3:::lectures' },
          object: { key, size: 12_345, eTag: 'abc123', sequencer: '0055AED6DCD90281E5', ...object },
        },
      },
    ],
  });

describe('a message of our own', () => {
  it.each([
    { userId: 1, lectureId: 2 },
    { userId: 1, lectureId: 2, recording: { etag: 'e', sizeBytes: 0 } },
    { userId: 1, lectureId: 2, redrive: true },
    {
      userId: 1,
      lectureId: 2,
      uploadProof: 'p'.repeat(22),
      recording: { etag: 'e', sizeBytes: 0 },
    },
  ])('is read as it was sent: %j', (message) => {
    expect(readQueueMessage(JSON.stringify(message))).toEqual(message);
  });

  it.each([
    { userId: 1 },
    { userId: '1', lectureId: 2 },
    { userId: 0, lectureId: 2 },
    { userId: 1, lectureId: 2 ** 53 },
    { userId: 1, lectureId: 2, recording: {} },
  ])('is nothing where a part is missing or wrong: %j', (message) => {
    expect(readQueueMessage(JSON.stringify(message))).toBeUndefined();
  });
});

describe('an S3 event', () => {
  it.each(['recordings/7001/42', 'recordings%2F7001%2F42', 'recordings/7001/%34%32'])(
    'names the lecture and the recording: %s',
    (key) => {
      expect(readQueueMessage(s3Event(key))).toEqual({
        userId: 7_001,
        lectureId: 42,
        recording: { etag: 'abc123', sizeBytes: 12_345 },
      });
    },
  );

  it('may be about an empty object', () => {
    expect(readQueueMessage(s3Event('recordings/7001/42', { size: 0 }))?.recording).toEqual({
      etag: 'abc123',
      sizeBytes: 0,
    });
  });

  it.each([
    'recordings/7001/4+2',
    'recordings/7001/42+',
    '+recordings/7001/42',
    'recordings/7001/%2B42',
    'recordings/7001/42%0A',
    'recordings/7001/%EA%B0%80',
    'recordings/7001/%E0%A4%A',
    'recordings/7001/%',
    'recordings/7001/../7002/42',
    'recordings/7001%252F42',
    'other/7001/42',
    '',
  ])('of a key that is not ours names nothing: %j', (key) => {
    expect(readQueueMessage(s3Event(key))).toBeUndefined();
  });

  it('about a deletion, which has no size, names nothing', () => {
    expect(
      readQueueMessage(s3Event('recordings/7001/42', { size: undefined, eTag: undefined })),
    ).toBeUndefined();
  });
});

it.each([
  [
    'S3’s test of a new notification',
    '{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-11-22T03:00:00.000Z","Bucket":"lectures","RequestId":"5582815E1AEA5ADF","HostId":"8cLeGAmw098X5cv4"}',
  ],
  ['a body without records', '{}'],
  ['an empty list of records', '{"Records": []}'],
  ['records that are none', '{"Records": "none"}'],
  ['an event of another service', '{"Records": [{"Sns": {"Message": "hello"}}]}'],
  ['no JSON', 'recordings/7001/42'],
  ['half of a message', '{"userId": 1, "lectureId": '],
  ['an empty body', ''],
  ['null', 'null'],
  ['a list', '[]'],
  ['bytes that are no text', '\u0000\uFFFD\uFFFD'],
])('%s is no message', (_, body) => {
  expect(readQueueMessage(body)).toBeUndefined();
});

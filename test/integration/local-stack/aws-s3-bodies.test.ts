import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { startEdge } from './aws-edge.ts';
import { Bucket, clientOf, fails, stack } from './s3-stack.ts';

describe('the body of an S3 object behind the edge', () => {
  test('a streamed body with a trailing checksum is decoded', async () => {
    const edge = await startEdge(stack);
    const owner = clientOf(edge, 'Owner');
    const parts = ['one,', 'two,', 'x'.repeat(200_000)].map((text) => Buffer.from(text));
    await owner.send(
      new PutObjectCommand({
        Bucket,
        Key: 'streamed',
        Body: Readable.from(parts),
        ContentLength: Buffer.concat(parts).length,
      }),
    );
    const got = await owner.send(new GetObjectCommand({ Bucket, Key: 'streamed' }));
    expect(got.ContentEncoding).toBeUndefined();
    expect(await got.Body?.transformToString()).toBe(Buffer.concat(parts).toString());
  });

  test('a SHA-256 checksum is verified, in a header and in a trailer', async () => {
    const edge = await startEdge(stack);
    const owner = clientOf(edge, 'Owner');
    const right = createHash('sha256').update('body').digest('base64');
    const put = (Body: string | Readable, ChecksumSHA256?: string) =>
      owner.send(
        new PutObjectCommand({
          Bucket,
          Key: 'hashed',
          Body,
          ContentLength: 4,
          ChecksumAlgorithm: 'SHA256',
          ...(ChecksumSHA256 && { ChecksumSHA256 }),
        }),
      );
    expect((await put('body', right)).ChecksumSHA256).toBe(right);
    expect((await put(Readable.from([Buffer.from('body')]))).ChecksumSHA256).toBe(right);
    await expect(put('bode', right)).rejects.toThrow(fails('BadDigest', 400));
  });

  test('ranges are read from the front, from the end and past the end', async () => {
    const edge = await startEdge(stack);
    const owner = clientOf(edge, 'Owner');
    await owner.send(new PutObjectCommand({ Bucket, Key: 'digits', Body: '0123456789' }));
    const range = async (Range: string) => {
      const got = await owner.send(new GetObjectCommand({ Bucket, Key: 'digits', Range }));
      return [await got.Body?.transformToString(), got.ContentRange];
    };
    expect(await range('bytes=2-4')).toEqual(['234', 'bytes 2-4/10']);
    expect(await range('bytes=7-')).toEqual(['789', 'bytes 7-9/10']);
    expect(await range('bytes=-2')).toEqual(['89', 'bytes 8-9/10']);
    expect(await range('bytes=8-99')).toEqual(['89', 'bytes 8-9/10']);
    await expect(range('bytes=10-')).rejects.toThrow(fails('InvalidRange', 416));
  });

  test('a body that does not match its checksum is not stored', async () => {
    const edge = await startEdge(stack);
    const owner = clientOf(edge, 'Owner');
    const ContentMD5 = createHash('md5').update('another body').digest('base64');
    await expect(
      owner.send(new PutObjectCommand({ Bucket, Key: 'checked', Body: 'x', ContentMD5 })),
    ).rejects.toThrow(fails('BadDigest', 400));
    await expect(owner.send(new HeadObjectCommand({ Bucket, Key: 'checked' }))).rejects.toThrow(
      fails('NotFound', 404),
    );
  });
});

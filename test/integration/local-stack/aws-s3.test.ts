import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { allow, role, stackModel } from '../../support/stack-model.ts';
import { startEdge } from './aws-edge.ts';
import { Bucket, clientOf, fails, objects, recordings, stack } from './s3-stack.ts';

describe('S3 behind the edge', () => {
  test('an object is read as it was put: bytes, type, metadata, MD5 as its ETag', async () => {
    const edge = await startEdge(stack);
    const owner = clientOf(edge, 'Owner');
    const Key = "폴더/a b+c~(1)'!*&.wav";
    const Body = Buffer.from('some bytes');
    const put = await owner.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body,
        ContentType: 'audio/wav',
        Metadata: { lecture: '7' },
      }),
    );
    expect(put.ETag).toBe(`"${createHash('md5').update(Body).digest('hex')}"`);
    const got = await owner.send(new GetObjectCommand({ Bucket, Key }));
    expect(await got.Body?.transformToString()).toBe('some bytes');
    expect(got).toMatchObject({
      ContentType: 'audio/wav',
      ContentLength: 10,
      ETag: put.ETag,
      Metadata: { lecture: '7' },
      LastModified: expect.any(Date),
    });
    await owner.send(new DeleteObjectCommand({ Bucket, Key }));
    await expect(owner.send(new GetObjectCommand({ Bucket, Key }))).rejects.toThrow(
      fails('NoSuchKey', 404),
    );
  });

  test('If-Match pins an object, and If-None-Match skips an unchanged one and protects an existing one', async () => {
    const edge = await startEdge(stack);
    const owner = clientOf(edge, 'Owner');
    const Key = 'pinned';
    const put = (Body: string, IfNoneMatch?: string) =>
      owner.send(new PutObjectCommand({ Bucket, Key, Body, ...(IfNoneMatch && { IfNoneMatch }) }));
    const { ETag } = await put('first', '*');
    await expect(put('second', '*')).rejects.toThrow(fails('PreconditionFailed', 412));
    const got = await owner.send(new GetObjectCommand({ Bucket, Key, IfMatch: ETag }));
    expect(await got.Body?.transformToString()).toBe('first');
    await expect(
      owner.send(new HeadObjectCommand({ Bucket, Key, IfNoneMatch: ETag })),
    ).rejects.toThrow(
      expect.objectContaining({ $metadata: expect.objectContaining({ httpStatusCode: 304 }) }),
    );
    await put('changed');
    await expect(owner.send(new GetObjectCommand({ Bucket, Key, IfMatch: ETag }))).rejects.toThrow(
      fails('PreconditionFailed', 412),
    );
  });

  test('one of two conditional PUTs at once wins', async () => {
    const edge = await startEdge(stack);
    const owner = clientOf(edge, 'Owner');
    const outcomes = await Promise.allSettled(
      ['a', 'b'].map((Body) =>
        owner.send(new PutObjectCommand({ Bucket, Key: 'once', Body, IfNoneMatch: '*' })),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('a missing key is 404 only for those who may list the bucket', async () => {
    const edge = await startEdge(stack);
    const get = new GetObjectCommand({ Bucket, Key: 'nothing' });
    const head = new HeadObjectCommand({ Bucket, Key: 'nothing' });
    await expect(clientOf(edge, 'Owner').send(get)).rejects.toThrow(fails('NoSuchKey', 404));
    await expect(clientOf(edge, 'Owner').send(head)).rejects.toThrow(fails('NotFound', 404));
    await expect(clientOf(edge, 'Reader').send(get)).rejects.toThrow(fails('AccessDenied', 403));
    await expect(clientOf(edge, 'Reader').send(head)).rejects.toThrow(
      expect.objectContaining({ $metadata: expect.objectContaining({ httpStatusCode: 403 }) }),
    );
  });

  test('each call needs permission for its action on its object', async () => {
    const edge = await startEdge(stack);
    const uploader = clientOf(edge, 'Uploader');
    const put = (Key: string) => uploader.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    await put('recordings/1/2');
    await expect(put('elsewhere/1')).rejects.toThrow(fails('AccessDenied', 403));
    const denied = [
      new GetObjectCommand({ Bucket, Key: 'recordings/1/2' }),
      new DeleteObjectCommand({ Bucket, Key: 'recordings/1/2' }),
    ];
    for (const command of denied) {
      await expect(uploader.send(command)).rejects.toThrow(fails('AccessDenied', 403));
    }
    await expect(uploader.send(new ListObjectsV2Command({ Bucket }))).rejects.toThrow(
      fails('AccessDenied', 403),
    );
    expect(
      edge.aws.calls.map(({ action, resource, allowed }) => [action, resource, allowed]),
    ).toEqual([
      ['s3:PutObject', `${recordings.arn}/recordings/1/2`, true],
      ['s3:PutObject', `${recordings.arn}/elsewhere/1`, false],
      ['s3:GetObject', `${recordings.arn}/recordings/1/2`, false],
      ['s3:DeleteObject', `${recordings.arn}/recordings/1/2`, false],
      ['s3:ListBucket', recordings.arn, false],
    ]);
    await expect(
      uploader.send(new PutObjectCommand({ Bucket: 'not-ours', Key: 'x', Body: 'x' })),
    ).rejects.toThrow(fails('NoSuchBucket', 404));
  });

  test('a listing follows the prefix and has pages', async () => {
    const edge = await startEdge(stack);
    const owner = clientOf(edge, 'Owner');
    for (const Key of ['b/1', 'a/<3>', 'a/1', 'a/2']) {
      await owner.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    }
    const page = (ContinuationToken?: string) =>
      owner.send(
        new ListObjectsV2Command({
          Bucket,
          Prefix: 'a/',
          MaxKeys: 2,
          ...(ContinuationToken && { ContinuationToken }),
        }),
      );
    const first = await page();
    expect(first).toMatchObject({ IsTruncated: true, KeyCount: 2 });
    expect(first.Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
      ['a/1', 3],
      ['a/2', 3],
    ]);
    const second = await page(first.NextContinuationToken);
    expect(second.IsTruncated).toBe(false);
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(['a/<3>']);
  });

  test('many objects are deleted in one call, each with its own permission', async () => {
    const edge = await startEdge(
      stackModel({
        buckets: [recordings],
        roles: [
          role('Owner', [allow(['s3:*'], [recordings.arn, objects])]),
          role('Deleter', [allow(['s3:DeleteObject'], [`${recordings.arn}/mine/*`])]),
        ],
      }),
    );
    const owner = clientOf(edge, 'Owner');
    for (const Key of ['mine/a&b', 'mine/2', 'theirs/1']) {
      await owner.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    }
    const deleted = await clientOf(edge, 'Deleter').send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: [{ Key: 'mine/a&b' }, { Key: 'mine/2' }, { Key: 'theirs/1' }] },
      }),
    );
    expect(deleted.Deleted?.map(({ Key }) => Key)).toEqual(['mine/a&b', 'mine/2']);
    expect(deleted.Errors).toMatchObject([{ Key: 'theirs/1', Code: 'AccessDenied' }]);
    const left = await owner.send(new ListObjectsV2Command({ Bucket }));
    expect(left.Contents?.map(({ Key }) => Key)).toEqual(['theirs/1']);
  });

  test('a sub-resource that is not offered does not stand for the object', async () => {
    const edge = await startEdge(stack);
    const owner = clientOf(edge, 'Owner');
    await owner.send(new PutObjectCommand({ Bucket, Key: 'plain', Body: 'the object' }));
    await expect(
      owner.send(new PutObjectTaggingCommand({ Bucket, Key: 'plain', Tagging: { TagSet: [] } })),
    ).rejects.toThrow(fails('NotImplemented', 501));
    const got = await owner.send(new GetObjectCommand({ Bucket, Key: 'plain' }));
    expect(await got.Body?.transformToString()).toBe('the object');
  });

  test('a request signed by a clock ten minutes off is refused', async () => {
    const edge = await startEdge(stack);
    const slow = new S3Client({ ...edge.as('Owner'), systemClockOffset: -10 * 60_000 });
    await expect(slow.send(new GetObjectCommand({ Bucket, Key: 'x' }))).rejects.toThrow(
      fails('RequestTimeTooSkewed', 403),
    );
  });

  test('objects survive a restart, and an upload cut off leaves nothing behind', async () => {
    const stateDirectory = await mkdtemp(join(tmpdir(), 'local-stack-'));
    onTestFinished(() => rm(stateDirectory, { recursive: true }));
    const persistent = { memory: false, stateDirectory };
    const first = await startEdge(stack, persistent);
    const owner = clientOf(first, 'Owner');
    const put = (Body: string) =>
      owner.send(new PutObjectCommand({ Bucket, Key: 'kept', Body, ContentType: 'audio/mp4' }));
    await put('old');
    const { ETag } = await put('new');
    await put('new');
    const folder = join(stateDirectory, 'objects', Bucket);
    const url = await getSignedUrl(
      new S3Client({ ...first.as('Owner'), requestChecksumCalculation: 'WHEN_REQUIRED' }),
      new PutObjectCommand({ Bucket, Key: 'cut-off' }),
    );
    const upload = httpRequest(url, { method: 'PUT', headers: { 'content-length': 1000 } });
    upload.on('error', () => {});
    upload.write('only the beginning');
    await vi.waitFor(async () => expect(await readdir(folder)).toHaveLength(3));
    upload.destroy();
    await vi.waitFor(async () => expect(await readdir(folder)).toHaveLength(2));
    await first.stop();

    const second = await startEdge(stack, persistent);
    const got = await clientOf(second, 'Owner').send(new GetObjectCommand({ Bucket, Key: 'kept' }));
    expect(await got.Body?.transformToString()).toBe('new');
    expect(got).toMatchObject({ ETag, ContentType: 'audio/mp4' });
    expect(second.logged).toEqual([]);
  });
});

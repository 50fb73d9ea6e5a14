import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, it } from 'vitest';
import { LOCAL_REGION } from '../../infra/local/template/model.ts';
import { uploadUrlSeconds } from '../../shared/contracts/recordings.ts';
import { browserFetch } from '../support/browser-fetch.ts';
import { type PublishedApp, withoutQuery } from '../support/published-app.ts';
import { keyOfUpload, type RunningStack } from './running-stack.ts';

const audioWav = { 'content-type': 'audio/wav' };

/** What a presigned URL lets through, and from which pages. */
export function describeUploads(stack: RunningStack, app: PublishedApp): void {
  const put = (url: string) => fetch(url, { method: 'PUT', headers: audioWav, body: 'sound' });
  const errorCodeOf = async (response: Response) =>
    /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1];

  describe('an upload', () => {
    it.each([
      'https://www.thelearningmate.com',
      'http://localhost:3000',
      stack.origin,
      stack.edgeOrigin,
    ])('is allowed from a page at %s', async (origin) => {
      const request = { method: 'PUT', headers: audioWav, body: 'sound' };
      const response = await browserFetch(origin)(await app.presign(), request);
      expect(response.status).toBe(200);
    });

    it('is not allowed from a page elsewhere', async () => {
      const response = await fetch(await app.presign(), {
        method: 'OPTIONS',
        headers: {
          origin: 'https://evil.example',
          'access-control-request-method': 'PUT',
          'access-control-request-headers': 'content-type',
        },
      });
      expect(response.status).toBe(403);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    });

    it('is accepted without any of the app’s headers as well', async () => {
      expect((await fetch(await app.presign(), { method: 'PUT', body: 'x' })).status).toBe(200);
    });

    it.each<[string, (url: string) => string, string]>([
      [
        'a changed signature',
        (url) =>
          url.replace(/(X-Amz-Signature=)(.)/, (_, name, digit) => name + (digit === '0' ? 1 : 0)),
        'SignatureDoesNotMatch',
      ],
      ['another key', (url) => url.replace('?', '0?'), 'SignatureDoesNotMatch'],
      [
        'a longer life',
        (url) => url.replace('X-Amz-Expires=600', 'X-Amz-Expires=6000'),
        'SignatureDoesNotMatch',
      ],
      ['no signature', withoutQuery, 'AccessDenied'],
    ])('is refused with %s', async (_, change, code) => {
      const uploadUrl = await app.presign();
      const changed = change(uploadUrl);
      expect(changed).not.toBe(uploadUrl);
      const response = await put(changed);
      expect(response.status).toBe(403);
      expect(await errorCodeOf(response)).toBe(code);
    });

    it('is refused once the URL has expired', async () => {
      const { lectureId, userId } = keyOfUpload(await app.presign());
      const now = Date.now();
      const signedAt = (milliseconds: number) =>
        signedUrl(`recordings/${userId}/${lectureId}`, new Date(milliseconds));
      const expired = await put(await signedAt(now - (uploadUrlSeconds + 1) * 1000));
      expect(expired.status).toBe(403);
      expect(await errorCodeOf(expired)).toBe('AccessDenied');
      expect((await put(await signedAt(now - (uploadUrlSeconds - 60) * 1000))).status).toBe(200);
    });

    it('cannot be read back, listed or deleted with its URL', async () => {
      const uploadUrl = await app.presign();
      await put(uploadUrl);
      for (const method of ['GET', 'HEAD', 'DELETE', 'POST']) {
        expect((await fetch(uploadUrl, { method })).status).toBe(403);
      }
    });
  });

  /** As the function that presigns makes it, but by a clock of the test's own. */
  async function signedUrl(key: string, signingDate: Date): Promise<string> {
    const client = new S3Client({
      region: LOCAL_REGION,
      endpoint: stack.edgeOrigin,
      forcePathStyle: true,
      credentials: stack.credentialsOf(stack.functionOf('presign-upload')),
      requestChecksumCalculation: 'WHEN_REQUIRED',
    });
    const [bucket] = stack.stack.buckets;
    return getSignedUrl(client, new PutObjectCommand({ Bucket: bucket?.name, Key: key }), {
      expiresIn: uploadUrlSeconds,
      signingDate,
    });
  }
}

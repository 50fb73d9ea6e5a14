import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { storedFile } from '../../../shared/platform/stored-file.ts';

const text = '<p>안녕하세요</p>';
const file = storedFile('text/html', gzipSync(text));

const bytesOf = ({ body = '' }: ReturnType<typeof file>) => Buffer.from(body, 'base64');

describe('a stored file', () => {
  it('goes out as it lies to a client that takes gzip', () => {
    const answer = file({ 'accept-encoding': 'gzip, deflate, br' });
    expect(answer.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'text/html; charset=utf-8',
      vary: 'accept-encoding',
    });
    expect(gunzipSync(bytesOf(answer)).toString()).toBe(text);
  });

  it.each([undefined, '', 'identity', 'br', 'gzip;q=0', 'gzip; q=0, *', '*;q=0'])(
    'goes out unpacked where gzip is not taken: %s',
    (acceptEncoding) => {
      const answer = file({ 'accept-encoding': acceptEncoding });
      expect(answer.headers).not.toHaveProperty('content-encoding');
      expect(bytesOf(answer).toString()).toBe(text);
    },
  );

  it.each(['*', 'GZIP', 'br, gzip;q=0.5'])('knows other ways to ask for gzip: %s', (accept) => {
    expect(file({ 'accept-encoding': accept }).headers).toHaveProperty('content-encoding');
  });

  it('is not sent again to who has it, however that is said', () => {
    const { etag = '' } = file({}).headers;
    for (const held of [etag, etag.replace('W/', ''), `"other", ${etag}`, '*']) {
      const answer = file({ 'if-none-match': held });
      expect(answer, held).toMatchObject({ statusCode: 304, headers: { etag } });
      expect(answer.body).toBeUndefined();
    }
  });

  it('is sent where the client has another', () => {
    const { etag } = storedFile('text/html', gzipSync('another'))({}).headers;
    expect(file({ 'if-none-match': etag }).statusCode).toBe(200);
  });

  it('carries other types without a character set', () => {
    const image = storedFile('image/png', gzipSync('bytes'));
    expect(image({}).headers['content-type']).toBe('image/png');
  });
});

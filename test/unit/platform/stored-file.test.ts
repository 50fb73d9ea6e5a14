import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { keepForEver, storedFile } from '../../../shared/platform/stored-file.ts';

const text = '<p>안녕하세요</p>';
const file = storedFile('text/html', { gzip: gzipSync(text) });

const bytesOf = ({ body = '' }: ReturnType<typeof file>) => Buffer.from(body, 'base64');

describe('a stored file', () => {
  it('goes out as it is to a client that accepts gzip', () => {
    const answer = file({ 'accept-encoding': 'gzip, deflate, br' });
    expect(answer.headers).toMatchObject({
      'content-encoding': 'gzip',
      'content-type': 'text/html; charset=utf-8',
      vary: 'accept-encoding',
      'x-content-type-options': 'nosniff',
      // Of 132 bits: two files never share one.
      etag: expect.stringMatching(/^W\/"[\w-]{22}"$/),
    });
    expect(answer.isBase64Encoded).toBe(true);
    expect(gunzipSync(bytesOf(answer)).toString()).toBe(text);
  });

  it.each([undefined, '', 'identity', 'br', 'gzip;q=0', 'gzip; q=0, *', '*;q=0'])(
    'goes out unpacked if gzip is not accepted: %s',
    (acceptEncoding) => {
      const answer = file({ 'accept-encoding': acceptEncoding });
      expect(answer.headers).not.toHaveProperty('content-encoding');
      expect(bytesOf(answer).toString()).toBe(text);
    },
  );

  it.each(['*', 'GZIP', 'br, gzip;q=0.5'])(
    'understands other ways to ask for gzip: %s',
    (accept) => {
      expect(file({ 'accept-encoding': accept }).headers).toHaveProperty('content-encoding');
    },
  );

  it('goes out by brotli if that is there and accepted, otherwise by gzip', () => {
    const both = storedFile('text/html', {
      gzip: gzipSync(text),
      brotli: brotliCompressSync(text),
    });
    const byBrotli = both({ 'accept-encoding': 'gzip, deflate, br, zstd' });
    expect(byBrotli.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' });
    expect(brotliDecompressSync(bytesOf(byBrotli)).toString()).toBe(text);
    for (const accept of ['gzip', 'gzip, br;q=0']) {
      const byGzip = both({ 'accept-encoding': accept });
      expect(byGzip.headers).toMatchObject({ 'content-encoding': 'gzip' });
      // One file, one tag: a cache may have either.
      expect(byGzip.headers['etag']).toBe(byBrotli.headers['etag']);
    }
    expect(bytesOf(both({})).toString()).toBe(text);
  });

  it('is kept for ever if its name changes with it', () => {
    const kept = storedFile('text/css', { gzip: gzipSync('a{}') }, keepForEver);
    expect(kept({}).headers['cache-control']).toContain('immutable');
    expect(file({}).headers['cache-control']).toBe('no-cache');
  });

  it('is not sent again to a client that has it, however that is said', () => {
    const { etag = '' } = file({}).headers;
    for (const held of [etag, etag.replace('W/', ''), `"other", ${etag}`, '*']) {
      const answer = file({ 'if-none-match': held });
      expect(answer, held).toMatchObject({ statusCode: 304, headers: { etag } });
      expect(answer.body).toBeUndefined();
    }
  });

  it('is sent if the client has another', () => {
    const { etag } = storedFile('text/html', { gzip: gzipSync('another') })({}).headers;
    expect(file({ 'if-none-match': etag }).statusCode).toBe(200);
  });

  it('carries other types without a character set', () => {
    const image = storedFile('image/png', { gzip: gzipSync('bytes') });
    expect(image({}).headers['content-type']).toBe('image/png');
  });
});

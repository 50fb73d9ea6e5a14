import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { s3UploadUrlReader } from '../../../shared/adapters/s3-upload-url-reader.ts';
import { s3UploadUrls } from '../../../shared/adapters/s3-upload-urls.ts';
import { s3Client } from '../../../shared/platform/s3-client.ts';

const key = { userId: 7_001, lectureId: 9_007_199_254_740_991 };
const region = 'ap-northeast-2';

afterEach(() => vi.unstubAllEnvs());

const client = (config: { region?: string; endpoint?: string; forcePathStyle?: boolean } = {}) =>
  new S3Client({
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    ...config,
  });
const withoutQuery = (url: string) => url.replace(/\?.*$/, '');

describe('a signed upload URL', () => {
  it.each([
    ['virtual host style', 'lectures', {}, `https://lectures.s3.${region}.amazonaws.com/`],
    [
      'virtual host style in the oldest region',
      'lectures',
      { region: 'us-east-1' },
      'https://lectures.s3.us-east-1.amazonaws.com/',
    ],
    ['path style with dots', 'a.b.c', {}, `https://s3.${region}.amazonaws.com/a.b.c/`],
    [
      'path style at an endpoint',
      'lectures',
      { endpoint: 'http://127.0.0.1:8080', forcePathStyle: true },
      'http://127.0.0.1:8080/lectures/',
    ],
    [
      'path style at an address',
      'lectures',
      { endpoint: 'http://127.0.0.1:8080' },
      'http://127.0.0.1:8080/lectures/',
    ],
  ])('in %s is read back as the key it names', async (_, bucket, config, base) => {
    const url = withoutQuery(await s3UploadUrls(client(config), bucket).sign(key));
    expect(url).toBe(`${base}recordings/7001/9007199254740991`);
    expect(await s3UploadUrlReader(client(config), bucket)(url)).toEqual(key);
  });

  it('is read back if the endpoint comes from the environment, before any other call', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:8080');
    const url = withoutQuery(await s3UploadUrls(client(), 'lectures').sign(key));
    expect(url).toMatch('http://127.0.0.1:8080/lectures/');
    expect(await s3UploadUrlReader(client(), 'lectures')(url)).toEqual(key);
  });

  it('signs the key alone, so that any content type and body may be put', async () => {
    const { searchParams } = new URL(await s3UploadUrls(client(), 'lectures').sign(key));
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe('host');
    expect(searchParams.get('X-Amz-Expires')).toBe('600');
    expect([...searchParams.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
  });
});

describe('the client that signs for the app', () => {
  it('asks for no checksum, which would be that of an empty body', async () => {
    for (const [name, value] of Object.entries({
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    })) {
      vi.stubEnv(name, value);
    }
    const { searchParams } = new URL(await s3UploadUrls(s3Client(), 'lectures').sign(key));
    expect([...searchParams.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe('host');
  });
});

describe('a URL that the signer would not write', () => {
  const host = `lectures.s3.${region}.amazonaws.com`;
  const good = `https://${host}/recordings/7001/42`;

  it('differs from one that it would write', async () => {
    expect(await s3UploadUrlReader(client(), 'lectures')(good)).toEqual({
      userId: 7_001,
      lectureId: 42,
    });
  });

  it.each([
    '',
    'recordings/7001/42',
    '/recordings/7001/42',
    'file:///recordings/7001/42',
    'file:///etc/passwd',
    `http://${host}/recordings/7001/42`,
    `HTTPS://${host}/recordings/7001/42`,
    `https://${host.toUpperCase()}/recordings/7001/42`,
    `//${host}/recordings/7001/42`,
    ` ${good}`,
    `${good} `,
    `${good}\n`,
    `${good}/`,
    `${good}?`,
    `${good}?versionId=1`,
    `${good}#part`,
    `https://${host}:443/recordings/7001/42`,
    `https://${host}./recordings/7001/42`,
    `https://${host}.evil.example/recordings/7001/42`,
    `https://${host}@evil.example/recordings/7001/42`,
    `https://evil.example@${host}/recordings/7001/42`,
    `https://user:password@${host}/recordings/7001/42`,
    `https://evil.example/${good}`,
    `https://evil.example/?${good}`,
    `https://evil.example#${good}`,
    'http://169.254.169.254/recordings/7001/42',
    'http://169.254.169.254/latest/meta-data/',
    'http://127.0.0.1/lectures/recordings/7001/42',
    `https://other.s3.${region}.amazonaws.com/recordings/7001/42`,
    `https://lectures-2.s3.${region}.amazonaws.com/recordings/7001/42`,
    'https://lectures.s3.us-west-2.amazonaws.com/recordings/7001/42',
    'https://lectures.s3.amazonaws.com/recordings/7001/42',
    `https://s3.${region}.amazonaws.com/lectures/recordings/7001/42`,
    `https://${host}//recordings/7001/42`,
    `https://${host}/recordings//7001/42`,
    `https://${host}/recordings/7001//42`,
    `https://${host}/./recordings/7001/42`,
    `https://${host}/recordings/7002/../7001/42`,
    `https://${host}/recordings/7001/../../other/42`,
    `https://${host}/recordings/7001/%2e%2e/7002/42`,
    `https://${host}/recordings/7001%2F42`,
    `https://${host}/%72ecordings/7001/42`,
    `https://${host}/recordings/%37001/42`,
    `https://${host}\\recordings\\7001\\42`,
    `https://${host}/Recordings/7001/42`,
    `https://${host}/recordings/07001/42`,
    `https://${host}/recordings/0/42`,
    `https://${host}/recordings/-7001/42`,
    `https://${host}/recordings/7001/4.2`,
    `https://${host}/recordings/7001/4e2`,
    `https://${host}/recordings/7001/9007199254740992`,
    `https://${host}/recordings/7001/99999999999999999999`,
    `https://${host}/recordings/７００１/42`,
    `https://${host}/recordings/7001`,
    `https://${host}/recordings/7001/42/43`,
    `https://${host}/recordings/7001/42.wav`,
    `https://${host}/recordings/7001/42\u0000`,
  ])('names nothing: %j', async (audioUrl) => {
    expect(await s3UploadUrlReader(client(), 'lectures')(audioUrl)).toBeUndefined();
  });

  it.each([
    'http://127.0.0.1:8080/lectures-2/recordings/7001/42',
    'http://127.0.0.1:8080/other/recordings/7001/42',
    'http://127.0.0.1:8080/recordings/7001/42',
    'http://127.0.0.1:8081/lectures/recordings/7001/42',
    'http://localhost:8080/lectures/recordings/7001/42',
    'http://127.0.0.1:8080@evil.example/lectures/recordings/7001/42',
    'http://127.0.0.1:8080/lectures/../other/recordings/7001/42',
    'http://127.0.0.1:8080/other/../lectures/recordings/7001/42',
    'http://0x7f000001:8080/lectures/recordings/7001/42',
  ])('names nothing at an endpoint either: %j', async (audioUrl) => {
    const local = client({ endpoint: 'http://127.0.0.1:8080', forcePathStyle: true });
    expect(await s3UploadUrlReader(local, 'lectures')(audioUrl)).toBeUndefined();
  });
});

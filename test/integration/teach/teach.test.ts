import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ended, inStage, problem } from './fake-api.ts';
import {
  fakeApi,
  files,
  makeFilesForEachTest,
  recordingBytes,
  start,
  teach,
} from './teach-process.ts';

makeFilesForEachTest();

describe('a lecture that succeeds', () => {
  it('ends in printed feedback, with everything on the way on the other stream', async () => {
    const stages = ['TRANSCRIBING', 'DREAMING'];
    const api = await fakeApi(({ method, path: at }, count) => {
      const stage = stages[count - 1];
      return method === 'GET' && at.includes('/lecture/') && stage ? inStage(stage) : undefined;
    });
    const { code, out, err } = await teach(files.recording, '--api', api.origin);

    expect(err).toContain('사용자ab12');
    expect(err).toContain('자연과학 › 생물학 › 광합성 (#3)');
    expect(err.match(/\d+%/g)).toEqual(['0%', '25%', '50%', '75%', '100%']);
    expect(err).toMatch(/말을 글로 옮기기.*처리하는 중/s);
    expect(out).toContain('82 / 100');
    expect(out).toContain('또렷해요.');
    expect(out + err).not.toContain('\u001b');
    expect(code).toBe(0);
  });

  it('uploads exactly as the app does', async () => {
    const api = await fakeApi();
    await teach(files.recording, '--api', api.origin);
    const [put] = api.to('PUT', '/bucket/recordings/1/4242');

    expect(put?.path).toBe('/bucket/recordings/1/4242?X-Sig=a%2Fb&X=1');
    expect(put?.body.equals(recordingBytes)).toBe(true);
    expect(put?.rawHeaders.filter((_, index) => index % 2 === 0).sort()).toEqual([
      'Connection',
      'Content-Length',
      'Content-Type',
      'Host',
    ]);
    expect(put?.headers['content-type']).toBe('audio/wav');
  });

  it('submits the address without its query, and sends the token on every call', async () => {
    const api = await fakeApi();
    await teach(files.recording, '--api', api.origin, '--topic', '4');
    const [submitted] = api.to('POST', '/api/v1/lecture');

    expect(JSON.parse(String(submitted?.body))).toEqual({
      topicId: 4,
      audioUrl: `${api.origin}/bucket/recordings/1/4242`,
    });
    const calls = api.requests.filter(({ method }) => method !== 'PUT');
    expect(calls.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer null',
      ...calls.slice(1).map(() => 'Bearer token-1'),
    ]);
    expect(api.to('GET', '/api/v1/major')).toEqual([]);
  });

  it('keeps the login for its owner alone and uses it again', async () => {
    const api = await fakeApi();
    await teach(files.recording, '--api', api.origin);
    const again = await teach(files.recording, '--api', api.origin);

    expect(again.code).toBe(0);
    expect(api.to('POST', '/api/v1/users/token/issue')).toHaveLength(1);
    expect((await stat(files.loginFile)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(files.loginFile, 'utf8'))).toEqual({
      [api.origin]: { name: '사용자ab12', authToken: 'token-1' },
    });
  });

  it('survives a passing failure while submitting and while waiting', async () => {
    const api = await fakeApi(({ method, path: at }, count) =>
      count === 1 && at.includes('/lecture')
        ? { ...problem(503, 'BUSY', `Too much ${method}`), headers: { 'retry-after': '0' } }
        : undefined,
    );
    expect((await teach(files.recording, '--api', api.origin)).code).toBe(0);
    expect(api.to('PUT', '/bucket/recordings/1/4242')).toHaveLength(1);
  });

  it('can be looked at again', async () => {
    const api = await fakeApi();
    await teach(files.recording, '--api', api.origin);
    const { code, out } = await teach('--lecture', '4242', '--api', api.origin, '--lang', 'en');
    expect(out).toContain('What went well');
    expect(code).toBe(0);
  });
});

describe('a lecture that ends in another way', () => {
  it.each([
    ['FAILURE', { failureReason: 'RECORDING_NOT_AUDIO' }, '오디오 파일이 아니에요'],
    ['FAILURE', { failureReason: 'MOON_PHASE' }, 'MOON_PHASE'],
    [
      'FAILURE',
      { failureReason: 'QUOTA_EXCEEDED', nextAllowanceAt: '2031-05-06T00:00:00Z' },
      '2031',
    ],
    ['STT_EMPTY', {}, '말소리를 찾지 못했어요'],
  ])('as %s %o says so and exits with 1', async (status, changes, said) => {
    const api = await fakeApi(({ path: at }) =>
      at.endsWith('/lecture/4242?with=parts') ? ended(status, changes) : undefined,
    );
    const { code, out, err } = await teach(files.recording, '--api', api.origin);
    expect(err).toContain(said);
    expect(out).toBe('');
    expect(code).toBe(1);
  });

  it('or never ends: the command says how to look at it', async () => {
    const api = await fakeApi(({ path: at }) =>
      at.endsWith('/lecture/4242?with=parts') ? inStage('QUEUED') : undefined,
    );
    const { code, err } = await teach(
      files.recording,
      '--api',
      api.origin,
      '--wait-seconds',
      '0.3',
    );
    expect(err).toContain(`npm run teach -- --lecture 4242 --api ${api.origin}`);
    expect(code).toBe(1);
  });

  it('goes on after Ctrl-C, which says so and exits with 130', async () => {
    let interrupt = () => {};
    const api = await fakeApi(({ path: at }) => {
      if (!at.endsWith('/lecture/4242?with=parts')) return undefined;
      interrupt();
      return inStage('QUEUED');
    });
    const { child, end } = start(files.recording, '--api', api.origin);
    interrupt = () => void child.kill('SIGINT');
    const { code, err } = await end;
    expect(err).toContain('--lecture 4242');
    expect(code).toBe(130);
  });
});

describe('the login', () => {
  const rejected = (authorization: string | undefined) =>
    authorization === 'Bearer stale'
      ? problem(401, 'UNAUTHORIZED', 'A valid token is required')
      : undefined;

  it('is issued again, once and with a message, when the kept one stops working', async () => {
    const api = await fakeApi(({ path: at, headers }) =>
      at.includes('presigned') ? rejected(headers.authorization) : undefined,
    );
    await writeFile(
      path.join(files.folder, 'stale.json'),
      JSON.stringify({ [api.origin]: { name: '옛이름', authToken: 'stale' } }),
    );
    files.loginFile = path.join(files.folder, 'stale.json');
    const { code, err } = await teach(files.recording, '--api', api.origin);
    expect(err).toContain('새로 발급');
    expect(api.to('POST', '/api/v1/users/token/issue')).toHaveLength(1);
    expect(await readFile(files.loginFile, 'utf8')).toContain('token-1');
    expect(code).toBe(0);
  });

  it('is not issued for ever if no token works', async () => {
    const api = await fakeApi(({ path: at }) =>
      at.includes('presigned') ? rejected('Bearer stale') : undefined,
    );
    const { code, err } = await teach(files.recording, '--api', api.origin);
    expect(err).toContain('UNAUTHORIZED');
    expect(err).toContain('req-77');
    expect(api.to('POST', '/api/v1/users/token/issue')).toHaveLength(1);
    expect(code).toBe(1);
  });

  it('is needed to look at a lecture', async () => {
    const api = await fakeApi();
    const { code, err } = await teach('--lecture', '4242', '--api', api.origin);
    expect(err).toContain('로그인이 없어요');
    expect(api.requests).toEqual([]);
    expect(code).toBe(1);
  });
});

it('the command lists the topics as a tree with their ids', async () => {
  const api = await fakeApi();
  const { code, out } = await teach('--topics', '--api', api.origin);
  expect(out).toBe('자연과학\n  생물학\n       3  광합성\n       4  세포 호흡\n');
  expect(code).toBe(0);
});

it('the command shows its help in the language asked for', async () => {
  expect(await teach('--help')).toMatchObject({ code: 0, out: expect.stringContaining('사용법') });
  const english = await teach('--help', '--lang', 'en');
  expect(english.out).toContain('Usage');
});

describe('a damaged file of kept logins', () => {
  it('is named with its remedy and not overwritten', async () => {
    const api = await fakeApi();
    await mkdir(path.dirname(files.loginFile), { recursive: true });
    await writeFile(files.loginFile, '{"http://lo');
    const { code, err } = await teach(files.recording, '--api', api.origin);
    expect(err).toContain(files.loginFile);
    expect(err).toContain('지우면');
    expect(await readFile(files.loginFile, 'utf8')).toBe('{"http://lo');
    expect(code).toBe(1);
  });
});

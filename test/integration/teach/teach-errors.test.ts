import { truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordingMaximumBytes } from '../../../shared/contracts/recordings.ts';
import { startFakeApi } from './fake-api.ts';
import { cleanups, fakeApi, files, makeFilesForEachTest, teach } from './teach-process.ts';

makeFilesForEachTest();

describe('an error', () => {
  it('an API that cannot be reached is named, with what to do', async () => {
    const api = await startFakeApi();
    await api.close();
    const { code, err } = await teach(files.recording, '--api', api.origin);
    expect(err).toContain(`${api.origin}/api/v1/users/token/issue`);
    expect(err).toContain('npm start');
    expect(code).toBe(1);
  });

  it('from a refused upload shows the status and the code, and nothing is submitted', async () => {
    const api = await fakeApi(({ method }) =>
      method === 'PUT'
        ? {
            status: 403,
            body: '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
          }
        : undefined,
    );
    const { code, err } = await teach(files.recording, '--api', api.origin);
    expect(err).toContain('HTTP 403 · AccessDenied');
    expect(err).toContain('Request has expired');
    expect(api.to('POST', '/api/v1/lecture')).toEqual([]);
    expect(code).toBe(1);
  });

  it('from a store that refuses before it has read the recording is shown all the same', async () => {
    const store = createServer((_, outgoing) => {
      outgoing.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
    });
    await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve));
    cleanups.push(async () => store.close());
    const address = store.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const api = await fakeApi(({ path: at }) =>
      at.includes('presigned')
        ? { body: { uploadPresignedUrl: `http://127.0.0.1:${port}/recording?X-Sig=1` } }
        : undefined,
    );
    await truncate(files.recording, 20 * 1024 * 1024);
    const { code, err } = await teach(files.recording, '--api', api.origin);
    expect(err).toContain('HTTP 403 · SignatureDoesNotMatch');
    expect(code).toBe(1);
  });

  it('names a web page in place of the API', async () => {
    const api = await fakeApi(() => ({ body: '<html>' }));
    const { code, err } = await teach(files.recording, '--api', api.origin);
    expect(err).toContain('Learning Mate 서버의 답이 아니에요');
    expect(code).toBe(1);
  });

  it('names a file that is missing, a folder, empty or too large, before any call', async () => {
    const api = await fakeApi();
    const empty = path.join(files.folder, 'empty.wav');
    const large = path.join(files.folder, 'large.wav');
    await writeFile(empty, '');
    await writeFile(large, '');
    await truncate(large, recordingMaximumBytes + 1);
    const ends = await Promise.all(
      [path.join(files.folder, 'none.wav'), files.folder, empty, large].map((file) =>
        teach(file, '--api', api.origin),
      ),
    );
    const words = ['파일이 없어요', '읽을 수 없어요', '빈 파일이에요', '25 MiB보다 커요'];
    for (const [index, word] of words.entries()) expect(ends[index]?.err).toContain(word);
    expect(ends.map(({ code }) => code)).toEqual([1, 1, 1, 1]);
    expect(api.requests).toEqual([]);
  });

  it('is overruled by --force for an empty file', async () => {
    const api = await fakeApi();
    const empty = path.join(files.folder, 'empty.wav');
    await writeFile(empty, '');
    expect((await teach(empty, '--force', '--api', api.origin)).code).toBe(0);
    const [put] = api.to('PUT', '/bucket/recordings/1/4242');
    expect(put?.headers['content-length']).toBe('0');
  });

  it('in the command line exits with 2', async () => {
    const { code, err } = await teach(files.recording, '--topic', 'photosynthesis');
    expect(err).toContain('photosynthesis');
    expect(code).toBe(2);
  });
});

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { startFakeApi } from './fake-api.ts';

export const repository = path.resolve(import.meta.dirname, '../../..');

/** As `npm run teach` has it. */
export const entry = ['--import', './infra/local/require-node-24.mjs', 'infra/teach/teach.ts'];
export const recordingBytes = randomBytes(200_000);

/** Files of the test that runs. */
export const files = { folder: '', recording: '', loginFile: '' };
export const cleanups: (() => Promise<unknown>)[] = [];

/**
 * Each test of the file that calls this gets files of its own. It is a call, because a worker loads this module once
 * for several files, and hooks that are made as it loads would belong to the first of them.
 */
export function makeFilesForEachTest(): void {
  beforeEach(async () => {
    files.folder = await mkdtemp(path.join(tmpdir(), 'teach-'));
    files.recording = path.join(files.folder, 'talk.webm');
    files.loginFile = path.join(files.folder, 'kept', 'teach.json');
    await writeFile(files.recording, recordingBytes);
    cleanups.push(() => rm(files.folder, { recursive: true }));
  });

  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });
}

export const fakeApi = async (...answers: Parameters<typeof startFakeApi>) => {
  const api = await startFakeApi(...answers);
  cleanups.push(api.close);
  return api;
};

export const start = (...argv: string[]) => {
  const child = spawn(process.execPath, [...entry, '--login-file', files.loginFile, ...argv], {
    cwd: repository,
    env: { PATH: process.env['PATH'], LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const end = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, out, err })),
  );
  return { child, end };
};

export const teach = (...argv: string[]) => start(...argv).end;

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'start-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

function run(port: string, ...flags: string[]): ChildProcess {
  return spawn(process.execPath, ['infra/local/start.ts', '--state', folder, ...flags], {
    cwd: PROJECT,
    env: { ...process.env, PORT: port, OPENAI_API_KEY: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('exit', (code) => resolve(code)));

describe('the start command', () => {
  it.each([
    ['a port that is no number', 'http', [], 'PORT must be a number from 0 to 65535, not "http"'],
    ['a flag it does not know', '0', ['--frsh'], '--frsh'],
  ])('says in one line what is wrong with %s', async (_, port, flags, message) => {
    const child = run(port, ...flags);
    if (child.stderr === null) throw new Error('no stderr');
    const [output, code] = await Promise.all([text(child.stderr), exitOf(child)]);
    expect(code).toBe(2);
    expect(output.trim()).toContain(message);
    expect(output.trim().split('\n')).toHaveLength(1);
  });

  it('says at once what it is doing', async () => {
    const child = run('0');
    const exited = exitOf(child);
    const first = await new Promise<Buffer>((resolve) => child.stdout?.once('data', resolve));
    child.kill('SIGTERM');
    expect(first.toString()).toMatch(/^\[1\/3\] \d+\.\d s {2}Building the functions /);
    await exited;
  });

  it('ends with npm, whose shell a signal kills silently', { timeout: 60_000 }, async () => {
    const npm = spawn('npm', ['start', '--silent', '--', '--state', folder], {
      cwd: PROJECT,
      env: { ...process.env, PORT: '0', OPENAI_API_KEY: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // Closed only once every process that could still write to it is gone.
    const everybodyGone = new Promise((resolve) => npm.stdout.once('close', resolve));
    await new Promise((resolve) => npm.stdout.once('data', resolve));
    npm.stdout.resume();
    npm.kill('SIGTERM');
    await everybodyGone;
  });

  it('runs the real stack, says when it is ready, and ends cleanly at a signal', {
    timeout: 60_000,
  }, async () => {
    const child = run('0');
    const exited = exitOf(child);
    let output = '';
    const ready = new Promise<string>((resolve, reject) => {
      const read = (chunk: Buffer): void => {
        output += chunk.toString();
        const origin = /^ready (http:\/\/localhost:\d+)$/m.exec(output)?.[1];
        if (origin !== undefined) resolve(origin);
      };
      child.stdout?.on('data', read);
      child.stderr?.on('data', read);
      child.once('exit', () => reject(new Error(output)));
    });
    const origin = await ready;
    const told = [...output.matchAll(/^\[(\d)\/3\] \d+\.\d s {2}(\w+)/gm)];
    expect(told.map(([, step, verb]) => `${step} ${verb}`)).toEqual([
      '1 Building',
      '2 Starting',
      '3 Starting',
    ]);
    expect(output.match(/^not emulated: .{1,90}$/gm)).toHaveLength(1);
    expect(output).not.toContain('without effect here');
    expect(output).toContain('LOCAL STAND-IN');
    expect(output).toContain('로컬 대역');
    expect(output).toContain(
      `npm run teach -- test/fixtures/recordings/hash-table-good.webm --api ${origin}\n`,
    );
    const response = await fetch(`${origin}/api/v1/major`);
    expect(response.status).toBe(200);
    await response.text();
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
    await expect(fetch(`${origin}/api/v1/major`)).rejects.toThrow();
  });
});

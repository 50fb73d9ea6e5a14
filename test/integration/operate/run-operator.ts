import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../..', import.meta.url));

/** A command as npm runs it, in a process of its own, with nothing of this machine's AWS set-up. */
export function runOperator(name: string, argv: readonly string[], options: RunOptions = {}) {
  return runNode(['infra/operate/operate.ts', name, ...argv], options);
}

interface RunOptions {
  readonly environment?: Record<string, string>;
  readonly input?: string;
}

export async function runNode(
  argv: readonly string[],
  { environment = {}, input = '' }: RunOptions = {},
) {
  const child = spawn(
    process.execPath,
    ['--import', './infra/local/require-node-24.mjs', ...argv],
    {
      cwd: project,
      env: {
        PATH: process.env['PATH'],
        HOME: '/nonexistent',
        AWS_EC2_METADATA_DISABLED: 'true',
        ...environment,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

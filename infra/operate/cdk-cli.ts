import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const tools = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url));
const cli = fileURLToPath(new URL('../../node_modules/aws-cdk/bin/cdk', import.meta.url));

/**
 * Runs the project's own CDK CLI with this Node.
 * @param output file descriptor for its output @default this terminal, where it may also ask questions
 * @returns its exit code, 130 where a signal ended it
 */
export function runCdk(
  parameters: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  output?: number,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...parameters], {
      cwd: project,
      // The CLI starts the app as `node`, which has to be the project's.
      env: { ...environment, PATH: `${tools}${delimiter}${environment['PATH'] ?? ''}` },
      stdio: output === undefined ? 'inherit' : ['ignore', output, output],
    });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 130));
  });
}

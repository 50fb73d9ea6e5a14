import { execFile } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

it('the project is installed without a warning, by the Node that the machine has', async () => {
  // The test runs under the project's own Node, which no newcomer has yet, and with npm's settings,
  // which none has either.
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter);
  const { HOME } = process.env;
  const { stderr } = await promisify(execFile)('npm', ['ci', '--dry-run', '--offline'], {
    cwd: PROJECT,
    env: { PATH: path, ...(HOME === undefined ? {} : { HOME }) },
  });
  expect(stderr).toBe('');
});

import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';

const CLAIM_FILE = 'running.json';

const claimSchema = z.object({ processId: z.int().positive(), port: z.int().positive() });
type Claim = z.infer<typeof claimSchema>;

async function readClaim(path: string): Promise<Claim | undefined> {
  try {
    return claimSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}

/**
 * Claims a folder for the stack on `port`, because two stacks in one folder would damage its state. A claim
 * that a killed process left behind does not count: nobody answers at its port.
 * @param options.fresh empties the folder first
 * @returns a function that releases the folder
 * @throws Error if another stack uses the folder
 */
export async function claimStateDirectory(
  directory: string,
  options: { readonly port: number; readonly fresh: boolean },
): Promise<() => Promise<void>> {
  const { port } = options;
  const path = join(directory, CLAIM_FILE);
  const claim = await readClaim(path);
  if (
    claim !== undefined &&
    claim.port !== port &&
    isAlive(claim.processId) &&
    (await answers(claim.port))
  ) {
    throw new Error(
      `${directory} is the state of the stack on port ${claim.port} (process ${claim.processId}); ` +
        'stop that one, or start with --state FOLDER',
    );
  }
  await mkdir(directory, { recursive: true });
  if (options.fresh) {
    await Promise.all(
      (await readdir(directory)).map((name) =>
        rm(join(directory, name), { recursive: true, force: true }),
      ),
    );
  }
  await writeFile(path, JSON.stringify({ processId: process.pid, port } satisfies Claim));
  return () => rm(path, { force: true });
}

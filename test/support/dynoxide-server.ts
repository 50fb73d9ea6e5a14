import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface DynoxideServer {
  readonly endpoint: string;
  /** Ends the process, and waits until it has gone. */
  stop(): Promise<void>;
}

const binary = fileURLToPath(
  new URL('../../node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url),
);

/**
 * Dynoxide in memory, on a free port of loopback.
 * @throws where its binary is missing or does not come to listen
 */
export async function startDynoxide(): Promise<DynoxideServer> {
  const child = spawn(binary, ['serve', '--host', '127.0.0.1', '--port', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // A test run that is cut off must not leave it behind.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  await untilListening(child);
  return {
    endpoint: `http://127.0.0.1:${listeningPort(child.pid)}`,
    async stop() {
      process.off('exit', kill);
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}

function untilListening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('listening on')) resolve();
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`dynoxide did not start: ${said}`)));
  });
}

/** It prints the port it was asked for, 0; Linux knows which one it got. */
function listeningPort(pid: number | undefined): number {
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).map((fd) => socketInode(`/proc/${pid}/fd/${fd}`)),
  );
  for (const line of readFileSync(`/proc/${pid}/net/tcp`, 'utf8').split('\n')) {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
    const port = local?.split(':')[1];
    // 0A: listening.
    if (state === '0A' && port && inodes.has(inode)) return Number.parseInt(port, 16);
  }
  throw new Error('dynoxide listens on no port');
}

function socketInode(path: string): string | undefined {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(path))?.[1];
  } catch {
    // Closed since the folder was listed.
    return undefined;
  }
}

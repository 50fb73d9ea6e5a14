import { readFileSync } from 'node:fs';

const LOOK_MILLISECONDS = 50;
const BYTES_PER_MEGABYTE = 1024 * 1024;

/**
 * Kills this process, as Lambda's sandbox would, once it has needed more memory than a function
 * has. It is looked at often and after each event: what was given back in between counts on Linux,
 * which keeps the peak; elsewhere it is the memory of the moment.
 * @returns looks at once
 */
export function limitMemory(megabytes: number): () => void {
  const look = (): void => {
    if (mostBytes() > megabytes * BYTES_PER_MEGABYTE) process.kill(process.pid, 'SIGKILL');
  };
  setInterval(look, LOOK_MILLISECONDS).unref();
  return look;
}

function mostBytes(): number {
  try {
    // Not resourceUsage().maxRSS, which a fork inherits from its parent.
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (peak !== undefined) return Number(peak) * 1024;
  } catch {
    // No Linux.
  }
  return process.memoryUsage.rss();
}

import { readFileSync } from 'node:fs';

const LOOK_MILLISECONDS = 50;
const BYTES_PER_MEGABYTE = 1024 * 1024;

/** What Node takes before it runs anything: that counts on Lambda as well. */
const BARE_NODE_MEGABYTES = 50;

/**
 * Kills this process, as Lambda's sandbox would, once it has needed more memory than a function
 * has. It is looked at often and after each event: what was given back in between counts on Linux,
 * which keeps the peak; elsewhere it is the memory of the moment. What is in memory when this is
 * called, before the function's code, is the local stack's own (it runs TypeScript as it stands) and
 * not the function's.
 * @returns looks at once
 */
export function limitMemory(megabytes: number): () => void {
  const ownBytes = Math.max(0, mostBytes() - BARE_NODE_MEGABYTES * BYTES_PER_MEGABYTE);
  const allowedBytes = megabytes * BYTES_PER_MEGABYTE + ownBytes;
  const look = (): void => {
    if (mostBytes() > allowedBytes) process.kill(process.pid, 'SIGKILL');
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

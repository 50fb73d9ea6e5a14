import { readFileSync } from 'node:fs';

const LOOK_MILLISECONDS = 50;
const BYTES_PER_MEGABYTE = 1024 * 1024;

/** The memory that Node takes before it runs anything, which counts on Lambda too. */
const BARE_NODE_MEGABYTES = 50;

/**
 * Kills this process, as Lambda's sandbox would, once it has needed more memory than the function has. The
 * memory is checked often and after each event. Linux keeps the peak, so that memory which was given back in
 * between counts as well; elsewhere the memory of the moment counts. What is in memory when this is called,
 * before the function's code, belongs to the local stack, which runs TypeScript as it is, and does not count.
 * @returns a function that checks at once
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
    // This is not Linux.
  }
  return process.memoryUsage.rss();
}

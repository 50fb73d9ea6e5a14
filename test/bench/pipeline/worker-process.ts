/**
 * A Lambda environment as a process of its own: loads the bundle that its first argument names and
 * runs the events it is sent, one at a time. To be started with `--expose-gc` and the function's
 * environment. What it imports beside the bundle counts as memory of its own: next to nothing.
 */
import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { epochMilliseconds } from './epoch.ts';
import { isRunEvent, type MemoryRise, type WorkerAnswer } from './worker-messages.ts';

const functionSeconds = 240;
const sampleMilliseconds = 2;

const [bundleFile = ''] = process.argv.slice(2);
const bundle: Record<string, unknown> = await import(pathToFileURL(bundleFile).href);
const { handler } = bundle;
if (typeof handler !== 'function') throw new TypeError(`no handler in ${bundleFile}`);

const answer = (message: WorkerAnswer): void => {
  process.send?.(message);
};

process.on('message', async (message) => {
  try {
    if (!isRunEvent(message)) throw new TypeError('no event to run');
    const { event, watchesMemory } = message;
    const watch = watchesMemory ? watchMemory() : undefined;
    const deadlineAt = Date.now() + functionSeconds * 1_000;
    const context = {
      awsRequestId: randomUUID(),
      getRemainingTimeInMillis: () => deadlineAt - Date.now(),
    };
    const parsed: unknown = JSON.parse(event);
    const inHandAtMilliseconds = epochMilliseconds();
    await handler(parsed, context);
    const memory = watch?.();
    answer({ kind: 'done', inHandAtMilliseconds, ...(memory === undefined ? {} : { memory }) });
  } catch (error) {
    answer({ kind: 'failed', error: error instanceof Error ? (error.stack ?? '') : String(error) });
  }
});
answer({ kind: 'ready' });

/** Watches from now on. @returns ends it and gives what was seen */
function watchMemory(): () => MemoryRise {
  if (!globalThis.gc) throw new Error('start this process with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  const base = process.memoryUsage();
  const peakBefore = process.resourceUsage().maxRSS;
  let residentBytes = base.rss;
  let externalBytes = base.external;
  const look = (): void => {
    const { rss, external } = process.memoryUsage();
    residentBytes = Math.max(residentBytes, rss);
    externalBytes = Math.max(externalBytes, external);
  };
  const timer = setInterval(look, sampleMilliseconds);
  return () => {
    clearInterval(timer);
    look();
    // The kernel's own mark misses nothing, but for a peak below an earlier one.
    const peakAfter = process.resourceUsage().maxRSS;
    if (peakAfter > peakBefore) residentBytes = Math.max(residentBytes, peakAfter * 1_024);
    return {
      baseBytes: base.rss,
      residentBytes: residentBytes - base.rss,
      externalBytes: externalBytes - base.external,
    };
  };
}

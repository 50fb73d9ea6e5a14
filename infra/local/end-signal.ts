import process from 'node:process';

/** npm passes a terminal's Ctrl-C on, so that one press of the keys arrives twice. */
const SAME_PRESS_MILLISECONDS = 500;
const PARENT_LOOK_MILLISECONDS = 500;

/**
 * Aborts at the first signal to end, and ends the process at the second. It also aborts when the process that
 * started this one has ended: `kill` of npm ends npm's shell, which does not pass the signal on.
 */
export function watchForEnd(): AbortSignal {
  const ending = new AbortController();
  let firstAt: number | undefined;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      const now = performance.now();
      firstAt ??= now;
      if (now - firstAt > SAME_PRESS_MILLISECONDS) process.exit(0);
      ending.abort();
    });
  }
  // Only npm's child looks at its parent: a process that was started by hand with `nohup … &` is meant to
  // outlive its shell.
  if (process.env['npm_lifecycle_event'] !== undefined) {
    const startedBy = process.ppid;
    const looking = setInterval(() => {
      if (process.ppid === startedBy) return;
      clearInterval(looking);
      ending.abort();
    }, PARENT_LOOK_MILLISECONDS);
    looking.unref();
  }
  return ending.signal;
}

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

export interface ForkOptions {
  readonly file: URL;
  readonly arguments: readonly string[];
  /** @default this process's own */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A process of the bench that answers one message at a time. */
export interface Child {
  /** @throws Error where it exits instead */
  nextAnswer(): Promise<unknown>;
  ask(message: object): Promise<unknown>;
  /** Asks it to end, and waits until it has gone. */
  stop(): Promise<void>;
}

/** Starts it with `--expose-gc`; what it writes goes nowhere, errors excepted. */
export function startChild(options: ForkOptions): Child {
  const child = fork(options.file, options.arguments, {
    ...(options.environment === undefined ? {} : { env: options.environment }),
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  // A bench that is cut off must not leave it behind.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const nextAnswer = () => answerOf(child);
  return {
    nextAnswer,
    ask(message) {
      const answer = nextAnswer();
      child.send(message);
      return answer;
    },
    async stop() {
      process.off('exit', kill);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}

function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`a process exited with ${code}`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message);
    });
  });
}

import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { LocalFunction } from '../template/model.ts';
import type { EnvironmentHost, HostOptions } from './environment-host.ts';
import { type FromEnvironment, fromEnvironmentSchema } from './lambda-messages.ts';

/** 6 MB and the envelope, the number in Lambda's own error message. */
const MAXIMUM_RESPONSE_BYTES = 6_291_556;

/** Lambda gives the import of a bundle ten seconds. */
const INITIALIZATION_SECONDS = 10;

export interface InvocationFailure {
  readonly succeeded: false;
  readonly requestId: string;
  /** The error's name, or Lambda's own, e.g. `Sandbox.Timedout`, `Runtime.ExitError`. */
  readonly errorType: string;
  readonly errorMessage: string;
}

export type InvocationResult =
  | {
      readonly succeeded: true;
      readonly requestId: string;
      /** JSON of what the handler returned. */
      readonly payload: string;
    }
  | InvocationFailure;

interface Ending {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stack?: string;
}

type EnvironmentState = 'starting' | 'idle' | 'busy' | 'ended';

/**
 * One execution environment of a function: a thread or a process with that function's environment
 * variables and nothing of this process's. It takes one event at a time and is of no more use
 * once it has timed out, exited or thrown outside of a handler.
 */
export class LambdaEnvironment {
  readonly #host: EnvironmentHost;
  readonly #fn: LocalFunction;
  /** Resolves once the bundle's import has ended, well or not. */
  readonly started: Promise<Ending | undefined>;
  readonly #ended: Promise<void>;
  readonly #report: (line: string) => void;
  readonly #clock: (() => number) | undefined;
  #state: EnvironmentState = 'starting';
  #ending: Ending | undefined;
  #onMessage: (message: FromEnvironment) => void = () => {};
  #onEnd: (ending: Ending) => void = () => {};

  /**
   * @param log gets each line that the function writes, and each failure
   * @param makeHost makes the thread or process in which the code runs
   * @param clock the clock that its `Date` follows @default the machine's
   */
  constructor(
    fn: LocalFunction,
    variables: Readonly<Record<string, string>>,
    log: (line: string) => void,
    makeHost: (options: HostOptions) => EnvironmentHost,
    clock?: () => number,
  ) {
    this.#fn = fn;
    this.#clock = clock;
    this.#report = log;
    this.#host = makeHost({
      fn,
      variables,
      data: {
        codeDirectory: fn.codeDirectory,
        handler: fn.handler,
        functionArn: fn.arn,
        memoryMegabytes: fn.memoryMegabytes,
        clockOffsetMilliseconds: this.#offset(),
      },
    });
    for (const stream of this.#host.outputs) this.#relay(stream, log);
    this.#host.onMessage((value) => {
      const message = fromEnvironmentSchema.safeParse(value);
      if (!message.success) return;
      if (message.data.type === 'crashed') this.#end(message.data);
      else this.#onMessage(message.data);
    });
    this.#host.onError((error) => this.#end(describeUncaught(error)));
    this.#ended = new Promise((resolve) => {
      this.#host.onExit((how) => {
        this.#end({
          errorType: 'Runtime.ExitError',
          errorMessage: `Runtime exited with error: ${how}`,
        });
        resolve();
      });
    });
    this.started = this.#waitForStart();
  }

  get state(): EnvironmentState {
    return this.#state;
  }

  /**
   * Runs one event; waits for the bundle's import first if it is under way. Never rejects.
   * @param event anything that JSON can carry
   */
  async invoke(event: unknown, requestId: string = randomUUID()): Promise<InvocationResult> {
    if (this.#state === 'busy') throw new Error(`${this.#fn.logicalId}: environment is busy`);
    if (this.#state === 'idle') this.#state = 'busy';
    const failedStart = await this.started;
    if (failedStart !== undefined) return this.#failure(requestId, failedStart);
    if (this.#ending !== undefined) return this.#failure(requestId, this.#ending);
    this.#state = 'busy';

    return new Promise((resolve) => {
      const timeoutMilliseconds = this.#fn.timeoutSeconds * 1_000;
      const timer = setTimeout(() => {
        this.#end({
          errorType: 'Sandbox.Timedout',
          errorMessage: `Task timed out after ${this.#fn.timeoutSeconds.toFixed(2)} seconds`,
        });
      }, timeoutMilliseconds);
      const finish = (result: InvocationResult): void => {
        clearTimeout(timer);
        this.#onMessage = () => {};
        this.#onEnd = () => {};
        if (this.#state === 'busy') this.#state = 'idle';
        resolve(result);
      };
      this.#onEnd = (ending) => finish(this.#failure(requestId, ending));
      this.#onMessage = (message) => {
        if (message.type === 'returned' && message.requestId === requestId) {
          finish(this.#answer(requestId, message.payload));
        } else if (message.type === 'failed' && message.requestId === requestId) {
          finish(this.#failure(requestId, message));
        }
      };
      this.#host.post({
        requestId,
        event: JSON.stringify(event),
        deadlineEpochMilliseconds: (this.#clock ?? Date.now)() + timeoutMilliseconds,
        clockOffsetMilliseconds: this.#offset(),
      });
    });
  }

  /** Lambda refuses a larger answer: the invocation has failed, and the environment goes on. */
  #answer(requestId: string, payload: string): InvocationResult {
    if (Buffer.byteLength(payload) <= MAXIMUM_RESPONSE_BYTES) {
      return { succeeded: true, requestId, payload };
    }
    return this.#failure(requestId, {
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: `Response payload size exceeded maximum allowed payload size (${MAXIMUM_RESPONSE_BYTES} bytes).`,
    });
  }

  /** Ends the environment at once, as if its machine were gone; a running event fails. */
  async kill(): Promise<void> {
    this.#end({
      errorType: 'Runtime.ExitError',
      errorMessage: 'Runtime exited with error: signal: killed',
    });
    await this.#ended;
  }

  #offset(): number | undefined {
    return this.#clock && this.#clock() - Date.now();
  }

  #waitForStart(): Promise<Ending | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#end({
          errorType: 'Sandbox.Timedout',
          errorMessage: `the bundle's import took over ${INITIALIZATION_SECONDS} s`,
        });
      }, INITIALIZATION_SECONDS * 1_000);
      const settle = (ending: Ending | undefined): void => {
        clearTimeout(timer);
        this.#onMessage = () => {};
        this.#onEnd = () => {};
        if (ending === undefined && this.#state === 'starting') this.#state = 'idle';
        resolve(ending);
      };
      this.#onEnd = settle;
      this.#onMessage = (message) => {
        if (message.type === 'ready') settle(undefined);
        else if (message.type === 'initializationFailed') this.#end(message);
      };
    });
  }

  #end(ending: Ending): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#ending = ending;
    this.#onEnd(ending);
    this.#host.end();
  }

  #failure(requestId: string, ending: Ending): InvocationFailure {
    const { errorType, errorMessage } = ending;
    this.#report(`${errorType}: ${errorMessage}${ownFrames(ending.stack ?? '')}`);
    return { succeeded: false, requestId, errorType, errorMessage };
  }

  #relay(stream: Readable, log: (line: string) => void): void {
    createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
      if (line.trim() !== '') log(line);
    });
  }
}

function describeUncaught(error: unknown): Ending {
  return error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, stack: error.stack ?? '' }
    : { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: String(error) };
}

/** The first frames of a stack trace that lie in the bundle. */
function ownFrames(stack: string): string {
  const frames = stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !/node:internal|lambda-worker/.test(line))
    .slice(0, 4);
  return frames.length === 0 ? '' : `\n${frames.join('\n')}`;
}

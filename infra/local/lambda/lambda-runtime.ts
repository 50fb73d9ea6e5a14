import { randomUUID } from 'node:crypto';
import { devNull } from 'node:os';
import { LOCAL_REGION, type LocalFunction, type StackModel } from '../template/model.ts';
import { processHost, threadHost } from './environment-host.ts';
import type { FunctionCredentials } from './function-credentials.ts';
import { FunctionPool } from './function-pool.ts';
import { type InvocationResult, LambdaEnvironment } from './lambda-environment.ts';

/** How long `stop` waits for events that are being worked on. */
const STOP_GRACE_SECONDS = 3;
/** Environments one function may have at once, unless an event source asks for more. */
const DEFAULT_CONCURRENCY = 10;
/** Lambda keeps an idle environment for some minutes; each holds memory of the laptop's. */
const IDLE_SECONDS = 300;

export interface LambdaRuntimeOptions {
  readonly stack: Pick<StackModel, 'functions' | 'eventSources' | 'customResources'>;
  readonly credentials: (fn: LocalFunction) => FunctionCredentials;
  /** Where the functions' AWS calls go: `AWS_ENDPOINT_URL`. */
  readonly edgeOrigin: string;
  /** Told each line a function writes or fails with. */
  readonly log: (line: string, fn: LocalFunction) => void;
  /** Beyond it an invocation waits for its turn. @default 10 or the event source's concurrency */
  readonly maximumEnvironments?: number;
  /** What the functions' `Date` follows, from each event on. @default the machine's, as it is */
  readonly clock?: (() => number) | undefined;
}

export interface LambdaRuntime {
  /** Runs one event; resolves for failures too. Rejects only for a function that is not there. */
  invoke(functionArn: string, event: unknown): Promise<InvocationResult>;
  /**
   * Kills the busy environments of a function, as a crash would; gives how many that were.
   * @param choose kills only the one at the index it gives, of as many as it is told
   */
  kill(functionArn: string, choose?: (busyCount: number) => number): Promise<number>;
  environments(functionArn: string): { readonly idle: number; readonly busy: number };
  /** Waits a little for running events, then ends every environment. */
  stop(): Promise<void>;
}

/** The function behind a custom resource has run its only time. */
function idleSecondsOf(fn: LocalFunction, stack: LambdaRuntimeOptions['stack']): number {
  const isOfThis = ({ functionArn }: { functionArn: string }): boolean => functionArn === fn.arn;
  return stack.customResources?.some(isOfThis) ? 0 : IDLE_SECONDS;
}

/** What Lambda sets for a function, and nothing of the laptop's own environment. */
export function variablesOf(
  fn: LocalFunction,
  options: Pick<LambdaRuntimeOptions, 'credentials' | 'edgeOrigin'>,
): Readonly<Record<string, string>> {
  const { accessKeyId, secretAccessKey, sessionToken } = options.credentials(fn);
  return {
    ...fn.environment,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_REGION: LOCAL_REGION,
    AWS_DEFAULT_REGION: LOCAL_REGION,
    AWS_ENDPOINT_URL: options.edgeOrigin,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMegabytes),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${fn.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `local/[$LATEST]${randomUUID().replaceAll('-', '')}`,
    // Lambda has no ~/.aws; the SDK would read the laptop's.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    LAMBDA_TASK_ROOT: fn.codeDirectory,
    TZ: ':UTC',
    _HANDLER: fn.handler,
  };
}

/**
 * Lambda on one laptop: environments are made when an event needs one and reused while warm.
 * What a queue feeds may be given anything to hold, so that it runs in a process of its own, with
 * the memory that its template gives it; the others share this one's, in threads.
 */
export function startLambdaRuntime(options: LambdaRuntimeOptions): LambdaRuntime {
  const pools = new Map<string, FunctionPool>();
  for (const fn of options.stack.functions) {
    const source = options.stack.eventSources.find(({ functionArn }) => functionArn === fn.arn);
    const start = (): LambdaEnvironment =>
      new LambdaEnvironment(
        fn,
        variablesOf(fn, options),
        (line) => options.log(line, fn),
        source === undefined ? threadHost : processHost,
        options.clock,
      );
    pools.set(
      fn.arn,
      new FunctionPool(fn, start, {
        idleSeconds: idleSecondsOf(fn, options.stack),
        maximum: options.maximumEnvironments ?? source?.maximumConcurrency ?? DEFAULT_CONCURRENCY,
      }),
    );
  }
  const poolOf = (functionArn: string): FunctionPool => {
    const pool = pools.get(functionArn);
    if (pool === undefined) throw new Error(`the stack has no function ${functionArn}`);
    return pool;
  };
  return {
    invoke: async (functionArn, event) => poolOf(functionArn).invoke(event),
    kill: async (functionArn, choose) => poolOf(functionArn).killBusy(choose),
    environments: (functionArn) => poolOf(functionArn).counts(),
    stop: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.stop(STOP_GRACE_SECONDS * 1_000)));
    },
  };
}

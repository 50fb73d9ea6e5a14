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
/** Lambda keeps an idle environment for some minutes. Each takes some of the laptop's memory. */
const IDLE_SECONDS = 300;

export interface LambdaRuntimeOptions {
  readonly stack: Pick<StackModel, 'functions' | 'eventSources' | 'customResources'>;
  readonly credentials: (fn: LocalFunction) => FunctionCredentials;
  /** The address for the functions' AWS calls: `AWS_ENDPOINT_URL`. */
  readonly edgeOrigin: string;
  /** Gets each line that a function writes or fails with. */
  readonly log: (line: string, fn: LocalFunction) => void;
  /**
   * With this many environments in use, an invocation waits for its turn. @default 10 or the event source's
   * concurrency
   */
  readonly maximumEnvironments?: number;
  /** The clock that the functions' `Date` follows; it is set anew at each event. @default the machine's */
  readonly clock?: (() => number) | undefined;
}

export interface LambdaRuntime {
  /** Runs one event. It resolves for failures too, and rejects only for a function that does not exist. */
  invoke(functionArn: string, event: unknown): Promise<InvocationResult>;
  /**
   * Kills the busy environments of a function, as a crash would, and returns how many there were.
   * @param choose picks the index of the only environment to kill, from the number of busy ones
   */
  kill(functionArn: string, choose?: (busyCount: number) => number): Promise<number>;
  environments(functionArn: string): { readonly idle: number; readonly busy: number };
  /** Waits a little for running events, then ends every environment. */
  stop(): Promise<void>;
}

/** How long an idle environment is kept. The function behind a custom resource runs only once. */
function idleSecondsOf(fn: LocalFunction, stack: LambdaRuntimeOptions['stack']): number {
  const isOfThis = ({ functionArn }: { functionArn: string }): boolean => functionArn === fn.arn;
  return stack.customResources?.some(isOfThis) ? 0 : IDLE_SECONDS;
}

/** The variables that Lambda sets for a function, without anything of the laptop's own environment. */
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
 * Runs Lambda on one laptop: environments are started when an event needs one and reused while they are warm.
 * A function that a queue feeds may have to hold large recordings, so it runs in a process of its own with
 * the memory that its template gives it. The others are threads and share this process's memory.
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

/**
 * The inside of one Lambda environment: a worker thread, or a process, that loads one function's
 * bundle and answers the events it is posted, one at a time. It starts with every environment, so
 * it imports hardly more than Node's own modules.
 */
import { existsSync, realpathSync } from 'node:fs';
import { isBuiltin, registerHooks } from 'node:module';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { EnvironmentData, FromEnvironment, ToEnvironment } from './lambda-messages.ts';
import { limitMemory } from './memory-limit.ts';
import { moveDate } from './moved-date.ts';

type Handler = (event: unknown, context: unknown) => unknown;

const isProcess = parentPort === null;
const data: EnvironmentData = isProcess ? JSON.parse(process.argv[2] ?? '') : workerData;
const taskRoot = realpathSync(data.codeDirectory);
const checkMemory = isProcess ? limitMemory(data.memoryMegabytes) : () => {};

const post = (message: FromEnvironment, sent = () => {}): void => {
  checkMemory();
  if (parentPort !== null) parentPort.postMessage(message);
  else process.send?.(message, sent);
};

/** Makes a process end with its parent and report an uncaught error, as a thread does by itself. */
function behaveAsAThread(): void {
  process.once('disconnect', () => process.exit());
  process.once('uncaughtException', (error) => {
    post({ type: 'crashed', ...describe(error) }, () => process.exit(1));
  });
}

/**
 * Refuses imports that would fail on Lambda. A bundle holds all that it needs except the AWS SDK, which
 * Lambda provides. On this machine the project's own node_modules would hide that something was left out.
 */
function refuseWhatLambdaLacks(): void {
  const root = pathToFileURL(taskRoot + sep).href;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const bare = !/^([./]|file:|data:|node:)/.test(specifier) && !isBuiltin(specifier);
      const broughtAlong = /^@(aws-sdk|smithy)\//.test(specifier);
      if (bare && !broughtAlong && context.parentURL?.startsWith(root)) {
        const found = nextResolve(specifier, context);
        if (found.url.startsWith(root)) return found;
        throw new Error(`Cannot find package '${specifier}': it is not in the function's bundle`);
      }
      return nextResolve(specifier, context);
    },
  });
}

/** Finds the file that Lambda would load for `index.handler`, and the name of its export. */
function locateHandler(): { file: string; exportName: string } {
  const dot = data.handler.lastIndexOf('.');
  const stem = join(taskRoot, data.handler.slice(0, dot));
  const exportName = data.handler.slice(dot + 1);
  const file = ['.mjs', '.cjs', '.js'].map((end) => stem + end).find((path) => existsSync(path));
  if (file === undefined) throw new Error(`Cannot find module '${data.handler}' in the bundle`);
  if (file.endsWith('.js') && !existsSync(join(taskRoot, 'package.json'))) {
    // Lambda would load the file as CommonJS; here the project's package.json would decide.
    throw new Error('index.js without a package.json beside it: call it index.mjs or index.cjs');
  }
  return { file, exportName };
}

async function loadHandler(): Promise<Handler> {
  refuseWhatLambdaLacks();
  const { file, exportName } = locateHandler();
  const module: Record<string, unknown> = await import(pathToFileURL(file).href);
  const handler = module[exportName];
  if (typeof handler !== 'function') {
    throw new Error(`${data.handler} is undefined or not exported`);
  }
  return (event, context) => handler(event, context);
}

function describe(error: unknown): { errorType: string; errorMessage: string; stack: string } {
  return error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, stack: error.stack ?? '' }
    : { errorType: typeof error, errorMessage: String(error), stack: '' };
}

function contextOf(message: ToEnvironment): Record<string, unknown> {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env['AWS_LAMBDA_FUNCTION_NAME'],
    functionVersion: process.env['AWS_LAMBDA_FUNCTION_VERSION'],
    invokedFunctionArn: data.functionArn,
    memoryLimitInMB: process.env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    awsRequestId: message.requestId,
    logGroupName: process.env['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: process.env['AWS_LAMBDA_LOG_STREAM_NAME'],
    getRemainingTimeInMillis: () => Math.max(0, message.deadlineEpochMilliseconds - Date.now()),
  };
}

function keepClock(offsetMilliseconds: number | undefined): void {
  if (offsetMilliseconds !== undefined) moveDate(offsetMilliseconds);
}

async function answer(handler: Handler, message: ToEnvironment): Promise<void> {
  const { requestId } = message;
  keepClock(message.clockOffsetMilliseconds);
  try {
    const result = await handler(JSON.parse(message.event), contextOf(message));
    post({ type: 'returned', requestId, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    post({ type: 'failed', requestId, ...describe(error) });
  }
}

try {
  if (isProcess) behaveAsAThread();
  keepClock(data.clockOffsetMilliseconds);
  const handler = await loadHandler();
  const listen = (message: ToEnvironment): void => void answer(handler, message);
  if (parentPort !== null) parentPort.on('message', listen);
  else process.on('message', listen);
  post({ type: 'ready' });
} catch (error) {
  post({ type: 'initializationFailed', ...describe(error) });
}

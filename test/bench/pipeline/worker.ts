import { devNull } from 'node:os';
import { LOCAL_REGION } from '../../../infra/local/template/model.ts';
import { startChild } from './child-process.ts';
import type { Edge } from './edge.ts';
import {
  isWorkerAnswer,
  type MemoryRise,
  type RunEvent,
  type WorkerAnswer,
} from './worker-messages.ts';

/** One warm environment of the worker, in a process of its own. */
export interface Worker {
  /** Runs one event to its end. @throws Error where the handler does */
  run(event: unknown, options: { readonly watchesMemory: boolean }): Promise<WorkerRun>;
  stop(): Promise<void>;
}

export interface WorkerRun {
  /** Epoch milliseconds just before the handler was called. */
  readonly inHandAtMilliseconds: number;
  readonly memory: MemoryRise | undefined;
}

/** @param bundleFile what of the worker is run: its own bundle, or a rival's */
export async function startWorker(edge: Edge, bundleFile: string): Promise<Worker> {
  const child = startChild({
    file: new URL('./worker-process.ts', import.meta.url),
    arguments: [bundleFile],
    environment: variablesOf(edge),
  });
  const { kind } = answered(await child.nextAnswer());
  if (kind !== 'ready') throw new Error(`the worker began with ${kind}`);
  return {
    async run(event, { watchesMemory }) {
      const message: RunEvent = { event: JSON.stringify(event), watchesMemory };
      const answer = answered(await child.ask(message));
      if (answer.kind === 'failed') throw new Error(`the worker failed: ${answer.error}`);
      if (answer.kind !== 'done') throw new Error(`the worker answered ${answer.kind}`);
      return { inHandAtMilliseconds: answer.inHandAtMilliseconds, memory: answer.memory };
    },
    stop: () => child.stop(),
  };
}

function answered(message: unknown): WorkerAnswer {
  if (!isWorkerAnswer(message)) throw new TypeError('the worker sent what is no answer');
  return message;
}

/** What Lambda sets for the function, and nothing of this machine's own environment. */
function variablesOf({ worker, credentials, edgeOrigin }: Edge): Record<string, string> {
  return {
    ...worker.environment,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_REGION: LOCAL_REGION,
    AWS_ENDPOINT_URL: edgeOrigin,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_LAMBDA_FUNCTION_NAME: worker.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(worker.memoryMegabytes),
    TZ: ':UTC',
  };
}

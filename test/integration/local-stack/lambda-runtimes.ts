import * as z from 'zod';
import type { InvocationResult } from '../../../infra/local/lambda/lambda-environment.ts';
import {
  type LambdaRuntime,
  type LambdaRuntimeOptions,
  startLambdaRuntime,
} from '../../../infra/local/lambda/lambda-runtime.ts';
import type { LocalFunction } from '../../../infra/local/template/model.ts';
import { LogRecorder } from './log-recorder.ts';

export const runtimes: LambdaRuntime[] = [];
export const recorder = new LogRecorder();

export function start(
  fn: LocalFunction,
  options: Partial<LambdaRuntimeOptions> = {},
): LambdaRuntime {
  const runtime = startLambdaRuntime({
    stack: { functions: [fn], eventSources: [] },
    credentials: () => ({
      accessKeyId: 'ASIATEST',
      secretAccessKey: 'secret',
      sessionToken: 'token',
    }),
    edgeOrigin: 'http://127.0.0.1:1',
    log: recorder.log,
    ...options,
  });
  runtimes.push(runtime);
  return runtime;
}

export const asking = (misbehaviour: string): unknown => ({
  queryStringParameters: { do: misbehaviour },
});

export const echoed = z.object({
  event: z.record(z.string(), z.unknown()),
  context: z.object({
    functionName: z.string(),
    memoryLimitInMB: z.string(),
    invokedFunctionArn: z.string(),
    awsRequestId: z.string(),
    remaining: z.number(),
  }),
  environment: z.record(z.string(), z.string()),
});

export function bodyOf(result: InvocationResult): z.infer<typeof echoed> {
  if (!result.succeeded) throw new Error(result.errorMessage);
  const { body } = z.object({ body: z.string() }).parse(JSON.parse(result.payload));
  return echoed.parse(JSON.parse(body));
}

import * as z from 'zod/mini';

/** What a worker thread needs to become one function's environment. */
export interface EnvironmentData {
  readonly codeDirectory: string;
  /** e.g. `index.handler` */
  readonly handler: string;
  readonly functionArn: string;
}

/** One invocation, posted to the environment. */
export interface ToEnvironment {
  readonly requestId: string;
  /** JSON, as Lambda hands events over: nothing else survives. */
  readonly event: string;
  readonly deadlineEpochMilliseconds: number;
}

const failure = { errorType: z.string(), errorMessage: z.string(), stack: z.string() };

/** What the environment posts back. */
export const fromEnvironmentSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('initializationFailed'), ...failure }),
  z.object({ type: z.literal('returned'), requestId: z.string(), payload: z.string() }),
  z.object({ type: z.literal('failed'), requestId: z.string(), ...failure }),
]);

export type FromEnvironment = z.infer<typeof fromEnvironmentSchema>;

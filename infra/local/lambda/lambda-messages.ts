import * as z from 'zod/mini';

/** What a thread or process needs to become one function's environment. */
export interface EnvironmentData {
  readonly codeDirectory: string;
  /** e.g. `index.handler` */
  readonly handler: string;
  readonly functionArn: string;
  /** A process that needs more is killed. */
  readonly memoryMegabytes: number;
  /** How far its `Date` is from the machine's. @default its `Date` is not changed */
  readonly clockOffsetMilliseconds?: number | undefined;
}

/** One invocation, posted to the environment. */
export interface ToEnvironment {
  readonly requestId: string;
  /** The event as JSON, the form in which Lambda hands it over; nothing else survives. */
  readonly event: string;
  /** The deadline by the environment's clock. */
  readonly deadlineEpochMilliseconds: number;
  /** The present offset, where the environment's `Date` is moved. */
  readonly clockOffsetMilliseconds?: number | undefined;
}

const failure = { errorType: z.string(), errorMessage: z.string(), stack: z.string() };

/** What the environment posts back. */
export const fromEnvironmentSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('initializationFailed'), ...failure }),
  z.object({ type: z.literal('returned'), requestId: z.string(), payload: z.string() }),
  z.object({ type: z.literal('failed'), requestId: z.string(), ...failure }),
  /** An error that nobody caught in a process; a thread reports one by itself. */
  z.object({ type: z.literal('crashed'), ...failure }),
]);

export type FromEnvironment = z.infer<typeof fromEnvironmentSchema>;

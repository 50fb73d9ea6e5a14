import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const batchSchema = z.object({
  /** Of each call, in their order. */
  microseconds: z.array(z.number()),
  /** From the first call to the last, in microseconds. */
  wall: z.number(),
  /** That the process had the processor meanwhile, in microseconds. */
  cpu: z.number(),
  statuses: z.array(z.literal(200)),
});

export type Batch = z.infer<typeof batchSchema>;

export interface WarmEnvironment {
  /** @throws where a call fails or is answered with another status than 200 */
  call(calls: number): Promise<Batch>;
  stop(): Promise<void>;
}

const runner = fileURLToPath(new URL('./serve.mjs', import.meta.url));

/** Keeps one process for one bundle. What it logs goes to the null device, as at a cold start. */
export async function startEnvironment(
  bundle: string,
  eventFile: string,
  environment: Readonly<Record<string, string>>,
): Promise<WarmEnvironment> {
  const child = fork(runner, [bundle, eventFile], {
    env: { ...environment },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  const failed = gone.then(([code]) => {
    throw new Error(`${bundle} ended with ${code}`);
  });
  failed.catch(() => {});
  const nextMessage = async (): Promise<unknown> => {
    const [message]: unknown[] = await Promise.race([once(child, 'message'), failed]);
    return message;
  };
  await nextMessage();
  return {
    async call(calls) {
      const answer = nextMessage();
      child.send({ calls });
      return batchSchema.parse(await answer);
    },
    async stop() {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}

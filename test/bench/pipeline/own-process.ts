/**
 * The functions of a lecture's journey, and the bare calls it makes, in one process: so its processor time is theirs. Its
 * argument is JSON of their bundles by name; it is started with the environment of them all.
 */
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import type { OwnRun } from './own-messages.ts';
import { runRequest } from './own-messages.ts';

const functionSeconds = 240;

const [bundles = '{}'] = process.argv.slice(2);
const handlers = new Map<string, (event: unknown, context: unknown) => Promise<unknown>>();
for (const [name, file] of Object.entries(
  z.record(z.string(), z.string()).parse(JSON.parse(bundles)),
)) {
  const { handler } = await import(pathToFileURL(file).href);
  handlers.set(name, handler);
}

const contextOf = () => {
  const deadlineAt = Date.now() + functionSeconds * 1_000;
  return {
    awsRequestId: crypto.randomUUID(),
    getRemainingTimeInMillis: () => deadlineAt - Date.now(),
  };
};

process.on('message', async (message) => {
  try {
    const { name, events } = runRequest.parse(message);
    const handler = handlers.get(name);
    if (!handler) throw new TypeError(`no function ${name}`);
    const begunAt = performance.now();
    const before = process.cpuUsage();
    const answers = await Promise.all(events.map((event) => handler(event, contextOf())));
    const { user, system } = process.cpuUsage(before);
    const run: OwnRun = {
      answers,
      milliseconds: performance.now() - begunAt,
      processorMilliseconds: (user + system) / 1_000,
    };
    process.send?.(run);
  } catch (error) {
    process.send?.({ error: error instanceof Error ? (error.stack ?? '') : String(error) });
  }
});
process.send?.({ isReady: true });

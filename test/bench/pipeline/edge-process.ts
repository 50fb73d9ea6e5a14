/**
 * The local stack as a process of its own, for a worker outside of it: no queue is polled, and what
 * comes into the lecture queue is handed to the bench. To be started with `--expose-gc`; its
 * argument is the base URL of the stand-in for OpenAI.
 */
import { onBenchStack } from './bench-stack.ts';
import { type EdgeAnswer, edgeRequest } from './edge-messages.ts';
import { withoutEventSources } from './without-event-sources.ts';

const receiveSeconds = 20;

const answer = (message: EdgeAnswer): void => {
  process.send?.(message);
};

const [baseUrl = ''] = process.argv.slice(2);
const ended = Promise.withResolvers<void>();
process.once('SIGTERM', () => ended.resolve());
// The bench was cut off.
process.once('disconnect', () => ended.resolve());

await onBenchStack(
  { changeTemplate: withoutEventSources, openAi: { apiKey: 'bench', baseUrl } },
  async (stack) => {
    const worker = stack.stack.functions.find(({ logicalId }) => /ProcessLecture/.test(logicalId));
    if (!worker) throw new Error('the stack has no worker');
    process.on('message', async (message) => {
      const request = edgeRequest.parse(message);
      if (request.kind === 'delete') {
        await stack.aws.queues.delete(stack.queueArn, request.receiptHandle);
        answer({ kind: 'deleted' });
        return;
      }
      const messages = await stack.aws.queues.receive(stack.queueArn, {
        waitSeconds: receiveSeconds,
        maxMessages: 10,
      });
      // What the upload has left behind would otherwise be cleared away while the worker is timed.
      globalThis.gc?.();
      answer({ kind: 'messages', messages });
    });
    const { origin, edgeOrigin } = stack;
    const credentials = stack.credentialsOf(worker);
    answer({ kind: 'ready', origin, edgeOrigin, worker, credentials });
    await ended.promise;
  },
);
if (process.connected) process.disconnect();

import { type Child, startChild } from './child-process.ts';
import {
  type EdgeAnswer,
  type EdgeRequest,
  edgeAnswer,
  type QueueMessage,
  type WorkerCredentials,
  type WorkerFunction,
} from './edge-messages.ts';

/** The local stack in a process of its own, with nobody at its queue. */
export interface Edge {
  /** Of the API. */
  readonly origin: string;
  /** Where AWS calls go. */
  readonly edgeOrigin: string;
  readonly worker: WorkerFunction;
  readonly credentials: WorkerCredentials;
  /** Waits for messages in the lecture queue; none after 20 s. */
  receive(): Promise<readonly QueueMessage[]>;
  delete(message: QueueMessage): Promise<void>;
  stop(): Promise<void>;
}

/** @param openAiBaseUrl of the stand-in */
export async function startEdge(openAiBaseUrl: string): Promise<Edge> {
  const child = startChild({
    file: new URL('./edge-process.ts', import.meta.url),
    arguments: [openAiBaseUrl],
  });
  const { origin, edgeOrigin, worker, credentials } = answered('ready', await child.nextAnswer());
  return {
    origin,
    edgeOrigin,
    worker,
    credentials,
    receive: async () => answered('messages', await ask(child, { kind: 'receive' })).messages,
    async delete({ receiptHandle }) {
      answered('deleted', await ask(child, { kind: 'delete', receiptHandle }));
    },
    stop: () => child.stop(),
  };
}

const ask = (child: Child, request: EdgeRequest): Promise<unknown> => child.ask(request);

/** @throws Error for an answer of another kind */
function answered<Kind extends EdgeAnswer['kind']>(
  kind: Kind,
  message: unknown,
): Extract<EdgeAnswer, { kind: Kind }> {
  const answer = edgeAnswer.parse(message);
  if (!isOfKind(answer, kind)) throw new Error(`the stack answered ${answer.kind}, not ${kind}`);
  return answer;
}

function isOfKind<Kind extends EdgeAnswer['kind']>(
  answer: EdgeAnswer,
  kind: Kind,
): answer is Extract<EdgeAnswer, { kind: Kind }> {
  return answer.kind === kind;
}

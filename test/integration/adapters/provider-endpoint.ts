import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { OpenAiEndpoint } from '../../../shared/adapters/openai-client.ts';
import { findQuestion } from '../../../shared/assessment/find-passages.ts';
import type { AudioRecording } from '../../../shared/recordings/recording.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { saidText, topicOf } from '../../support/lecture-factory.ts';

export interface TestEndpoint extends OpenAiEndpoint {
  /** Each reading of the key: cached, or read again after it was refused. */
  readonly keyReadings: readonly ('cached' | 'afresh')[];
}

export function endpointAt(baseUrl: string, model = 'whisper-1'): TestEndpoint {
  const keyReadings: ('cached' | 'afresh')[] = [];
  return {
    baseUrl,
    model,
    keyReadings,
    readApiKey: async (options) => {
      keyReadings.push(options?.afresh ? 'afresh' : 'cached');
      return 'sk-test';
    },
  };
}

/**
 * A server that does whatever the test says, for what a well-behaved one would not do. It ends with the
 * test.
 */
export async function startServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ baseUrl: string }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return { baseUrl: `http://127.0.0.1:${address.port}/v1` };
}

/** A recording in chunks, which notes whether its reader has released it. */
export function recordingOf(
  chunks: readonly Uint8Array[],
  parts: Partial<AudioRecording> = {},
): AudioRecording & { readonly released: Promise<void> } {
  const released = Promise.withResolvers<void>();
  const bytes = async function* () {
    try {
      yield* chunks;
    } finally {
      released.resolve();
    }
  };
  return {
    open: async () => bytes(),
    sizeBytes: chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0),
    fileName: 'recording.webm',
    contentType: 'audio/webm',
    released: released.promise,
    ...parts,
  };
}

/** The first question of an assessment of `saidText`. */
export const questionAboutTalk = () => findQuestion(topicOf(), saidText, 'ko', [0, 1, 2]);

/** The error of a call that must fail with a ProviderError. */
export async function providerErrorOf(call: Promise<unknown>): Promise<ProviderError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProviderError) return error;
  throw new Error('no ProviderError', { cause: error });
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | object;
}

/** A server that answers one request after the other with these, repeating the last one. */
export async function serverOf(answers: readonly Answer[] | ((body: string) => Answer)) {
  const bodies: string[] = [];
  const keys: (string | undefined)[] = [];
  const { baseUrl } = await startServer((request, response) => {
    void buffer(request).then((bytes) => {
      const body = bytes.toString('utf8');
      keys.push(request.headers.authorization);
      const count = bodies.push(body);
      const answer =
        typeof answers === 'function'
          ? answers(body)
          : (answers[count - 1] ?? answers.at(-1) ?? {});
      const { body: given = {} } = answer;
      const isObject = typeof given === 'object' && !Buffer.isBuffer(given);
      response.writeHead(answer.status ?? 200, {
        'content-type': 'application/json',
        ...answer.headers,
      });
      response.end(isObject ? JSON.stringify(given) : given);
    });
  });
  return { baseUrl, bodies, keys };
}

/** An error in OpenAI's words. */
export const refused = (status: number, message: string, parts: object = {}): Answer => ({
  status,
  body: { error: { message, type: 'invalid_request_error', code: null, ...parts } },
});

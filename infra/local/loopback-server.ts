import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface LoopbackServer {
  readonly port: number;
  /** Replaces the 503 that is answered until then. */
  serve(handler: RequestHandler): void;
  /** Ends every connection and frees the port. */
  stop(): Promise<void>;
}

export interface LoopbackServerOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly log: (line: string) => void;
  /** Gets a line for each client request, without its query, which may hold a signature. */
  readonly logRequest: (line: string) => void;
}

function logWhenDone(
  request: IncomingMessage,
  response: ServerResponse,
  logRequest: (line: string) => void,
): void {
  // The functions' AWS calls are left out: they would drown the rest.
  if (request.headers.authorization?.startsWith('AWS4-')) return;
  const startedAt = performance.now();
  response.once('close', () => {
    const path = request.url?.split('?', 1)[0] ?? '/';
    const status = response.writableFinished ? response.statusCode : 'aborted';
    logRequest(
      `${request.method} ${path} ${status} ${Math.round(performance.now() - startedAt)} ms`,
    );
  });
}

/**
 * Listens on 127.0.0.1 before there is anything to serve, so that the port is known.
 * @throws the listen error, e.g. EADDRINUSE
 */
export async function startLoopbackServer(options: LoopbackServerOptions): Promise<LoopbackServer> {
  let handler: RequestHandler = async (_, response) => {
    response.writeHead(503, { 'retry-after': '1' }).end('The local stack is starting.\n');
  };
  const server = createServer((request, response) => {
    logWhenDone(request, response, options.logRequest);
    handler(request, response).catch((error: unknown) => {
      options.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
      response.destroy();
    });
  });
  // Idle connections stay open: one that closes just as a function uses it again would be an error that only
  // this machine has.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    serve: (next) => {
      handler = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

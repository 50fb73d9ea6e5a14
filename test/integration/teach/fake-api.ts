import { createServer, type IncomingMessage } from 'node:http';

export type SeenRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
};

export type Answer = {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** Answer only when this is done. */
  readonly after?: Promise<unknown>;
};

type Answers = (request: SeenRequest, count: number) => Answer | undefined;

const page = (...content: object[]) => ({ body: { content, last: true } });

const lecture = (changes: object): Answer => ({
  headers: { 'retry-after': '0' },
  body: {
    id: 4242,
    majorId: 1,
    majorName: '자연과학',
    subjectId: 2,
    subjectName: '생물학',
    topicId: 3,
    topicName: '광합성',
    status: 'IN_PROGRESS',
    ...changes,
  },
});

/** Lectures as the API answers them, each with `Retry-After: 0`. */
export const inStage = (stage: string) => lecture({ stage });
export const ended = (status: string, changes: object = {}) =>
  lecture({ status, stage: 'DONE', ...changes });

export const problem = (status: number, code: string, title: string): Answer => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: { type: 'about:blank', title, status, detail: `${title}.`, code, requestId: 'req-77' },
});

const usual = (request: SeenRequest, origin: string): Answer => {
  const { method, path } = request;
  switch (`${method} ${path.split('?')[0]}`) {
    case 'POST /api/v1/users/token/issue':
      return { body: { name: '사용자ab12', authToken: 'token-1' } };
    case 'GET /api/v1/major':
      return page({ id: 1, majorName: '자연과학', description: '' });
    case 'GET /api/v1/subject':
      return page({ id: 2, subjectName: '생물학', description: '' });
    case 'GET /api/v1/topic':
      return page(
        { id: 3, topicName: '광합성', description: '' },
        { id: 4, topicName: '세포 호흡', description: '' },
      );
    case 'GET /api/v1/generate-presigned-url':
      return { body: { uploadPresignedUrl: `${origin}/bucket/recordings/1/4242?X-Sig=a%2Fb&X=1` } };
    case 'PUT /bucket/recordings/1/4242':
      return {};
    case 'POST /api/v1/lecture':
      return inStage('QUEUED');
    case 'GET /api/v1/lecture/4242':
      return ended('SUCCESS', { score: 82, strength: '또렷해요.', weakness: '예가 없어요.' });
    default:
      return problem(404, 'ROUTE_NOT_FOUND', 'No such route');
  }
};

/**
 * An API and an object store on one loopback port. They answer as a deployment on a good day does, except
 * where `answers` has something else for a request and its count (from 1) on that route.
 */
export const startFakeApi = async (answers: Answers = () => undefined) => {
  const requests: SeenRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const request: SeenRequest = {
        method: incoming.method ?? '',
        path: incoming.url ?? '',
        headers: incoming.headers,
        rawHeaders: incoming.rawHeaders,
        body: Buffer.concat(chunks),
      };
      requests.push(request);
      const same = requests.filter((r) => r.method === request.method && r.path === request.path);
      const answer = answers(request, same.length) ?? usual(request, origin);
      await answer.after;
      outgoing.writeHead(answer.status ?? 200, {
        'content-type': 'application/json',
        ...answer.headers,
      });
      const { body } = answer;
      outgoing.end(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    requests,
    to: (method: string, path: string) =>
      requests.filter((r) => r.method === method && r.path.split('?')[0] === path),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  committedOpenApi,
  type DocumentedOperation,
  type DocumentedResponse,
  readOpenApi,
} from '../support/open-api.ts';
import {
  admittedRequests,
  type Credentials,
  type GeneratedRequest,
  oddRequests,
} from '../support/open-api-requests.ts';
import type { PublishedApp } from '../support/published-app.ts';
import type { RunningStack } from './running-stack.ts';

const api = readOpenApi(committedOpenApi());

const admittedRuns = 12;
const oddRuns = 25;

/** The deletion of the caller comes last. */
const operations = api.operations.toSorted(
  (one, other) =>
    Number(one.operationId === 'deleteUser') - Number(other.operationId === 'deleteUser'),
);

async function finishedLecture(app: PublishedApp): Promise<number> {
  const text =
    '해시 테이블은 해시 함수로 키를 배열의 인덱스로 바꾸어 값을 저장하고 찾는 자료구조예요.';
  const response = await app.call('POST', '/lecture', { topicId: 1001, text });
  const lecture = z.looseObject({ id: z.int() }).parse(await response.json());
  const { id, status } = await app.waitFor(lecture);
  expect(status).toBe('SUCCESS');
  return id;
}

/** Its recording has not come yet. */
async function waitingLecture(app: PublishedApp): Promise<number> {
  const { id } = await app.submit(1001, await app.presign());
  return id;
}

async function cursorToNext(app: PublishedApp): Promise<string> {
  const response = await app.call('GET', '/users/lectures?limit=1');
  const cursor = /cursor=([\w-]+)/.exec(response.headers.get('link') ?? '')?.[1];
  if (cursor === undefined) throw new Error('the list of two lectures has no next page');
  return cursor;
}

/** The body fits the schema of its media type; an answer without one has no body. */
function expectBody(documented: DocumentedResponse, response: Response, text: string): void {
  const type = response.headers.get('content-type')?.split(';')[0];
  if (Object.keys(documented.content).length === 0) {
    expect(text).toBe('');
    return;
  }
  expect(Object.keys(documented.content)).toContain(type);
  const schema = documented.content[type ?? '']?.schema ?? {};
  if (!type?.endsWith('json')) return;
  expect(api.validator(schema).safeParse(JSON.parse(text)).error).toBeUndefined();
}

interface Answer {
  readonly response: Response;
  readonly text: string;
}

function expectDocumented(operation: DocumentedOperation, { response, text }: Answer): void {
  expect(response.status, text).toBeLessThan(500);
  const documented = operation.responses[response.status];
  if (!documented) throw new Error(`${response.status} is not documented: ${text}`);
  expectBody(documented, response, text);
  const isOurs = response.headers.get('content-type') !== 'application/json' || response.ok;
  expect(response.headers.has('x-request-id')).toBe(isOurs);
  if (!response.ok && isOurs) {
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  }
}

/** Shrinking sends requests too, and some of them take a while. */
const bounds = { interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false } as const;

/** What the document says about every operation, tried with requests that nobody wrote. */
export async function describeFuzz({ origin, openApp }: RunningStack): Promise<void> {
  const app = await openApp();
  const known = {
    id: [String(await finishedLecture(app)), String(await waitingLecture(app))],
    cursor: [await cursorToNext(app)],
  };
  const authorizations: Record<Credentials, string | undefined> = {
    own: `Bearer ${app.stored()?.authToken}`,
    none: undefined,
    null: 'Bearer null',
    broken: 'Bearer eyJhbGciOiJub25lIn0.e30.',
  };

  async function send(request: GeneratedRequest): Promise<Answer> {
    const { method, target, headers, body, credentials } = request;
    const authorization = authorizations[credentials];
    const response = await fetch(`${origin}${target}`, {
      method,
      headers: { ...headers, ...(authorization !== undefined && { authorization }) },
      ...(body !== undefined && { body }),
    });
    return { response, text: await response.text() };
  }

  const checked = (operation: DocumentedOperation, requests: fc.Arbitrary<GeneratedRequest>) =>
    fc.asyncProperty(requests, async (request) => expectDocumented(operation, await send(request)));

  describe('the document', () => {
    it('is served as it is committed', async () => {
      const response = await fetch(`${origin}/v3/api-docs`);
      expect(response.headers.get('content-type')).toBe('application/json');
      expect(await response.json()).toEqual(committedOpenApi());
    });
  });

  describe.each(operations)('$operationId', (operation) => {
    it('answers admitted requests as the document says', async () => {
      const requests = admittedRequests(operation, api, known);
      await fc.assert(checked(operation, requests), { ...bounds, numRuns: admittedRuns });
    });

    it('answers any other request as the document says', async () => {
      const requests = oddRequests(operation, api);
      await fc.assert(checked(operation, requests), { ...bounds, numRuns: oddRuns });
    });
  });
}

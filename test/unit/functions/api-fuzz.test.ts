import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problems } from '../../../shared/contracts/problem.ts';
import { apiEvent, apiEventTo } from '../../support/api-event.ts';
import { apiWithFakes } from '../../support/api-with-fakes.ts';
import { type CapturedLog, capturedLog } from '../../support/captured-log.ts';
import { lectureOf } from '../../support/lecture-factory.ts';
import { uploadUrlOf } from '../../support/lecture-journey.ts';
import { problemOf } from '../../support/problem-of.ts';

let captured: CapturedLog;
let api: Awaited<ReturnType<typeof apiWithFakes>>;
let rejectRequest: typeof import('../../../functions/reject-request/handler.ts')['handler'];
beforeAll(async () => {
  captured = capturedLog();
  api = await apiWithFakes();
  ({ handler: rejectRequest } = await import('../../../functions/reject-request/handler.ts'));
  api.journey.lectures.put(lectureOf({ lectureId: 1, status: 'SUCCESS', stage: 'DONE' }));
  api.journey.lectures.put(lectureOf({ lectureId: 2 }));
});
afterAll(() => captured.restore());

/** Any Unicode text, including halves of characters and control characters. */
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 40 }));
const evilNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'length',
  '',
];
const fieldNames = fc.constantFrom(
  ...evilNames,
  ...[
    'name',
    'topicId',
    'audioUrl',
    'text',
    'helpfulnessRating',
    'id',
    'page',
    'size',
    'sort',
    'majorId',
    'subjectId',
    'limit',
    'cursor',
  ],
);
const nearlyGood = fc.oneof(
  fc.constantFrom<unknown>(
    1,
    1001,
    5,
    '1',
    '1001',
    'x',
    null,
    true,
    1e308,
    -0,
    uploadUrlOf(lectureOf()),
  ),
  fc.integer(),
  fc.double(),
  text,
  fc.jsonValue({ maxDepth: 3 }),
);
/** `__proto__` as an own field, as JSON.parse makes it. */
const objectText = fc
  .array(fc.tuple(fc.oneof(fieldNames, text), nearlyGood), { maxLength: 6 })
  .map(
    (fields) =>
      `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value) ?? 'null'}`).join(',')}}`,
  );
const deep = fc
  .tuple(fc.constantFrom('[', '{"a":', '[{"name":'), fc.integer({ min: 1, max: 20_000 }))
  .map(([open, depth]) => open.repeat(depth));
const bodies = fc.oneof(
  objectText,
  fc.json(),
  text,
  deep,
  fc.constantFrom('', 'null', '[]', '{}', '"\\ud800"', '\uFEFF{}', '{"name":"\\u0000"}', '1e999'),
  fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  fc
    .integer({ min: 60_000, max: 200_000 })
    .map((length) => JSON.stringify({ name: 'x'.repeat(length) })),
);
const parameters = fc.option(
  fc
    .array(
      fc.tuple(
        fc.oneof(fieldNames, text),
        fc.oneof(text, fc.constantFrom('1', '2', '10', '-1', '1,2')),
      ),
      { maxLength: 4 },
    )
    .map((pairs) => {
      const made: Record<string, string> = {};
      for (const [name, value] of pairs) {
        Object.defineProperty(made, name, {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      }
      return made;
    }),
  { nil: undefined },
);
const headers = fc
  .record(
    {
      authorization: fc.oneof(fc.constantFrom('Bearer 7001', 'Bearer 7001', 'Bearer null'), text),
      'content-type': fc.oneof(
        fc.constantFrom('application/json', 'text/plain', 'audio/wav'),
        text,
      ),
      'idempotency-key': text,
      'accept-language': text,
      'accept-encoding': text,
    },
    { requiredKeys: ['authorization'] },
  )
  .map((made) => ({ ...made }));

const events: fc.Arbitrary<APIGatewayProxyEventV2> = fc
  .record({
    body: fc.option(bodies, { nil: undefined }),
    isBase64Encoded: fc.boolean(),
    headers,
    pathParameters: parameters,
    queryStringParameters: parameters,
    rawQueryString: text,
  })
  .map(({ body, pathParameters, queryStringParameters, ...rest }) =>
    apiEvent({
      ...rest,
      ...(body !== undefined && { body }),
      ...(pathParameters && { pathParameters }),
      ...(queryStringParameters && { queryStringParameters }),
    }),
  );

describe('any request at all', () => {
  const routeNames = [
    'issue-token',
    'get-name',
    'change-name',
    'create-transfer-code',
    'redeem-transfer-code',
    'change-consents',
    'list-lectures',
    'list-majors',
    'list-subjects',
    'list-topics',
    'get-topic',
    'presign-upload',
    'submit-lecture',
    'get-lecture',
    'answer-pupil',
    'correct-transcript',
    'dispute-label',
    'rate-lecture',
  ] as const;

  it.each(routeNames)(
    'to %s is answered, in JSON or as a problem, and never with 5xx',
    async (route) => {
      await fc.assert(
        fc.asyncProperty(events, async (event) => {
          const response = await api.call(route, event);

          expect(response.headers?.['x-request-id']).toBe(event.requestContext.requestId);
          if (response.statusCode === 200) {
            expect(response.body === '' || JSON.parse(response.body ?? '')).toBeTruthy();
            return;
          }
          const problem = problemOf(response);
          expect(Object.keys(problems)).toContain(problem.code);
          expect(problem.status).toBe(response.statusCode);
          expect(problem.status).toBeGreaterThanOrEqual(400);
          expect(problem.status).toBeLessThan(500);
          if (problem.code === 'INVALID_REQUEST') expect(problem.errors?.length).toBeGreaterThan(0);
        }),
        { numRuns: 150 },
      );
      expect(Object.prototype).not.toHaveProperty('name');
    },
  );

  it('to no route is answered with 404 or 405', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.webPath(), async (method, path) => {
        const response = await rejectRequest(apiEventTo(method, path));
        expect([404, 405]).toContain(problemOf(response).status);
      }),
    );
  });
});

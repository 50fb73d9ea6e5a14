import { type ProblemCode, problems } from '../../../shared/contracts/problem.ts';
import { problemExample } from '../../../shared/contracts/problem-examples.ts';
import type { Route } from '../../../shared/contracts/route.ts';
import { headerReferences, type ResponseHeaderName } from './headers.ts';
import { asJson, type JsonObject } from './json.ts';
import type { OperationNotes } from './notes.ts';
import { gatewayMessageReference, problemReference } from './schemas.ts';

/** What the gateway itself answers, in its own shape, when it reaches no function. */
const gatewayMessages: Readonly<Record<number, string>> = {
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

const problemHeaders: Partial<Record<ProblemCode, readonly ResponseHeaderName[]>> = {
  UNAUTHORIZED: ['WWW-Authenticate'],
  BUSY: ['Retry-After'],
  NOT_CONFIGURED: ['Retry-After'],
};

/** Refusals that are the same for every route, by their names in the document. */
const sharedResponses = {
  Unauthorized: { status: 401, codes: ['UNAUTHORIZED'] },
  BodyTooLarge: { status: 413, codes: ['BODY_TOO_LARGE'] },
  TooManyRequests: { status: 429, codes: [] },
  InternalError: { status: 500, codes: ['INTERNAL'] },
  Unavailable: { status: 503, codes: ['BUSY'] },
  UnavailableOrNotConfigured: { status: 503, codes: ['NOT_CONFIGURED', 'BUSY'] },
} as const satisfies Record<string, { status: number; codes: readonly ProblemCode[] }>;

/** The document's `components.responses`. */
export function componentResponses(): JsonObject {
  return Object.fromEntries(
    Object.entries(sharedResponses).map(([name, { status, codes }]) => [
      name,
      refusal(status, codes),
    ]),
  );
}

/** Every answer of a route except its 200, by status. */
export function refusals(route: Route, notes: OperationNotes): JsonObject {
  const codes: readonly ProblemCode[] = [
    ...(canBeInvalid(route) ? (['INVALID_REQUEST'] as const) : []),
    ...(route.body ? (['MALFORMED_JSON', 'BODY_TOO_LARGE'] as const) : []),
    ...(route.auth === 'public' ? [] : (['UNAUTHORIZED', 'NOT_CONFIGURED'] as const)),
    ...(notes.problems ?? []),
    'INTERNAL',
    'BUSY',
  ];
  const statuses = [...new Set([...codes.map((code) => problems[code].status), 429])].sort();
  return Object.fromEntries(
    statuses.map((status) => {
      const its = codes.filter((code) => problems[code].status === status);
      return [String(status), sharedReference(status, its) ?? refusal(status, its)];
    }),
  );
}

/** A route that declares no query refuses any parameter, and a few routes accept every parameter. */
function canBeInvalid({ pathParameters, query, body }: Route): boolean {
  const mindsQuery = !query?.safeParse({ unknown: '1' }).success;
  return pathParameters !== undefined || body !== undefined || mindsQuery;
}

function sharedReference(status: number, codes: readonly ProblemCode[]): JsonObject | undefined {
  const found = Object.entries(sharedResponses).find(
    ([, shared]) => shared.status === status && shared.codes.join() === codes.join(),
  );
  return found && { $ref: `#/components/responses/${found[0]}` };
}

function refusal(status: number, codes: readonly ProblemCode[]): JsonObject {
  const message = gatewayMessages[status];
  const titles = codes.map((code) => problems[code].title);
  const headers = [
    ...(codes.length > 0 ? (['X-Request-Id', 'Cache-Control'] as const) : []),
    ...codes.flatMap((code) => problemHeaders[code] ?? []),
  ];
  return {
    description: [...new Set(titles.length > 0 ? titles : [message ?? ''])].join('; '),
    ...(headers.length > 0 && { headers: headerReferences(headers) }),
    content: {
      ...(codes.length > 0 && {
        'application/problem+json': {
          schema: problemReference,
          examples: Object.fromEntries(
            codes.map((code) => [
              code,
              { summary: problems[code].title, value: asJson(problemExample(code)) },
            ]),
          ),
        },
      }),
      ...(message !== undefined && {
        'application/json': { schema: gatewayMessageReference, example: { message } },
      }),
    },
  };
}

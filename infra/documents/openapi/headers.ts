import type { JsonObject } from './json.ts';

/** The headers that some route reads, with the same rules as in the HTTP stack. */
export const requestHeaders = {
  'Idempotency-Key': {
    description:
      'The client’s own name for this submission of a text. The same key means the same lecture, whatever the text.',
    // There is no example: the Swagger page would send it with every text, and a second text would count as
    // the first lecture.
    schema: { type: 'string', minLength: 1, maxLength: 100, pattern: '^[!-~]+$' },
  },
  'Accept-Language': {
    description: 'Korean unless it starts with `en`.',
    schema: { type: 'string' },
    example: 'ko',
  },
} as const satisfies Record<string, JsonObject>;

export const responseHeaders = {
  'X-Request-Id': {
    description: 'The name of this request in our logs; quote it when you report a problem.',
    schema: { type: 'string' },
    example: 'BxT4hQ2ZoE0EMgw=',
  },
  'Retry-After': {
    description:
      'Seconds to wait before the next request. The header is absent when another request would not help.',
    schema: { type: 'integer', minimum: 0 },
    example: 3,
  },
  Link: {
    description: 'The next page (RFC 8288); absent on the last one.',
    schema: { type: 'string' },
    example: '</api/v1/users/lectures?limit=2&cursor=NzMwNzg2MTIzOTAwNTg0MQ>; rel="next"',
  },
  'Learning-Allowance-Remaining': {
    description: 'How many more lectures this user can have assessed today (Asia/Seoul).',
    schema: { type: 'integer', minimum: 0 },
    example: 19,
  },
  'Learning-Allowance-Reset': {
    description: 'Seconds until the next day’s allowance begins.',
    schema: { type: 'integer', minimum: 0, maximum: 86_400 },
    example: 31_604,
  },
  'WWW-Authenticate': {
    description: 'The authentication scheme that the route wants.',
    schema: { type: 'string' },
    example: 'Bearer',
  },
  ETag: {
    description: 'Send it back as If-None-Match; the answer is 304 while nothing has changed.',
    schema: { type: 'string' },
    example: 'W/"Jq1vV0Zf0p2d8cVtq4mH4w"',
  },
  'Cache-Control': {
    description:
      '`no-store` for answers that are only for their caller, `public` with `max-age` for the catalog, and `no-cache` for files, which are checked again each time.',
    schema: { type: 'string' },
    example: 'no-store',
  },
  'Content-Encoding': {
    description: 'Present where the client accepts it.',
    schema: { const: 'gzip' },
    example: 'gzip',
  },
  Vary: {
    description: 'What the answer depends on.',
    schema: { type: 'string' },
    example: 'accept-encoding',
  },
} as const satisfies Record<string, JsonObject>;

export type RequestHeaderName = keyof typeof requestHeaders;
export type ResponseHeaderName = keyof typeof responseHeaders;

/** References to these headers, in the form that a response holds them. */
export function headerReferences(names: readonly ResponseHeaderName[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

import * as z from 'zod';

/** The answer to the client. */
export interface GatewayAnswer {
  readonly status: number;
  /** Headers by lower-case name. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const proxyResponse = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), scalar).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

const hasStatusCode = z.looseObject({ statusCode: z.unknown() });

/** Headers that the connection sets itself; a function's own value would contradict it. */
const OWN_HEADERS = new Set(['connection', 'content-length', 'date', 'transfer-encoding']);

/** An answer that the gateway makes itself, in its own shape. */
export function gatewayMessage(status: number, message: string): GatewayAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ message })),
  };
}

/**
 * Turns a function's result into an answer, as the gateway does: an object with a `statusCode` is the
 * response, and anything else is the JSON body of a 200.
 * @param payload JSON of what the handler returned
 * @returns undefined if there is a `statusCode` but the response is malformed
 */
export function toAnswer(payload: string): GatewayAnswer | undefined {
  const value: unknown = JSON.parse(payload);
  if (!hasStatusCode.safeParse(value).success) {
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(typeof value === 'string' ? value : payload),
    };
  }
  const parsed = proxyResponse.safeParse(value);
  if (!parsed.success) return undefined;
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const own: Record<string, string | readonly string[]> = {};
  for (const [name, headerValue] of Object.entries(headers ?? {})) {
    if (!OWN_HEADERS.has(name.toLowerCase())) own[name.toLowerCase()] = headerValue;
  }
  if (body) own['content-type'] ??= 'text/plain;charset=UTF-8';
  if (cookies && cookies.length > 0) own['set-cookie'] = cookies;
  return {
    status: statusCode,
    headers: own,
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

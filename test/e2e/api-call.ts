import { expect } from 'vitest';

export interface ApiRequest {
  /** Sent as `Bearer …`; without it there is no Authorization header. */
  readonly token?: string | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly rawBody?: string | Uint8Array<ArrayBuffer>;
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** @throws SyntaxError if the body is not JSON */
  json(): unknown;
}

export type ApiCall = (method: string, path: string, request?: ApiRequest) => Promise<ApiAnswer>;

/** Plain HTTP to the API, with nothing of the app's habits; paths begin at the origin. */
export function apiCall(origin: string): ApiCall {
  return async (method, path, { token, body, rawBody, headers = {} } = {}) => {
    const sent = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: () => JSON.parse(text),
    };
  };
}

/** Problem details of RFC 9457 and nothing beside them: no stack, no words of the SDK. */
export function expectProblem(
  answer: ApiAnswer,
  status: number,
  code: string,
  fields?: readonly string[],
): void {
  const named = fields?.map((field) => ({
    field,
    code: expect.stringMatching(/^[A-Z_]+$/),
    message: expect.any(String),
  }));
  expect({ status: answer.status, problem: answer.json() }).toEqual({
    status,
    problem: {
      type: 'about:blank',
      title: expect.any(String),
      status,
      detail: expect.any(String),
      code,
      requestId: answer.headers.get('apigw-requestid'),
      ...(named && { errors: named }),
    },
  });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
}

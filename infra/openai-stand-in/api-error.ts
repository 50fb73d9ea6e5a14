/** An error as OpenAI's API states it: `{error: {message, type, param, code}}`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;

  constructor(
    status: number,
    message: string,
    details: { type?: string; param?: string; code?: string } = {},
  ) {
    super(message);
    this.status = status;
    this.type = details.type ?? 'invalid_request_error';
    this.param = details.param ?? null;
    this.code = details.code ?? null;
  }

  body(): string {
    const { message, type, param, code } = this;
    return JSON.stringify({ error: { message, type, param, code } }, null, 2);
  }
}

/** A 400 that names the offending parameter. */
export const badParameter = (param: string, message: string, code?: string): ApiError =>
  new ApiError(400, message, { param, ...(code === undefined ? {} : { code }) });

interface KnownStatus {
  readonly message: string;
  readonly type: string;
  readonly code?: string;
}

const server = (message: string): KnownStatus => ({ message, type: 'server_error' });
const invalid = (message: string, code?: string): KnownStatus => ({
  message,
  type: 'invalid_request_error',
  ...(code === undefined ? {} : { code }),
});

/** Messages and codes from OpenAI's error guide (platform.openai.com/docs/guides/error-codes). */
const knownByStatus: Readonly<Record<number, KnownStatus>> = {
  400: invalid('We could not parse the body of your request.'),
  401: invalid('Incorrect API key provided: sk-****.', 'invalid_api_key'),
  403: {
    message: 'Country, region, or territory not supported',
    type: 'request_forbidden',
    code: 'unsupported_country_region_territory',
  },
  404: invalid('The model does not exist or you do not have access to it.', 'model_not_found'),
  408: server('Request timed out.'),
  409: invalid('The resource was updated by another process. Please try again.'),
  413: server('Maximum content size limit (26214400) exceeded.'),
  422: invalid('Unable to process the request despite the format being correct.'),
  429: {
    message: 'Rate limit reached for requests per min (RPM): Limit 500, Used 500, Requested 1.',
    type: 'requests',
    code: 'rate_limit_exceeded',
  },
  500: server('The server had an error while processing your request. Sorry about that!'),
  503: {
    message: 'The engine is currently overloaded, please try again later.',
    type: 'service_unavailable_error',
  },
};

const knownByCode: Readonly<Record<string, KnownStatus>> = {
  insufficient_quota: {
    message: 'You exceeded your current quota, please check your plan and billing details.',
    type: 'insufficient_quota',
    code: 'insufficient_quota',
  },
  billing_hard_limit_reached: {
    message: 'Billing hard limit has been reached.',
    type: 'invalid_request_error',
    code: 'billing_hard_limit_reached',
  },
};

/** The error that OpenAI gives with this status. A given code or type replaces the usual one. */
export function usualError(status: number, code?: string, type?: string): ApiError {
  const known =
    (code === undefined ? undefined : knownByCode[code]) ??
    knownByStatus[status] ??
    (status >= 500 ? server('The server had an error.') : invalid('The request failed.'));
  const shownCode = code ?? known.code;
  return new ApiError(status, known.message, {
    type: type ?? known.type,
    ...(shownCode === undefined ? {} : { code: shownCode }),
  });
}

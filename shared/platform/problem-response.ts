import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Problem, type ProblemCode, problems } from '../contracts/problem.ts';
import { DomainError } from '../domain-error.ts';
import { ConfigurationError, noteConfigurationError } from './configuration-error.ts';
import { reportError as reportToSentry } from './error-reporting.ts';
import { InvalidRequest } from './http-request.ts';
import { errorFields, log } from './log.ts';

/** DynamoDB and SQS use these names when there is too much at once. */
const busyErrors = [
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
];

const extraHeaders: Partial<Record<ProblemCode, Record<string, string>>> = {
  UNAUTHORIZED: { 'www-authenticate': 'Bearer' },
  BUSY: { 'retry-after': '2' },
  NOT_CONFIGURED: { 'retry-after': '60' },
  MODERATION_UNAVAILABLE: { 'retry-after': '60' },
};

/** RFC 9457 problem details for any error. Only domain errors say more than their title. */
export function problemResponse(
  error: unknown,
  event: APIGatewayProxyEventV2,
): APIGatewayProxyStructuredResultV2 {
  const { requestId } = event.requestContext;
  const { code, detail, field } = described(error);
  if (isOurFault(error)) log('error', 'request failed', errorFields(error));
  noteConfigurationError(error);
  const { status, title } = problems[code];
  const errors =
    error instanceof InvalidRequest
      ? [...error.errors]
      : field === undefined
        ? undefined
        : [{ field, code, message: detail }];
  const problem: Problem = {
    type: 'about:blank',
    title,
    status,
    detail,
    code,
    requestId,
    ...(errors && { errors }),
  };
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-request-id': requestId,
      ...extraHeaders[code],
    },
    body: JSON.stringify(problem),
  };
}

/**
 * The answer to a request that failed. The error is reported if somebody has to look into it.
 * @param route as the API knows it, e.g. `GET /api/v1/lecture/{id}`
 */
export async function answerFailure(
  error: unknown,
  event: APIGatewayProxyEventV2,
  route: string,
  reportError = reportToSentry,
): Promise<APIGatewayProxyStructuredResultV2> {
  const response = problemResponse(error, event);
  if (isOurFault(error)) {
    const id = route.includes('/lecture/{id}') ? event.pathParameters?.['id'] : undefined;
    const lectureId = id !== undefined && /^\d{1,16}$/.test(id) ? id : undefined;
    await reportError(error, { route, lectureId });
  }
  return response;
}

/** Whether an error is neither the caller's doing nor a passing rush. */
function isOurFault(error: unknown): boolean {
  return !(error instanceof DomainError) && described(error).code !== 'BUSY';
}

function described(error: unknown): {
  code: ProblemCode;
  detail: string;
  field?: string | undefined;
} {
  if (error instanceof DomainError) {
    return { code: error.code, detail: error.message, field: error.field };
  }
  if (error instanceof ConfigurationError) {
    return {
      code: 'NOT_CONFIGURED',
      detail: 'The service is not set up correctly. Its operators have been told.',
    };
  }
  return error instanceof Error && busyErrors.includes(error.name)
    ? { code: 'BUSY', detail: 'The service is busy. Try again in a moment.' }
    : { code: 'INTERNAL', detail: 'The request could not be answered. It has been noted.' };
}

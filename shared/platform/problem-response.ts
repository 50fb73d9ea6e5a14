import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Problem, type ProblemCode, problems } from '../contracts/problem.ts';
import { DomainError } from '../domain-error.ts';
import { InvalidRequest } from './http-request.ts';
import { errorFields, log } from './log.ts';

/** DynamoDB and SQS say with these that there is too much at once. */
const busyErrors = [
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
];

const extraHeaders: Partial<Record<ProblemCode, Record<string, string>>> = {
  UNAUTHORIZED: { 'www-authenticate': 'Bearer' },
  BUSY: { 'retry-after': '2' },
};

/** RFC 9457 problem details for whatever was thrown. Only domain errors say more than their title. */
export function problemResponse(
  error: unknown,
  event: APIGatewayProxyEventV2,
): APIGatewayProxyStructuredResultV2 {
  const { requestId } = event.requestContext;
  const { code, detail, field } = described(error);
  if (code === 'INTERNAL') log('error', 'request failed', errorFields(error));
  const { status, title } = problems[code];
  const errors =
    error instanceof InvalidRequest
      ? [...error.errors]
      : field === undefined
        ? undefined
        : [{ field, message: detail }];
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
      'x-request-id': requestId,
      ...extraHeaders[code],
    },
    body: JSON.stringify(problem),
  };
}

function described(error: unknown): {
  code: ProblemCode;
  detail: string;
  field?: string | undefined;
} {
  if (error instanceof DomainError) {
    return { code: error.code, detail: error.message, field: error.field };
  }
  return error instanceof Error && busyErrors.includes(error.name)
    ? { code: 'BUSY', detail: 'The service is busy. Try again in a moment.' }
    : { code: 'INTERNAL', detail: 'The request could not be answered. It has been noted.' };
}

import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Problem, problemSchema } from '../../shared/contracts/problem.ts';

/** The problem details that an answer carries. @throws Error if it is not problem+json */
export function problemOf(response: APIGatewayProxyStructuredResultV2): Problem {
  const contentType = response.headers?.['content-type'];
  if (contentType !== 'application/problem+json') {
    throw new Error(`not a problem but ${response.statusCode} ${contentType}: ${response.body}`);
  }
  return problemSchema.parse(JSON.parse(response.body ?? ''));
}

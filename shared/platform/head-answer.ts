import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** The answer to a HEAD request is that to GET without the body. */
export function asAskedFor(
  event: APIGatewayProxyEventV2,
  answer: APIGatewayProxyStructuredResultV2,
): APIGatewayProxyStructuredResultV2 {
  if (event.requestContext.http.method !== 'HEAD') return answer;
  const { body: _, isBase64Encoded: __, ...rest } = answer;
  return rest;
}

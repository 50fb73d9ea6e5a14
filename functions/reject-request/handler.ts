import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { plainEnvironment } from '../../shared/contracts/environment.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { asAskedFor } from '../../shared/platform/head-answer.ts';
import { beginInvocation } from '../../shared/platform/log.ts';
import { answerFailure } from '../../shared/platform/problem-response.ts';
import { answerUnrouted } from '../../shared/platform/unrouted-request.ts';

await loadEnvironment('reject-request', plainEnvironment);

/** The `$default` route, which gets every request that no other route takes. */
export const handler = async (
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> => {
  beginInvocation({ requestId: event.requestContext.requestId });
  try {
    return asAskedFor(event, answerUnrouted(event));
  } catch (error) {
    return answerFailure(error, event, '$default');
  }
};

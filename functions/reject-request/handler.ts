import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { routes } from '../../shared/contracts/routes.ts';
import { DomainError } from '../../shared/domain-error.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { beginInvocation } from '../../shared/platform/log.ts';
import { answerFailure, problemResponse } from '../../shared/platform/problem-response.ts';

await loadEnvironment('reject-request');

/** Path templates as patterns: a parameter is one segment. */
const known = Object.values(routes).map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
}));

/** `$default`: what no route takes. */
export const handler = async (
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> => {
  beginInvocation({ requestId: event.requestContext.requestId });
  try {
    return rejection(event);
  } catch (error) {
    return answerFailure(error, event, '$default');
  }
};

/** 404, or 405 that names the methods which the path does know. */
function rejection(event: APIGatewayProxyEventV2): APIGatewayProxyStructuredResultV2 {
  const { method, path } = event.requestContext.http;
  const methods = known.filter(({ pattern }) => pattern.test(path)).map((route) => route.method);
  if (methods.length === 0) {
    return problemResponse(new DomainError('ROUTE_NOT_FOUND', 'There is no such route.'), event);
  }
  const allow = [...new Set(methods)].join(', ');
  const response = problemResponse(
    new DomainError('METHOD_NOT_ALLOWED', `${method} is not known here; ${allow} is.`),
    event,
  );
  return { ...response, headers: { ...response.headers, allow } };
}

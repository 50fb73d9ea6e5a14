import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { methodsOf } from '../contracts/route.ts';
import { routes } from '../contracts/routes.ts';
import { DomainError } from '../domain-error.ts';
import { problemResponse } from './problem-response.ts';

/** The path templates as patterns, in which a parameter is one segment. */
const known = Object.values(routes).map((route) => ({
  methods: methodsOf(route),
  pattern: new RegExp(`^${route.path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
}));

const pagePath = '/swagger-ui/index.html';
const waysToPage: readonly string[] = ['/swagger-ui', '/swagger-ui/'];

/**
 * Answers 404, or 405 with the methods that the path knows. What people type for the Swagger page leads
 * them to it.
 */
export function answerUnrouted(event: APIGatewayProxyEventV2): APIGatewayProxyStructuredResultV2 {
  const { method, path } = event.requestContext.http;
  const isRead = method === 'GET' || method === 'HEAD';
  if (isRead && waysToPage.includes(path)) return redirect(event, pagePath);
  const methods = known.filter(({ pattern }) => pattern.test(path)).flatMap((each) => each.methods);
  // The contracts also know routes that this stage leaves out; those are answered with 404.
  if (methods.length === 0 || methods.includes(method)) {
    return problemResponse(new DomainError('ROUTE_NOT_FOUND', 'There is no such route.'), event);
  }
  const allow = [...new Set(methods)].join(', ');
  const response = problemResponse(
    new DomainError('METHOD_NOT_ALLOWED', `This route does not support ${method}, only ${allow}.`),
    event,
  );
  return { ...response, headers: { ...response.headers, allow } };
}

function redirect(
  { requestContext }: APIGatewayProxyEventV2,
  location: string,
): APIGatewayProxyStructuredResultV2 {
  return { statusCode: 302, headers: { location, 'x-request-id': requestContext.requestId } };
}

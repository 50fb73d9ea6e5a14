import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';

export const testRequestId = 'request-7Qx';

/** An event as HTTP API sends it (payload 2.0), with header names in lower case. */
export function apiEvent(parts: Partial<APIGatewayProxyEventV2> = {}): APIGatewayProxyEventV2 {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/api/v1/test',
    rawQueryString: '',
    headers: { host: 'api.test', 'content-type': 'application/json' },
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'api.test',
      domainPrefix: 'api',
      http: {
        method: 'GET',
        path: '/api/v1/test',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'test',
      },
      requestId: testRequestId,
      routeKey: '$default',
      stage: '$default',
      time: '22/Nov/2026:03:00:00 +0000',
      timeEpoch: Date.UTC(2026, 10, 22, 3),
    },
    isBase64Encoded: false,
    ...parts,
  };
}

/** The same event for another method and path. */
export function apiEventTo(
  method: string,
  path: string,
  parts: Partial<APIGatewayProxyEventV2> = {},
): APIGatewayProxyEventV2 {
  const event = apiEvent({ rawPath: path, ...parts });
  const { requestContext } = event;
  return {
    ...event,
    requestContext: { ...requestContext, http: { ...requestContext.http, method, path } },
  };
}

export function lambdaContext(remainingMilliseconds = 10_000): Context {
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: 'test',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:ap-northeast-2:000000000000:function:test',
    memoryLimitInMB: '256',
    awsRequestId: testRequestId,
    logGroupName: '/aws/lambda/test',
    logStreamName: 'test-stream',
    getRemainingTimeInMillis: () => remainingMilliseconds,
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}

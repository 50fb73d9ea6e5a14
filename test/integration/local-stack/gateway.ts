import { createServer } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { createHttpApi, type HttpApiOptions } from '../../../infra/local/http-api/http-api.ts';
import type { InvocationResult } from '../../../infra/local/lambda/lambda-environment.ts';
import type { LocalApi, LocalRoute } from '../../../infra/local/template/model.ts';

export const FUNCTION_ARN = 'arn:aws:lambda:ap-northeast-2:000000000000:function:tiny';
const API_ARN = 'arn:aws:execute-api:ap-northeast-2:000000000000:api0000001';

export function route(routeKey: string, throttle?: LocalRoute['throttle']): LocalRoute {
  return {
    routeKey,
    functionArn: FUNCTION_ARN,
    invokedArn: FUNCTION_ARN,
    sourceArn: `${API_ARN}/$default/${routeKey.replace(' ', '')}`,
    ...(throttle === undefined ? {} : { throttle }),
  };
}

export const returning = (value: unknown): InvocationResult => ({
  succeeded: true,
  requestId: 'r',
  payload: JSON.stringify(value) ?? 'null',
});

export interface Gateway extends AsyncDisposable {
  readonly url: string;
  /** What the function was given. */
  readonly events: APIGatewayProxyEventV2[];
  readonly lines: string[];
}

/** A real gateway on a free port in front of a function that is a plain callback. */
export async function startGateway(
  options: {
    readonly routes: readonly LocalRoute[];
    readonly cors?: LocalApi['cors'];
    readonly answer?: (
      event: APIGatewayProxyEventV2,
    ) => InvocationResult | Promise<InvocationResult>;
  } & Partial<Pick<HttpApiOptions, 'permissions' | 'integrationTimeoutSeconds' | 'now'>>,
): Promise<Gateway> {
  const { routes, cors, answer = () => returning({ statusCode: 200 }), ...rest } = options;
  const events: APIGatewayProxyEventV2[] = [];
  const lines: string[] = [];
  const handle = createHttpApi({
    api: { id: 'api0000001', routes, ...(cors === undefined ? {} : { cors }) },
    accountId: '000000000000',
    permissions: [
      {
        functionArn: FUNCTION_ARN,
        principal: 'apigateway.amazonaws.com',
        sourceArn: `${API_ARN}/*/*`,
      },
    ],
    invoke: async (_, event) => {
      const given = toGatewayEvent(event);
      events.push(given);
      return answer(given);
    },
    log: (line) => lines.push(line),
    ...rest,
  });
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    events,
    lines,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isGatewayEvent(event: unknown): event is APIGatewayProxyEventV2 {
  return typeof event === 'object' && event !== null && 'requestContext' in event;
}

function toGatewayEvent(event: unknown): APIGatewayProxyEventV2 {
  if (!isGatewayEvent(event)) throw new Error('not an event of the gateway');
  return event;
}

import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { methodsOf, type Route } from '../contracts/route.ts';

/**
 * The handler of a function that serves several routes. Each request goes to the handler of the route that
 * the gateway matched. The first handler refuses a request that names none of these routes.
 */
export function severalRoutes<Args extends readonly unknown[], Answer>(
  ...served: readonly [
    readonly [Route, (event: APIGatewayProxyEventV2, ...args: Args) => Answer],
    ...(readonly [Route, (event: APIGatewayProxyEventV2, ...args: Args) => Answer])[],
  ]
): (event: APIGatewayProxyEventV2, ...args: Args) => Answer {
  const [[, first]] = served;
  return (event, ...args) => {
    const [method = '', path] = event.routeKey?.split(' ') ?? [];
    const [, handler] = served.find(
      ([route]) => route.path === path && methodsOf(route).includes(method),
    ) ?? [undefined, first];
    return handler(event, ...args);
  };
}

import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { journeyFunctions } from '../../infra/stack/journey-functions.ts';
import { methodsOf, type Route } from '../../shared/contracts/route.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { render } from '../support/rendered-value.ts';
import { synthesizeStack } from '../support/synthesized-stack.ts';

const { functions, ofType, only } = synthesizeStack();

const declaredRoutes = [
  ...Object.entries<Route>(routes).flatMap(([routeName, route]) =>
    methodsOf(route).map((method) => ({
      name: route.servedBy ?? routeName,
      routeKey: `${method} ${route.path}`,
      permitted: `/*/*${route.path}`,
    })),
  ),
  { name: 'reject-request', routeKey: '$default', permitted: '/*/*' },
];

/** By what is invoked: a function of the journey by its alias, whose reference is its ARN. */
const nameByFunctionId = new Map(
  [...functions].map(([name, { logicalId }]) => [aliasOf(logicalId) ?? `${logicalId}.Arn`, name]),
);

function aliasOf(functionId: string): string | undefined {
  return Object.entries(ofType('AWS::Lambda::Alias')).find(
    ([, { Properties }]) => render(Properties['FunctionName']) === functionId,
  )?.[0];
}

const apiId = Object.keys(ofType('AWS::ApiGatewayV2::Api'))[0];

/** Route key → name of the function that serves it. */
function servedBy(): Record<string, string | undefined> {
  const integrations = ofType('AWS::ApiGatewayV2::Integration');
  return Object.fromEntries(
    Object.values(ofType('AWS::ApiGatewayV2::Route')).map(({ Properties }) => {
      const integrationId = render(Properties['Target']).replace(/^integrations\//, '');
      const uri = integrations[integrationId]?.Properties['IntegrationUri'];
      return [String(Properties['RouteKey']), nameByFunctionId.get(render(uri))];
    }),
  );
}

function permissions() {
  return Object.values(ofType('AWS::Lambda::Permission')).map(({ Properties }) => ({
    name: nameByFunctionId.get(render(Properties['FunctionName'])),
    action: Properties['Action'],
    principal: Properties['Principal'],
    source: render(Properties['SourceArn']),
  }));
}

describe('the HTTP API', () => {
  it('has exactly the declared routes, each served by the function of its name', () => {
    expect(servedBy()).toEqual(
      Object.fromEntries(declaredRoutes.map(({ name, routeKey }) => [routeKey, name])),
    );
  });

  it.each(declaredRoutes)('lets $routeKey invoke $name, and nothing else of it', (route) => {
    // One for each route; HEAD uses that of GET.
    const routesOfIts = declaredRoutes.filter(
      ({ name, routeKey }) => name === route.name && !routeKey.startsWith('HEAD '),
    );
    const own = permissions().filter(({ name }) => name === route.name);
    expect(own).toHaveLength(routesOfIts.length);
    const ofItsPath = own.filter(({ source }) => source.endsWith(`${apiId}${route.permitted}`));
    // Of two methods on one path each has its own, which says the same.
    expect(ofItsPath.slice(1)).toEqual(ofItsPath.slice(0, -1));
    expect(ofItsPath.slice(0, 1)).toEqual([
      {
        name: route.name,
        action: 'lambda:InvokeFunction',
        principal: 'apigateway.amazonaws.com',
        source: `arn:AWS::Partition:execute-api:ap-northeast-2:AWS::AccountId:${apiId}${route.permitted}`,
      },
    ]);
  });

  it('answers HEAD wherever it answers GET, unless the GET changes something', () => {
    const keys = Object.keys(servedBy());
    const read = keys.filter((key) => key.startsWith('GET '));
    expect(read.length).toBeGreaterThan(5);
    const acting = Object.values<Route>(routes).filter(({ acts }) => acts);
    expect(acting.map(({ path }) => path)).toEqual(['/api/v1/rewards/admob']);
    expect(keys.filter((key) => key.startsWith('HEAD '))).toEqual(
      read
        .filter((key) => !acting.some(({ path }) => key === `GET ${path}`))
        .map((key) => key.replace('GET', 'HEAD')),
    );
  });

  it('reaches the functions of the journey by the aliases that a deploy moves', () => {
    const aliases = Object.values(ofType('AWS::Lambda::Alias')).map(({ Properties }) => Properties);
    expect(aliases).toEqual(
      journeyFunctions.map((name) => ({
        FunctionName: { Ref: functions.get(name)?.logicalId },
        // A change in anything here would overwrite what the last deploy has set.
        FunctionVersion: '$LATEST',
        Name: 'live',
      })),
    );
  });

  it('is the only way in from outside', () => {
    expect(ofType('AWS::Lambda::Url')).toEqual({});
    expect(
      permissions().filter(({ principal }) => principal !== 'apigateway.amazonaws.com'),
    ).toMatchObject([
      { name: 'sweep-lectures', principal: 'events.amazonaws.com' },
      { name: 'fold-standings', principal: 'events.amazonaws.com' },
      { name: 'send-reminders', principal: 'events.amazonaws.com' },
      { name: 'close-leagues', principal: 'events.amazonaws.com' },
      { name: 'look-at-models', principal: 'events.amazonaws.com' },
      { name: 'send-canary', principal: 'events.amazonaws.com' },
    ]);
  });

  it('answers the published app and its development server, including preflights', () => {
    expect(only('AWS::ApiGatewayV2::Api').Properties['CorsConfiguration']).toMatchObject({
      AllowOrigins: [
        'https://www.thelearningmate.com',
        'http://localhost:3000',
        'https://localhost',
      ],
      AllowMethods: ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'],
      AllowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key'],
      ExposeHeaders: expect.arrayContaining([
        'Retry-After',
        'Link',
        'Location',
        'X-Request-Id',
        'Learning-Allowance-Remaining',
        'Learning-Allowance-Reset',
      ]),
    });
  });

  it('answers pages that are packaged in an app on iOS too, as the bucket does, if a stage names them', () => {
    const stage = synthesizeStack({ extraOrigin: 'capacitor://localhost' });
    const origins = [
      'https://www.thelearningmate.com',
      'http://localhost:3000',
      'https://localhost',
      'capacitor://localhost',
    ];
    expect(stage.only('AWS::ApiGatewayV2::Api').Properties['CorsConfiguration']).toMatchObject({
      AllowOrigins: origins,
    });
    expect(stage.only('AWS::S3::Bucket').Properties['CorsConfiguration']).toMatchObject({
      CorsRules: [
        {
          // The web app of the stack itself uploads, too.
          AllowedOrigins: [...origins, { 'Fn::GetAtt': [expect.any(String), 'ApiEndpoint'] }],
          AllowedMethods: ['PUT'],
        },
      ],
    });
  });

  it('throttles routes that give out tokens or take callbacks, once those routes are there', () => {
    const stage = only('AWS::ApiGatewayV2::Stage');
    const limits = (ratePerSecond: number, burst: number) => ({
      ThrottlingRateLimit: ratePerSecond,
      ThrottlingBurstLimit: burst,
    });
    const ofTokens = limits(5, 10);
    const accountsOwn = limits(10_000, 5_000);
    expect(stage.Properties['RouteSettings']).toEqual({
      'POST /api/v1/users/token/issue': ofTokens,
      'POST /api/v1/users/token': ofTokens,
      // The published app hangs on a 429 there.
      'GET /api/v1/generate-presigned-url': accountsOwn,
      'POST /api/v1/lecture': accountsOwn,
      // Each goes to a queue, whoever sends it.
      'GET /api/v1/rewards/admob': limits(20, 50),
    });
    expect(stage.Properties['DefaultRouteSettings']).toEqual(limits(50, 100));
    for (const key of Object.keys(stage.Properties['RouteSettings'] ?? {})) {
      const routeId = Object.entries(ofType('AWS::ApiGatewayV2::Route')).find(
        ([, { Properties }]) => Properties['RouteKey'] === key,
      )?.[0];
      expect(stage.DependsOn).toContain(routeId);
    }
  });

  it('logs each request without address, query or token', () => {
    const { DestinationArn, Format } = z
      .object({ DestinationArn: z.unknown(), Format: z.string() })
      .parse(only('AWS::ApiGatewayV2::Stage').Properties['AccessLogSettings']);
    const logGroups = Object.keys(ofType('AWS::Logs::LogGroup')).map((id) => `${id}.Arn`);
    expect(logGroups).toContain(render(DestinationArn));
    expect(Format).toContain('$context.requestId');
    expect(Format).not.toMatch(/sourceIp|path|authorizer|userAgent|query/i);
  });
});

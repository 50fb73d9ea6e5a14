import { Duration } from 'aws-cdk-lib';
import {
  CfnApiMapping,
  CfnDomainName,
  CfnRoute,
  CfnStage,
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { clocks } from '../../../shared/contracts/clocks.ts';
import type { FunctionName } from '../../../shared/contracts/environment.ts';
import { methodsOf } from '../../../shared/contracts/route.ts';
import { isRewardRoute } from '../../../shared/contracts/routes/rewards.ts';
import {
  functionOf,
  type RouteName,
  routeNames,
  routes,
} from '../../../shared/contracts/routes.ts';
import type { CustomDomain, Settings } from '../settings.ts';
import { acceptFindings } from './accepted-findings.ts';
import type { MakeFunction } from './function-factory.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { removalPolicyOf } from './removal-policy.ts';

export interface LearningApiProps {
  readonly makeFunction: MakeFunction;
  readonly settings: Settings;
}

/** The caller's address and the query are left out: both can identify a person. */
const accessLogFields = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLatencyMs: '$context.responseLatency',
  responseBytes: '$context.responseLength',
  gatewayError: '$context.error.responseType',
  integrationError: '$context.integration.error',
};

/** These routes give a token to anybody who asks, or who knows a code. */
const throttledRoutes = ['issue-token', 'redeem-transfer-code'] as const;

/** The published app hangs on a 429 here, so that only the account's own limit turns these calls away. */
const unthrottledRoutes = ['presign-upload', 'submit-lecture'] as const;

/**
 * Anybody may call this route, and whatever looks like a callback goes to a queue. Google repeats a callback
 * that was turned away.
 */
const rewardRoutes = ['take-reward'] as const;
const rewardThrottle = { ratePerSecond: 20, burst: 50 };

/** The limit of an account in a region, unless AWS was asked for more. */
const accountThrottle = { ratePerSecond: 10_000, burst: 5_000 };

interface ServedFunction {
  readonly fn: LambdaFunction;
  readonly integration: HttpLambdaIntegration;
}

/**
 * The HTTP API, made from the contracts. Each route has a function, mostly one of its own, which answers HEAD
 * where it answers GET; a function that refuses requests gets everything that no route takes. Browsers may
 * call from the allowed origins only. Routes that give out tokens are throttled for all clients together.
 * Every request leaves one line in the access log. A custom domain answers as well, over TLS 1.2 or later
 * only.
 */
export class LearningApi extends Construct {
  readonly url: string;
  /** The address that learners open: the custom domain's, where there is one. */
  readonly doorUrl: string;
  readonly apiId: string;
  /** The functions of all routes, and the one that refuses the rest, by their names. */
  readonly lambdas: ReadonlyMap<FunctionName, IFunction>;
  /** Where the name's DNS record has to point; undefined without a custom domain. */
  readonly customDomainTarget?: string;

  constructor(scope: Construct, id: string, { makeFunction, settings }: LearningApiProps) {
    super(scope, id);

    const api = new HttpApi(this, 'HttpApi', {
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: [...settings.allowedOrigins],
        allowMethods: [
          CorsHttpMethod.GET,
          CorsHttpMethod.POST,
          CorsHttpMethod.PUT,
          CorsHttpMethod.DELETE,
          CorsHttpMethod.OPTIONS,
        ],
        allowHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key'],
        exposeHeaders: [
          'Retry-After',
          'Link',
          'Location',
          'X-Request-Id',
          'Learning-Allowance-Remaining',
          'Learning-Allowance-Reset',
        ],
        maxAge: Duration.hours(1),
      },
    });
    this.url = api.apiEndpoint;
    this.doorUrl = settings.customDomain ? `https://${settings.customDomain.name}` : this.url;
    this.apiId = api.apiId;

    const lambdas = new Map<FunctionName, IFunction>();
    this.lambdas = lambdas;
    const made = new Map<FunctionName, ServedFunction>();
    const functionNamed = (name: FunctionName): ServedFunction => {
      const before = made.get(name);
      if (before) return before;
      const fn = makeFunction(this, name, { timeoutSeconds: clocks.apiTimeoutSeconds });
      lambdas.set(name, fn.lambda);
      const served = { fn, integration: new HttpLambdaIntegration('Integration', fn.serving) };
      made.set(name, served);
      return served;
    };
    const serve = (name: FunctionName, routeKey: HttpRouteKey, id = 'Route'): HttpRoute => {
      const { fn, integration } = functionNamed(name);
      return new HttpRoute(fn, id, { httpApi: api, routeKey, integration });
    };
    serve('reject-request', HttpRouteKey.DEFAULT);
    const served = new Map(
      routeNames
        .filter((name) => isServed(name, settings))
        .map((name) => {
          const { method, path } = routes[name];
          const key = HttpRouteKey.with(path, HttpMethod[method]);
          const fn = functionOf(name);
          const route = serve(fn, key, fn === name ? 'Route' : `Route-${name}`);
          if (methodsOf(routes[name]).includes('HEAD')) answerHead(route, path);
          return [name, route];
        }),
    );
    const stage = this.#addStage(
      api,
      settings,
      [...throttledRoutes, ...unthrottledRoutes, ...rewardRoutes].flatMap(
        (name) => served.get(name) ?? [],
      ),
    );
    if (settings.customDomain) {
      this.customDomainTarget = this.#addDomain(api, stage, settings.customDomain);
    }
    acceptFindings(this, {
      'AwsSolutions-APIG4':
        'Each function verifies the token as its route declares: an authorizer would also refuse the public calls, which the published app makes with a broken token before its first login.',
    });
  }

  #addStage(api: HttpApi, settings: Settings, throttled: readonly HttpRoute[]): CfnStage {
    const accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: settings.logRetention,
      removalPolicy: removalPolicyOf(settings.protectData),
    });
    const stage = new CfnStage(this, 'Stage', {
      apiId: api.apiId,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: {
        destinationArn: accessLogs.logGroupArn,
        format: JSON.stringify(accessLogFields),
      },
      defaultRouteSettings: {
        throttlingRateLimit: settings.routeThrottle.ratePerSecond,
        throttlingBurstLimit: settings.routeThrottle.burst,
      },
      routeSettings: {
        ...routeSettings(throttledRoutes, settings.tokenIssueThrottle),
        ...routeSettings(unthrottledRoutes, accountThrottle),
        ...(settings.rewards && routeSettings(rewardRoutes, rewardThrottle)),
      },
    });
    // CloudFormation cannot make a stage that has settings for a route that does not exist yet.
    for (const route of throttled) stage.node.addDependency(route);
    return stage;
  }

  #addDomain(api: HttpApi, stage: CfnStage, { name, certificateArn }: CustomDomain): string {
    const domain = new CfnDomainName(this, 'Domain', {
      domainName: name,
      domainNameConfigurations: [
        { certificateArn, endpointType: 'REGIONAL', securityPolicy: 'TLS_1_2' },
      ],
    });
    new CfnApiMapping(this, 'Mapping', {
      apiId: api.apiId,
      domainName: domain.ref,
      stage: stage.ref,
    });
    return domain.attrRegionalDomainName;
  }
}

/** A stage may leave out the web app, and has rewards only where it names their ad units. */
const isServed = (name: RouteName, { webApp, rewards }: Settings): boolean =>
  (webApp || functionOf(name) !== 'get-web-app') && (rewards !== undefined || !isRewardRoute(name));

/** The limits of these routes in the form that CloudFormation takes. */
function routeSettings(names: readonly RouteName[], throttle: Settings['routeThrottle']) {
  const limits = {
    ThrottlingRateLimit: throttle.ratePerSecond,
    ThrottlingBurstLimit: throttle.burst,
  };
  return Object.fromEntries(
    names.map((name) => [`${routes[name].method} ${routes[name].path}`, limits]),
  );
}

/** Answers HEAD by the integration for GET, whose permission covers the path with any method. */
function answerHead(route: HttpRoute, path: string): void {
  const get = route.node.defaultChild;
  if (!(get instanceof CfnRoute)) throw new TypeError(`${route.node.path} is no route`);
  const { apiId, target } = get;
  new CfnRoute(route, 'Head', { apiId, routeKey: `HEAD ${path}`, ...(target && { target }) });
}

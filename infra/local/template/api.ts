import * as z from 'zod';
import { TemplateError } from './cloudformation.ts';
import type { CorsRule, LocalApi, LocalRoute } from './model.ts';
import { notEmulated, type TemplateReader } from './reader.ts';

const GATEWAY_TIMEOUT_MILLISECONDS = 30_000;

const corsSchema = z.object({
  AllowCredentials: z.boolean().optional(),
  AllowHeaders: z.array(z.string()).default([]),
  AllowMethods: z.array(z.string()).default([]),
  AllowOrigins: z.array(z.string()).default([]),
  ExposeHeaders: z.array(z.string()).default([]),
  MaxAge: z.coerce.number().optional(),
});

const apiSchema = z.object({
  Body: notEmulated,
  BodyS3Location: notEmulated,
  CorsConfiguration: corsSchema.optional(),
  ProtocolType: z.literal('HTTP', { error: 'only HTTP APIs are emulated' }),
  Target: notEmulated,
});

const integrationSchema = z.object({
  ApiId: z.string(),
  CredentialsArn: notEmulated,
  IntegrationType: z.literal('AWS_PROXY', { error: 'only Lambda integrations are emulated' }),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0', { error: 'only payload format 2.0 is emulated' }),
  RequestParameters: notEmulated,
  ResponseParameters: notEmulated,
  TimeoutInMillis: z
    .literal(GATEWAY_TIMEOUT_MILLISECONDS, { error: 'only the default of 30 s is emulated' })
    .optional(),
});

const routeSchema = z.object({
  ApiId: z.string(),
  AuthorizationType: z.literal('NONE', { error: 'authorizers are not emulated' }).optional(),
  AuthorizerId: notEmulated,
  RouteKey: z.string(),
  Target: z.string().regex(/^integrations\//),
});

const throttleSchema = z.looseObject({
  ThrottlingBurstLimit: z.coerce.number().optional(),
  ThrottlingRateLimit: z.coerce.number().optional(),
});

const stageSchema = z.object({
  ApiId: z.string(),
  DefaultRouteSettings: throttleSchema.default({}),
  RouteSettings: z.record(z.string(), throttleSchema).default({}),
  StageName: z.literal('$default', { error: 'only the $default stage is emulated' }),
  StageVariables: notEmulated,
});

function toCorsRule(cors: z.infer<typeof corsSchema>): CorsRule {
  return {
    allowedOrigins: cors.AllowOrigins,
    allowedMethods: cors.AllowMethods,
    allowedHeaders: cors.AllowHeaders,
    exposedHeaders: cors.ExposeHeaders,
    maxAgeSeconds: cors.MaxAge,
    allowCredentials: cors.AllowCredentials,
  };
}

type Throttle = NonNullable<LocalRoute['throttle']>;

/** An account's default quota, for a setting that names only one of the two limits. */
const ACCOUNT_THROTTLE: Throttle = { ratePerSecond: 10_000, burst: 5_000 };

function toThrottle(
  route: z.infer<typeof throttleSchema>,
  stage: z.infer<typeof throttleSchema>,
): Throttle | undefined {
  const ratePerSecond = route.ThrottlingRateLimit ?? stage.ThrottlingRateLimit;
  const burst = route.ThrottlingBurstLimit ?? stage.ThrottlingBurstLimit;
  if (ratePerSecond === undefined && burst === undefined) return undefined;
  return {
    ratePerSecond: ratePerSecond ?? ACCOUNT_THROTTLE.ratePerSecond,
    burst: burst ?? ACCOUNT_THROTTLE.burst,
  };
}

/**
 * Finds the function's ARN in an integration's URI, which is the ARN itself or an invocation path around it.
 */
function functionArnIn(integrationUri: string): string {
  return /\/functions\/(arn:[^/]+)\/invocations$/.exec(integrationUri)?.[1] ?? integrationUri;
}

/**
 * @param functionBehind finds the ARN of the function behind a function's or an alias's ARN
 * @throws TemplateError if a route or throttle names something that does not exist
 */
export function readApis(
  reader: TemplateReader,
  functionBehind: (arn: string) => string,
): LocalApi[] {
  const { region, accountId } = reader.deployment;
  const apis = reader.read('AWS::ApiGatewayV2::Api', apiSchema, [
    'Description',
    'DisableExecuteApiEndpoint',
    'Name',
    'Tags',
  ]);
  const integrations = reader.read('AWS::ApiGatewayV2::Integration', integrationSchema, [
    'Description',
    'IntegrationMethod',
  ]);
  const routes = reader.read('AWS::ApiGatewayV2::Route', routeSchema, ['OperationName']);
  const stages = reader.read('AWS::ApiGatewayV2::Stage', stageSchema, [
    'AccessLogSettings',
    'AutoDeploy',
    'Description',
    'Tags',
  ]);
  const functionOf = new Map(
    integrations.map(({ logicalId, properties }) => [
      `integrations/${reader.reference(logicalId)}`,
      functionArnIn(properties.IntegrationUri),
    ]),
  );

  return apis.map(({ logicalId, properties }) => {
    const id = reader.reference(logicalId);
    const stage = stages.find((candidate) => candidate.properties.ApiId === id)?.properties;
    if (stage === undefined) throw new TemplateError(`${logicalId}: the API has no stage`);
    const own = routes.filter((route) => route.properties.ApiId === id);
    for (const routeKey of Object.keys(stage.RouteSettings)) {
      if (!own.some((route) => route.properties.RouteKey === routeKey)) {
        throw new TemplateError(`${logicalId}: the stage throttles ${routeKey}, which is no route`);
      }
    }
    return {
      id,
      cors: properties.CorsConfiguration && toCorsRule(properties.CorsConfiguration),
      routes: own.map((route) => {
        const { RouteKey: routeKey, Target } = route.properties;
        const invokedArn = functionOf.get(Target);
        if (invokedArn === undefined) {
          throw new TemplateError(`${route.logicalId}: no integration ${Target}`);
        }
        // The source of `GET /x` is …/$default/GET/x, and of $default …/$default/$default.
        const path = routeKey.replace(' ', '');
        return {
          routeKey,
          functionArn: functionBehind(invokedArn),
          invokedArn,
          sourceArn: `arn:aws:execute-api:${region}:${accountId}:${id}/$default/${path}`,
          throttle: toThrottle(stage.RouteSettings[routeKey] ?? {}, stage.DefaultRouteSettings),
        };
      }),
    };
  });
}

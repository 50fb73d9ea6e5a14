import { App, CfnOutput, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';

/**
 * The smallest CDK app with one of everything the local stack emulates, so that its own tests
 * do not depend on the product's stack. Run by `synthesize({ app })`, as the CDK CLI would.
 */
const app = new App({ builtinCloudFormationValidation: false });
const stack = new Stack(app, 'Tiny');
const context = (key: string): string => String(app.node.tryGetContext(key) ?? '');

function makeFunction(
  id: string,
  folder: string,
  environment: Record<string, string>,
  timeout = Duration.seconds(3),
): lambda.Function {
  const role = new iam.Role(stack, `${id}Role`, {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
  });
  const logGroup = new logs.LogGroup(stack, `${id}Logs`);
  logGroup.grantWrite(role);
  return new lambda.Function(stack, id, {
    runtime: lambda.Runtime.NODEJS_24_X,
    architecture: lambda.Architecture.ARM_64,
    handler: 'index.handler',
    code: lambda.Code.fromAsset(new URL(`./tiny-functions/${folder}`, import.meta.url).pathname),
    role,
    logGroup,
    environment,
    timeout,
    memorySize: 256,
  });
}

const table = new dynamodb.TableV2(stack, 'Table', {
  partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
  sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
  timeToLiveAttribute: 'expiresAt',
  globalSecondaryIndexes: [
    {
      indexName: 'open',
      partitionKey: { name: 'openShard', type: dynamodb.AttributeType.STRING },
      projectionType: dynamodb.ProjectionType.KEYS_ONLY,
    },
  ],
});

const deadLetters = new sqs.Queue(stack, 'DeadLetters', { retentionPeriod: Duration.days(14) });
const jobs = new sqs.Queue(stack, 'Jobs', {
  encryption: sqs.QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  visibilityTimeout: Duration.seconds(30),
  deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
});
jobs.addToResourcePolicy(
  new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('s3.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [jobs.queueArn],
    conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
  }),
);

new s3.CfnBucket(stack, 'Recordings', {
  corsConfiguration: {
    corsRules: [
      {
        allowedMethods: ['PUT'],
        allowedOrigins: ['http://localhost:3000', ...context('extraOrigin').split(',')],
        allowedHeaders: ['content-type'],
        maxAge: 600,
      },
    ],
  },
  notificationConfiguration: {
    queueConfigurations: [
      {
        event: 's3:ObjectCreated:*',
        queue: jobs.queueArn,
        filter: { s3Key: { rules: [{ name: 'prefix', value: 'recordings/' }] } },
      },
    ],
  },
});

const openAiKey = new secretsmanager.CfnSecret(stack, 'OpenAiKey', { description: 'by hand' });
const signingKeys = new secretsmanager.Secret(stack, 'SigningKeys', {
  generateSecretString: { secretStringTemplate: '{"current":"k1"}', generateStringKey: 'k1' },
});

const echo = makeFunction('Echo', 'echo', {
  TABLE_NAME: table.tableName,
  QUEUE_URL: jobs.queueUrl,
  OPENAI_SECRET_ARN: openAiKey.ref,
  CHAT_MODEL: context('chatModel'),
});
table.grant(echo, 'dynamodb:PutItem', 'dynamodb:GetItem');
signingKeys.grantRead(echo);

const worker = makeFunction('Worker', 'worker', {});
worker.addEventSource(new SqsEventSource(jobs, { batchSize: 1, maxConcurrency: 2 }));

const tick = makeFunction('Tick', 'tick', {});
new events.Rule(stack, 'EveryMinute', {
  schedule: events.Schedule.rate(Duration.minutes(1)),
  targets: [new LambdaFunction(tick)],
});

new CustomResource(stack, 'Load', {
  resourceType: 'Custom::TinyLoad',
  serviceToken: tick.functionArn,
  properties: { table: table.tableName },
});

const api = new apigateway.HttpApi(stack, 'Api', {
  corsPreflight: {
    allowOrigins: ['http://localhost:3000', ...context('extraOrigin').split(',')],
    allowMethods: [apigateway.CorsHttpMethod.GET, apigateway.CorsHttpMethod.POST],
    allowHeaders: ['authorization', 'content-type'],
    maxAge: Duration.minutes(10),
  },
});
const echoIntegration = new HttpLambdaIntegration('EchoIntegration', echo);
api.addRoutes({
  path: '/api/v1/echo',
  methods: [apigateway.HttpMethod.GET, apigateway.HttpMethod.POST],
  integration: echoIntegration,
});
api.addRoutes({
  path: '/api/v1/echo/{id}',
  methods: [apigateway.HttpMethod.GET],
  integration: echoIntegration,
});
new apigateway.HttpRoute(stack, 'Fallback', {
  httpApi: api,
  routeKey: apigateway.HttpRouteKey.DEFAULT,
  integration: echoIntegration,
});
const stage = api.defaultStage?.node.defaultChild;
if (stage instanceof apigateway.CfnStage) {
  stage.routeSettings = {
    'POST /api/v1/echo': { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 10 },
  };
}

new CfnOutput(stack, 'ApiUrl', { value: api.apiEndpoint });
app.synth();

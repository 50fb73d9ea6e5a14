import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type CloudFormationResource, TemplateError } from './cloudformation.ts';

/** Where the stack would be deployed, and its two addresses on this machine. */
export interface Deployment {
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  /** The value of an API's endpoint, e.g. `http://localhost:8080`. */
  readonly origin: string;
  /** The origin of queue URLs, e.g. `http://127.0.0.1:8080`: the SDK calls a queue at its URL. */
  readonly edgeOrigin: string;
}

/** The values of `Ref` and `Fn::GetAtt` for one resource. */
export interface ResourceIdentity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Physical names are made from the logical id, so that state survives a restart as it survives an update on
 * AWS.
 */
function physicalName(text: string, maximumLength: number): string {
  return text.length <= maximumLength
    ? text
    : `${text.slice(0, maximumLength - 9)}-${hashOf(text).slice(0, 8)}`;
}

interface Naming {
  readonly deployment: Deployment;
  readonly logicalId: string;
  /** The physical name the template gives, by property name; undefined where it gives none. */
  readonly given: (property: string) => string | undefined;
  /** The resource that a property refers to by `Ref`. */
  readonly referredTo: (property: string) => ResourceIdentity;
}

type Identify = (naming: Naming) => ResourceIdentity;

const named = (naming: Naming, property: string, maximumLength: number): string =>
  naming.given(property) ??
  physicalName(`${naming.deployment.stackName}-${naming.logicalId}`, maximumLength);

const arn = ({ deployment }: Naming, service: string, rest: string): string =>
  `arn:aws:${service}:${deployment.region}:${deployment.accountId}:${rest}`;

/** A resource whose `Ref` is its name, and whose ARN ends in that name. */
const byName =
  (property: string, maximumLength: number, service: string, before: string): Identify =>
  (naming) => {
    const name = named(naming, property, maximumLength);
    return { ref: name, attributes: { Arn: arn(naming, service, `${before}${name}`) } };
  };

const table = byName('TableName', 255, 'dynamodb', 'table/');

const byReferenceOnly: Identify = ({ logicalId }) => ({ ref: logicalId, attributes: {} });

const referenceSchema = z.strictObject({ Ref: z.string() });

const IDENTITIES: Readonly<Record<string, Identify>> = {
  'AWS::IAM::Role': (naming) => {
    const name = named(naming, 'RoleName', 64);
    const { accountId } = naming.deployment;
    return { ref: name, attributes: { Arn: `arn:aws:iam::${accountId}:role/${name}` } };
  },
  'AWS::IAM::OIDCProvider': ({ deployment, given }) => {
    const host = given('Url')?.replace('https://', '');
    const providerArn = `arn:aws:iam::${deployment.accountId}:oidc-provider/${host}`;
    return { ref: providerArn, attributes: { Arn: providerArn } };
  },
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::S3::Bucket': (naming) => {
    const name = named(naming, 'BucketName', 63).toLowerCase();
    const { region } = naming.deployment;
    return {
      ref: name,
      attributes: {
        Arn: `arn:aws:s3:::${name}`,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      },
    };
  },
  'AWS::SQS::Queue': (naming) => {
    const name = named(naming, 'QueueName', 80);
    const url = `${naming.deployment.edgeOrigin}/${naming.deployment.accountId}/${name}`;
    return {
      ref: url,
      attributes: { Arn: arn(naming, 'sqs', name), QueueName: name, QueueUrl: url },
    };
  },
  'AWS::SecretsManager::Secret': (naming) => {
    // CloudFormation makes such a name from the logical id, a dash and twelve characters.
    const { logicalId, deployment } = naming;
    const hash = hashOf(`${deployment.stackName}/${logicalId}`);
    const name = naming.given('Name') ?? `${logicalId}-${hash.slice(0, 12)}`;
    const secretArn = arn(naming, 'secretsmanager', `secret:${name}-${hash.slice(12, 18)}`);
    return { ref: secretArn, attributes: { Id: secretArn } };
  },
  'AWS::Lambda::Function': byName('FunctionName', 64, 'lambda', 'function:'),
  'AWS::Lambda::Alias': (naming) => {
    const { attributes } = naming.referredTo('FunctionName');
    return { ref: `${attributes['Arn']}:${naming.given('Name')}`, attributes: {} };
  },
  'AWS::ApiGatewayV2::Api': (naming) => {
    const id = hashOf(`${naming.deployment.stackName}/${naming.logicalId}`).slice(0, 10);
    return { ref: id, attributes: { ApiId: id, ApiEndpoint: naming.deployment.origin } };
  },
  'AWS::ApiGatewayV2::Integration': byReferenceOnly,
  'AWS::ApiGatewayV2::Route': byReferenceOnly,
  'AWS::ApiGatewayV2::Stage': (naming) => ({
    ref: naming.given('StageName') ?? '$default',
    attributes: {},
  }),
  'AWS::Events::Rule': byName('Name', 64, 'events', 'rule/'),
  'AWS::Scheduler::Schedule': byName('Name', 64, 'scheduler', 'schedule/default/'),
  'AWS::Logs::LogGroup': (naming) => {
    const name =
      naming.given('LogGroupName') ?? `${naming.deployment.stackName}-${naming.logicalId}`;
    return { ref: name, attributes: { Arn: arn(naming, 'logs', `log-group:${name}:*`) } };
  },
  'AWS::SNS::Topic': (naming) => {
    const name = named(naming, 'TopicName', 256);
    const topicArn = arn(naming, 'sns', name);
    return { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: name } };
  },
  'AWS::CloudWatch::Alarm': byName('AlarmName', 255, 'cloudwatch', 'alarm:'),
  'AWS::CloudWatch::Dashboard': (naming) => ({
    ref: named(naming, 'DashboardName', 255),
    attributes: {},
  }),
};

/**
 * Finds the identity of one resource.
 * @param identityOf finds the identity of another resource by its logical id
 * @throws TemplateError for a type whose `Ref` and attributes are not known here
 */
export function identify(
  deployment: Deployment,
  logicalId: string,
  resource: CloudFormationResource,
  identityOf: (logicalId: string) => ResourceIdentity,
): ResourceIdentity {
  const identity = IDENTITIES[resource.Type];
  if (identity === undefined) {
    throw new TemplateError(
      `${logicalId} is an ${resource.Type}, which the local stack does not emulate, ` +
        'yet something that it does emulate refers to it',
    );
  }
  const given = (property: string): string | undefined => {
    const value = resource.Properties?.[property];
    if (value === undefined || typeof value === 'string') return value;
    throw new TemplateError(`${logicalId}.${property}: a computed name is not emulated`);
  };
  const referredTo = (property: string): ResourceIdentity => {
    const { data } = referenceSchema.safeParse(resource.Properties?.[property]);
    if (data) return identityOf(data.Ref);
    throw new TemplateError(`${logicalId}.${property}: only a Ref is emulated there`);
  };
  return identity({ deployment, logicalId, given, referredTo });
}

import { describe, expect, it } from 'vitest';
import { readTemplate } from '../../../infra/local/template/template.ts';

const FUNCTION_FOLDER = new URL('../../support/tiny-functions/', import.meta.url).pathname;

const trust = {
  Statement: [
    {
      Action: 'sts:AssumeRole',
      Effect: 'Allow',
      Principal: { Service: 'lambda.amazonaws.com' },
    },
  ],
};

type Resources = Record<string, { Type: string; Properties?: Record<string, unknown> }>;

const role = (properties: Record<string, unknown> = {}): Resources => ({
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: trust, ...properties },
  },
});

const lambda = (properties: Record<string, unknown> = {}): Resources => ({
  Fn: {
    Type: 'AWS::Lambda::Function',
    ...{ Metadata: { 'aws:asset:path': 'echo' } },
    Properties: {
      Code: { S3Bucket: 'b', S3Key: 'echo.zip' },
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Runtime: 'nodejs24.x',
      ...properties,
    },
  },
});

const variables = (values: Record<string, unknown>): Resources =>
  lambda({ Environment: { Variables: values } });

function read(
  resources: Resources,
  rest: Record<string, unknown> = {},
): ReturnType<typeof readTemplate> & { notices: string[] } {
  const notices: string[] = [];
  const stack = readTemplate(
    { Resources: resources, ...rest },
    {
      assemblyDirectory: FUNCTION_FOLDER,
      stackName: 'Tiny',
      region: 'ap-northeast-2',
      accountId: '000000000000',
      origin: 'http://localhost:99',
      edgeOrigin: 'http://127.0.0.1:99',
      notice: (line) => notices.push(line),
    },
  );
  return { ...stack, notices };
}

const environmentOf = (values: Record<string, unknown>, others: Resources = {}): unknown =>
  read({ ...role(), ...variables(values), ...others }, { Parameters: { P: { Default: 'p' } } })
    .functions[0]?.environment;

describe('intrinsic functions', () => {
  it.each([
    ['Ref to a pseudo parameter', { Ref: 'AWS::Region' }, 'ap-northeast-2'],
    ['Ref to a parameter', { Ref: 'P' }, 'p'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'P' }, 'c']] }, 'a-p-c'],
    ['Fn::Select of Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b'] }] }, 'b'],
    ['Fn::Sub', { 'Fn::Sub': `\${AWS::StackName}-\${P}-\${!P}` }, `Tiny-p-\${P}`],
    ['Fn::Sub with variables', { 'Fn::Sub': [`\${x}`, { x: { Ref: 'P' } }] }, 'p'],
    ['Fn::Sub of an attribute', { 'Fn::Sub': `\${Q.QueueName}` }, 'Tiny-Q'],
    ['a queue URL at the edge', { Ref: 'Q' }, 'http://127.0.0.1:99/000000000000/Tiny-Q'],
    ['a number', 5, '5'],
  ])('resolve %s', (_, value, expected) => {
    expect(environmentOf({ VALUE: value }, { Q: { Type: 'AWS::SQS::Queue' } })).toEqual({
      VALUE: expected,
    });
  });

  it('leave out AWS::NoValue', () => {
    expect(environmentOf({ KEPT: 'x', GONE: { Ref: 'AWS::NoValue' } })).toEqual({ KEPT: 'x' });
  });

  it.each([
    ['an unknown function', { 'Fn::ImportValue': 'x' }, 'Fn::ImportValue is not emulated'],
    ['a condition', { 'Fn::If': ['C', 1, 2] }, 'Fn::If is not emulated'],
    ['an unknown resource', { Ref: 'Nobody' }, 'no resource Nobody'],
    ['an unknown attribute', { 'Fn::GetAtt': ['Fn', 'SnapStart'] }, 'SnapStart'],
    ['a secret at deployment', '{{resolve:secretsmanager:x}}', 'dynamic references'],
    ['a resource nobody emulates', { Ref: 'Cluster' }, 'AWS::ECS::Cluster'],
  ])('are refused for %s', (_, value, message) => {
    expect(() =>
      environmentOf({ VALUE: value }, { Cluster: { Type: 'AWS::ECS::Cluster' } }),
    ).toThrow(message);
  });
});

describe('roles', () => {
  const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::x/*' };
  const policy = (properties: Record<string, unknown>): Resources => ({
    Policy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyDocument: { Statement: [{ ...statement, ...properties }] },
        Roles: [{ Ref: 'Role' }],
      },
    },
  });

  it('have the statements of their own and of attached policies', () => {
    const inline = { Policies: [{ PolicyDocument: { Statement: [statement] } }] };
    const { roles } = read({
      ...role(inline),
      ...lambda(),
      ...policy({ Action: ['sqs:SendMessage'], Effect: 'Deny' }),
    });
    expect(roles).toEqual([
      {
        logicalId: 'Role',
        arn: 'arn:aws:iam::000000000000:role/Tiny-Role',
        statements: [
          { effect: 'Allow', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::x/*'] },
          { effect: 'Deny', actions: ['sqs:SendMessage'], resources: ['arn:aws:s3:::x/*'] },
        ],
      },
    ]);
  });

  it.each([
    [
      'a Condition',
      policy({ Condition: { Bool: {} } }),
      'role Role: a policy statement with a Con',
    ],
    [
      'a Condition on leading keys with another operator',
      policy({ Condition: { StringLike: { 'dynamodb:LeadingKeys': ['x'] } } }),
      'role Role: a policy statement with a Con',
    ],
    [
      'a Condition that a call without leading keys would pass',
      policy({ Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['x'] } } }),
      'role Role: a policy statement with a Con',
    ],
    ['a NotAction', policy({ NotAction: 's3:*' }), 'role Role: '],
    ['managed policies', role({ ManagedPolicyArns: ['arn:x'] }), 'role Role: managed policies'],
    ['a boundary', role({ PermissionsBoundary: 'arn:x' }), 'role Role: a permissions boundary'],
    [
      'a trust in somebody else',
      role({ AssumeRolePolicyDocument: { Statement: [] } }),
      'Fn: Lambda may not assume its role',
    ],
  ])('are refused with %s', (_, resources, message) => {
    expect(() => read({ ...role(), ...lambda(), ...resources })).toThrow(message);
  });

  it('under which no function runs are not read', () => {
    const deploy = role({ ManagedPolicyArns: ['arn:x'] })['Role'];
    const { roles } = read({ ...role(), ...lambda(), ...(deploy && { DeployRole: deploy }) });
    expect(roles.map(({ logicalId }) => logicalId)).toEqual(['Role']);
  });
});

describe('what the local stack does not imitate', () => {
  it.each([
    ['a FIFO queue', 'AWS::SQS::Queue', { FifoQueue: true }],
    ['a delay queue', 'AWS::SQS::Queue', { DelaySeconds: 5 }],
    ['a secret in the template', 'AWS::SecretsManager::Secret', { SecretString: 'x' }],
    [
      'a bucket that notifies a function',
      'AWS::S3::Bucket',
      { NotificationConfiguration: { LambdaConfigurations: [] } },
    ],
    ['a WebSocket API', 'AWS::ApiGatewayV2::Api', { ProtocolType: 'WEBSOCKET' }],
  ])('is refused: %s', (_, type, properties) => {
    expect(() => read({ Thing: { Type: type, Properties: properties } })).toThrow(
      `Thing (${type}): `,
    );
  });

  it.each([
    ['inline code', { Code: { ZipFile: 'x' } }],
    ['a container image', { PackageType: 'Image' }],
    ['another runtime', { Runtime: 'python3.14' }],
    ['layers', { Layers: ['arn:layer'] }],
  ])('is refused in a function: %s', (_, properties) => {
    expect(() => read({ ...role(), ...lambda(properties) })).toThrow('Fn (AWS::Lambda::Function)');
  });

  it('is listed in a line each for types, properties and schedules without effect here', () => {
    const { notices, schedules } = read({
      ...role(),
      ...lambda({ ReservedConcurrentExecutions: 1 }),
      Alarm: { Type: 'AWS::CloudWatch::Alarm' },
      Dashboard: { Type: 'AWS::CloudWatch::Dashboard' },
      Retries: { Type: 'AWS::Lambda::EventInvokeConfig' },
      Nightly: {
        Type: 'AWS::Events::Rule',
        Properties: {
          ScheduleExpression: 'cron(0 18 * * ? *)',
          Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Fn', 'Arn'] } }],
        },
      },
    });
    expect(schedules).toEqual([]);
    expect(notices).toEqual([
      'Nightly: cron(0 18 * * ? *) does not run locally',
      'not emulated: CloudWatch, Lambda EventInvokeConfig',
      'without effect here: AWS::Lambda::Function.ReservedConcurrentExecutions',
    ]);
  });
});

describe('an alias', () => {
  const invoked = { Ref: 'Live' };
  const functionArn = 'arn:aws:lambda:ap-northeast-2:000000000000:function:Tiny-Fn';
  const withAlias = (properties: Record<string, unknown> = {}): Resources => ({
    ...role(),
    ...lambda(),
    Live: {
      Type: 'AWS::Lambda::Alias',
      Properties: {
        FunctionName: { Ref: 'Fn' },
        FunctionVersion: '$LATEST',
        Name: 'live',
        ...properties,
      },
    },
  });

  it('is the function behind it to a queue, whether it is named by its ARN or by its name', () => {
    const mapping = (FunctionName: unknown) => ({
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: 'arn:aws:sqs:ap-northeast-2:000000000000:q', FunctionName },
    });
    const { eventSources } = read({
      ...withAlias(),
      ByArn: mapping(invoked),
      ByName: mapping({ 'Fn::Join': [':', [{ Ref: 'Fn' }, 'live']] }),
    });
    expect(eventSources.map((source) => source.functionArn)).toEqual([functionArn, functionArn]);
  });

  it('has to be named by a permission, instead of the function', () => {
    const { permissions } = read({
      ...withAlias(),
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: invoked,
          Principal: 'apigateway.amazonaws.com',
        },
      },
    });
    expect(permissions).toEqual([
      { functionArn: `${functionArn}:live`, principal: 'apigateway.amazonaws.com' },
    ]);
  });

  it.each([
    ['of another version than the newest', { FunctionVersion: '3' }],
    ['that shares its calls out', { RoutingConfig: { AdditionalVersionWeights: [] } }],
    ['of a function that is not there', { FunctionName: 'Nobody' }],
  ])('is refused if it is one %s', (_, properties) => {
    expect(() => read(withAlias(properties))).toThrow('Live');
  });
});

describe('a schedule of EventBridge Scheduler', () => {
  it('runs under its own role', () => {
    const { schedules } = read({
      ...role(),
      ...lambda(),
      Every: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: {
          FlexibleTimeWindow: { Mode: 'OFF' },
          ScheduleExpression: 'rate(2 hours)',
          Target: {
            Arn: { 'Fn::GetAtt': ['Fn', 'Arn'] },
            RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
          },
        },
      },
    });
    expect(schedules).toEqual([
      {
        functionArn: 'arn:aws:lambda:ap-northeast-2:000000000000:function:Tiny-Fn',
        sourceArn: 'arn:aws:scheduler:ap-northeast-2:000000000000:schedule/default/Tiny-Every',
        periodSeconds: 7_200,
        principal: 'arn:aws:iam::000000000000:role/Tiny-Role',
      },
    ]);
  });
});

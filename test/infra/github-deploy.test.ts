import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readGitHubDeployContext } from '../../infra/github/github-deploy-context.ts';
import { GitHubDeployStack } from '../../infra/github/github-deploy-stack.ts';
import { addChecks } from '../../infra/stack/checks.ts';
import { ContextError } from '../../infra/stack/read-settings.ts';
import { temporaryApp } from '../support/synthesized-stack.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const repository = 'learning-mate/backend';
const issuer = 'token.actions.githubusercontent.com';
const project = fileURLToPath(new URL('../..', import.meta.url));

const statement = z.object({
  Action: z.union([z.string(), z.array(z.string())]),
  Effect: z.literal('Allow'),
  Principal: z.unknown().optional(),
  Resource: z.unknown().optional(),
  Condition: z.unknown().optional(),
});
const roleSchema = z.object({
  Properties: z.object({
    AssumeRolePolicyDocument: z.object({ Statement: z.array(statement) }),
    ManagedPolicyArns: z.never().optional(),
    Description: z.string(),
  }),
});
const policySchema = z.object({
  Properties: z.object({ PolicyDocument: z.object({ Statement: z.array(statement) }) }),
});

const contextOf = (context: Readonly<Record<string, unknown>>) =>
  readGitHubDeployContext((key) => context[key]);

/** Stacks of apps made beforehand: the folder of a test file is removed after its tests. */
const apps = Array.from({ length: 4 }, () => temporaryApp());
const outdir = temporaryFolder('bootstrap-app');

function synthesize(context: Readonly<Record<string, unknown>> = {}): Template {
  const app = apps.pop();
  if (!app) throw new Error('make more apps');
  const stack = new GitHubDeployStack(app, 'GitHub', contextOf({ repository, ...context }));
  addChecks(app);
  // Fails on anything that cdk-nag finds.
  app.synth();
  return Template.fromStack(Stack.of(stack));
}

const rolesOf = (template: Template) =>
  Object.values(template.findResources('AWS::IAM::Role')).map(
    (role) => roleSchema.parse(role).Properties,
  );
const policiesOf = (template: Template) =>
  Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
    (policy) => policySchema.parse(policy).Properties.PolicyDocument.Statement,
  );

describe('the stack that lets GitHub deploy', () => {
  const template = synthesize();

  it('has one role per stage, only for that repository’s jobs in that environment', () => {
    const trusted = rolesOf(template).map(({ AssumeRolePolicyDocument }) =>
      AssumeRolePolicyDocument.Statement.map(({ Action, Condition }) => ({ Action, Condition })),
    );
    expect(trusted).toEqual(
      ['dev', 'prod'].map((stage) => [
        {
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {
              [`${issuer}:aud`]: 'sts.amazonaws.com',
              [`${issuer}:sub`]: `repo:${repository}:environment:${stage}`,
            },
          },
        },
      ]),
    );
  });

  it('lets a role act as the roles of CDK’s bootstrap in its account and region, by name', () => {
    const policies = policiesOf(template).filter(({ Action }) => Action === 'sts:AssumeRole');
    expect(policies).toHaveLength(2);
    for (const { Action, Resource } of policies) {
      expect(Action).toBe('sts:AssumeRole');
      expect(Resource).toEqual(
        ['deploy-role', 'file-publishing-role', 'lookup-role'].map((role) => ({
          'Fn::Join': [
            '',
            [
              'arn:',
              { Ref: 'AWS::Partition' },
              ':iam::',
              { Ref: 'AWS::AccountId' },
              `:role/cdk-hnb659fds-${role}-`,
              { Ref: 'AWS::AccountId' },
              '-ap-northeast-2',
            ],
          ],
        })),
      );
    }
  });

  it('lets a role release its own stage: move aliases, and call only the canary', () => {
    const own = policiesOf(template).filter(({ Action }) => Action !== 'sts:AssumeRole');
    expect(
      own.map(({ Action, Resource }) => [
        Action,
        /:function:[^"]*/.exec(JSON.stringify(Resource))?.[0],
      ]),
    ).toEqual(
      ['dev', 'prod'].flatMap((stage) => [
        [
          [
            'lambda:GetAlias',
            'lambda:GetFunctionConfiguration',
            'lambda:PublishVersion',
            'lambda:UpdateAlias',
          ],
          `:function:LearningMate-${stage}-*`,
        ],
        ['lambda:InvokeFunction', `:function:LearningMate-${stage}-CanarySendCanary*`],
      ]),
    );
    expect(JSON.stringify(template.toJSON()['Resources']).match(/[^"]*\*/g)).toHaveLength(
      own.length,
    );
  });

  it('makes the provider without a function, and leaves it behind', () => {
    template.hasResource('AWS::IAM::OIDCProvider', {
      Properties: { Url: `https://${issuer}`, ClientIdList: ['sts.amazonaws.com'] },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
    template.resourceCountIs('AWS::Lambda::Function', 0);
  });

  it('names the role of each stage in its outputs', () => {
    expect(Object.keys(template.findOutputs('*')).sort()).toEqual([
      'DeployRoleArnDev',
      'DeployRoleArnProd',
    ]);
  });
});

describe('an account that has a provider for GitHub', () => {
  const arn = `arn:aws:iam::123456789012:oidc-provider/${issuer}`;
  const principalOf = (template: Template) =>
    rolesOf(template)[0]?.AssumeRolePolicyDocument.Statement[0]?.Principal;

  it.each([
    ['by its ARN', arn, arn],
    ['by the name that it always has', 'true', expect.objectContaining({})],
  ])('keeps it, %s', (_, existingProvider, federated) => {
    const template = synthesize({ existingProvider, stages: 'prod' });
    template.resourceCountIs('AWS::IAM::OIDCProvider', 0);
    expect(principalOf(template)).toEqual({ Federated: federated });
    expect(rolesOf(template)).toHaveLength(1);
  });
});

describe('the context', () => {
  it.each([
    [{}, 'repository: say which: -c repository=owner/name'],
    [{ repository: 'backend' }, 'repository: must be owner/name'],
    [{ repository: 'owner/*' }, 'repository: must be owner/name'],
    [{ repository, stages: 'staging' }, 'stages: must be among dev, prod'],
    [{ repository, existingProvider: 'arn:aws:iam::1:role/x' }, 'existingProvider: must be'],
  ])('is refused in one line with %j', (context, message) => {
    expect(() => contextOf(context)).toThrow(ContextError);
    expect(() => contextOf(context)).toThrow(message);
    expect(() => contextOf(context)).not.toThrow('\n');
  });

  it('is required by the app as well', () => {
    const { status, stderr } = spawnSync(process.execPath, ['infra/github/bootstrap-app.ts'], {
      cwd: project,
      encoding: 'utf8',
      env: { CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: '{}' },
    });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'repository: say which: -c repository=owner/name\n',
    });
  });
});

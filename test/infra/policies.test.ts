import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { policiesOf } from '../../infra/documents/policies/policies.ts';
import { readGitHubDeployContext } from '../../infra/github/github-deploy-context.ts';
import { GitHubDeployStack } from '../../infra/github/github-deploy-stack.ts';
import { cloudFormationTemplateSchema } from '../../infra/local/template/cloudformation.ts';
import { synthesizeStack, temporaryApp } from '../support/synthesized-stack.ts';

const gitHub = () =>
  new GitHubDeployStack(
    temporaryApp(),
    'GitHub',
    readGitHubDeployContext((key) => ({ repository: 'owner/name' })[key]),
  );

const templates = [
  ['dev', synthesizeStack().template],
  ['prod', synthesizeStack({ stage: 'prod' }).template],
  ['GitHub', Template.fromStack(gitHub())],
] as const;

const read = (template: unknown) =>
  policiesOf(cloudFormationTemplateSchema.parse(template), 'LearningMate');

describe('the input of the IAM linter', () => {
  it.each(templates)('includes every policy of %s', (_, template) => {
    const text = JSON.stringify(template.toJSON());
    expect(read(template.toJSON())).toHaveLength(text.split('"Statement":').length - 1);
  });

  it.each(templates)('has ARNs wherever the template of %s refers to something', (_, template) => {
    const text = JSON.stringify(read(template.toJSON()).map(({ document }) => document));
    expect(text).not.toMatch(/"(Ref|Fn::\w+)"/);
    expect(text).toContain('"arn:aws:');
  });

  it('excludes policies that would only be known after a deploy', () => {
    const reference = { 'Fn::If': ['Condition', 'a', 'b'] };
    const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: reference };
    const role = {
      Type: 'AWS::IAM::Role',
      Properties: { Policies: [{ PolicyDocument: { Statement: [statement] } }] },
    };
    expect(() => read({ Resources: { Role: role } })).toThrow(
      'Role.Policies.0.PolicyDocument.Statement[0].Resource: the intrinsic function Fn::If',
    );
  });
});

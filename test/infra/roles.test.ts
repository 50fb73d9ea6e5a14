import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { functionNames } from '../../shared/contracts/functions.ts';
import { expectedFunctions } from '../support/expected-functions.ts';
import { render } from '../support/rendered-value.ts';
import { type Statement, stackTags, synthesizeStack } from '../support/synthesized-stack.ts';

const { functions, ofType } = synthesizeStack();

/**
 * What may end in a star, and why. A recording is named by its user and lecture, who are not known when a
 * role is made, and a note of a deletion by its user. (A log group's ARN ends in a star too, for its
 * streams, but inside AWS.)
 */
const wildcardResources = ['bucket/recordings/*', 'bucket/deleted/*'];

const idsBy = (type: string, has: (properties: Record<string, unknown>) => boolean) =>
  Object.entries(ofType(type))
    .filter(([, { Properties }]) => has(Properties))
    .map(([id]) => id);

const secretsLike = (part: string) =>
  Object.keys(ofType('AWS::SecretsManager::Secret')).filter((id) => id.includes(part));

const queuesLike = (part: string) =>
  Object.keys(ofType('AWS::SQS::Queue')).filter((id) => id.includes(part));

const labels = new Map(
  [
    ['table', 'Arn', idsBy('AWS::DynamoDB::GlobalTable', () => true)],
    ['bucket', 'Arn', idsBy('AWS::S3::Bucket', () => true)],
    ['queue', 'Arn', queuesLike('Lectures')],
    ['unclaimed queue', 'Arn', queuesLike('Unclaimed')],
    ['reward queue', 'Arn', queuesLike('Rewards')],
    ['reminder queue', 'Arn', queuesLike('Reminders')],
    ['token keys', 'Id', secretsLike('TokenKeys')],
    ['OpenAI key', 'Id', secretsLike('OpenAi')],
    ['Sentry DSN', 'Id', secretsLike('Sentry')],
    ['push secret', 'Id', secretsLike('Push')],
  ].map(([label, attribute, ids]) => [`${ids}.${attribute}`, String(label)]),
);

function labelled(resource: unknown, ownLogs: string): string {
  const text = render(resource);
  if (text === `${ownLogs}.Arn`) return 'own logs';
  for (const [arn, label] of labels) {
    if (text.startsWith(arn)) return label + text.slice(arn.length);
  }
  return text;
}

/** Which partitions of the table a statement is about. */
function leadingKeysOf({ Condition }: Statement): readonly string[] {
  if (Condition === undefined) return [];
  return conditionSchema.parse(Condition)['ForAllValues:StringLike']['dynamodb:LeadingKeys'];
}

const keys = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]));
const conditionSchema = z.strictObject({
  'ForAllValues:StringLike': z.strictObject({ 'dynamodb:LeadingKeys': keys }),
  // Without it the line above would let a call through that names no key.
  Null: z.strictObject({ 'dynamodb:LeadingKeys': z.literal('false') }),
});

function granted(statements: readonly Statement[], ownLogs: string): Record<string, unknown> {
  return Object.fromEntries(
    statements.flatMap((statement) =>
      statement.Resource.map((resource) => [
        [labelled(resource, ownLogs), ...leadingKeysOf(statement)].join(' '),
        statement.Action,
      ]),
    ),
  );
}

const roles = [...functions].map(([name, { resource, statements, roleLogicalId }]) => {
  const { LogGroup: logGroup } = Object(resource.Properties['LoggingConfig']);
  return { name, roleLogicalId, statements, ownLogs: render(logGroup) };
});

describe('the roles', () => {
  it('are one for each function and no other', () => {
    expect(Object.keys(ofType('AWS::IAM::Role')).sort()).toEqual(
      roles.map(({ roleLogicalId }) => roleLogicalId).sort(),
    );
    expect(roles.map(({ name }) => name).sort()).toEqual([...functionNames].sort());
  });

  it.each(roles)('allow exactly what the function does: $name', ({ name, statements, ownLogs }) => {
    expect(granted(statements, ownLogs)).toEqual({
      'own logs': ['logs:CreateLogStream', 'logs:PutLogEvents'],
      'Sentry DSN': ['secretsmanager:GetSecretValue'],
      ...expectedFunctions[name].may,
    });
  });

  it.each(roles)('have plain Allow statements, one for a resource: $name', ({ statements }) => {
    for (const { Condition: _, ...statement } of statements) {
      expect(statement.Effect).toBe('Allow');
      expect(Object.keys(statement).sort()).toEqual(['Action', 'Effect', 'Resource']);
    }
    const named = statements.flatMap((statement) =>
      statement.Resource.map((resource) => [render(resource), ...leadingKeysOf(statement)].join()),
    );
    expect(new Set(named).size).toBe(named.length);
  });

  it.each(roles)('reach partitions of the table, never all of it: $name', (role) => {
    const onTable = role.statements.filter(({ Resource }) =>
      Resource.some((resource) => labelled(resource, role.ownLogs) === 'table'),
    );
    for (const statement of onTable) expect(leadingKeysOf(statement)).not.toEqual([]);
  });

  it.each(roles)('have no wildcard but the accepted ones: $name', ({ statements, ownLogs }) => {
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    const wild = statements
      .flatMap(({ Resource }) => Resource.map((resource) => labelled(resource, ownLogs)))
      .filter((resource) => resource.includes('*'));
    expect(wildcardResources).toEqual(expect.arrayContaining(wild));
  });

  it.each(roles)('are for Lambda alone, without managed policies: $name', ({ roleLogicalId }) => {
    expect(ofType('AWS::IAM::Role')[roleLogicalId]?.Properties).toEqual({
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
          },
        ],
      },
      Policies: [{ PolicyName: 'Grants', PolicyDocument: expect.anything() }],
      Tags: stackTags,
    });
  });
});

import * as z from 'zod';
import { TemplateError } from './cloudformation.ts';
import type {
  LocalPermission,
  LocalRole,
  PolicyStatement,
  ResourcePolicyStatement,
} from './model.ts';
import { oneOrMany, type TemplateReader } from './reader.ts';

/** The only condition of a role that is understood here: a call names keys, and each is one of these. */
const leadingKeysCondition = z.strictObject({
  'ForAllValues:StringLike': z.strictObject({ 'dynamodb:LeadingKeys': oneOrMany }),
  Null: z.strictObject({ 'dynamodb:LeadingKeys': z.literal('false') }),
});

const identityStatement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMany,
  Resource: oneOrMany,
  Condition: leadingKeysCondition.optional(),
});

const policyDocument = z.looseObject({ Statement: z.array(z.record(z.string(), z.unknown())) });

const trustStatement = z.looseObject({
  Effect: z.string(),
  Principal: z.looseObject({ Service: oneOrMany.optional() }).optional(),
});

function readStatement(owner: string, statement: Record<string, unknown>): PolicyStatement {
  if ('Condition' in statement && !leadingKeysCondition.safeParse(statement['Condition']).success) {
    throw new TemplateError(
      `${owner}: a policy statement with a Condition cannot be checked locally, but for ` +
        'ForAllValues:StringLike with Null "false" on dynamodb:LeadingKeys',
    );
  }
  const parsed = identityStatement.safeParse(statement);
  if (!parsed.success) {
    throw new TemplateError(`${owner}: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`);
  }
  const { Effect, Action, Resource, Condition } = parsed.data;
  return {
    effect: Effect,
    actions: Action,
    resources: Resource,
    leadingKeys: Condition?.['ForAllValues:StringLike']['dynamodb:LeadingKeys'],
  };
}

export interface ReadRoles {
  readonly roles: readonly LocalRole[];
  /** Tells whether the role's trust policy lets a service assume it, e.g. `lambda.amazonaws.com`. */
  readonly trusts: (roleArn: string, service: string) => boolean;
}

/**
 * Reads the roles under which the stack's functions and schedules run. Other roles (deployment, logging) are
 * left out, since nothing on this machine assumes them.
 * @throws TemplateError naming the role where a statement is more than actions on resources
 */
export function readRoles(reader: TemplateReader, usedRoleArns: ReadonlySet<string>): ReadRoles {
  const roleResources = reader.read(
    'AWS::IAM::Role',
    z.object({
      AssumeRolePolicyDocument: policyDocument,
      ManagedPolicyArns: z.array(z.string()).default([]),
      PermissionsBoundary: z.string().optional(),
      Policies: z.array(z.looseObject({ PolicyDocument: policyDocument })).default([]),
    }),
    ['Description', 'MaxSessionDuration', 'Path', 'RoleName', 'Tags'],
  );
  const policies = reader.read(
    'AWS::IAM::Policy',
    z.object({ PolicyDocument: policyDocument, Roles: z.array(z.string()).default([]) }),
    ['Groups', 'PolicyName', 'Users'],
  );
  const trustedServices = new Map<string, readonly string[]>();
  const roles: LocalRole[] = [];
  for (const { logicalId, properties } of roleResources) {
    const arn = reader.attribute(logicalId, 'Arn');
    if (!usedRoleArns.has(arn)) continue;
    const owner = `role ${logicalId}`;
    if (properties.ManagedPolicyArns.length > 0) {
      throw new TemplateError(
        `${owner}: managed policies (${properties.ManagedPolicyArns.join(', ')}) cannot be ` +
          'checked locally; grant the actions in the role itself',
      );
    }
    if (properties.PermissionsBoundary !== undefined) {
      throw new TemplateError(`${owner}: a permissions boundary cannot be checked locally`);
    }
    const name = reader.reference(logicalId);
    const documents = [
      ...properties.Policies.map(({ PolicyDocument }) => PolicyDocument),
      ...policies
        .filter((policy) => policy.properties.Roles.includes(name))
        .map((policy) => policy.properties.PolicyDocument),
    ];
    const statements = documents.flatMap(({ Statement }) =>
      Statement.map((statement) => readStatement(owner, statement)),
    );
    roles.push({ logicalId, arn, statements });
    trustedServices.set(
      arn,
      z
        .array(trustStatement)
        .parse(properties.AssumeRolePolicyDocument.Statement)
        .filter(({ Effect }) => Effect === 'Allow')
        .flatMap(({ Principal }) => Principal?.Service ?? []),
    );
  }
  return {
    roles,
    trusts: (roleArn, service) => trustedServices.get(roleArn)?.includes(service) ?? false,
  };
}

const principal = z.union([
  z.literal('*').transform(() => ['*']),
  z
    .strictObject({ Service: oneOrMany.optional(), AWS: oneOrMany.optional() })
    .transform(({ Service, AWS }) => [...(Service ?? []), ...(AWS ?? [])]),
]);

const conditionValues = z
  .union([z.string(), z.boolean(), z.number(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [String(value)]));

const resourceStatement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: principal,
  Action: oneOrMany,
  Resource: oneOrMany,
  Condition: z.record(z.string(), z.record(z.string(), conditionValues)).default({}),
});

/** Reads the statements of each queue's own policy, by queue URL. */
export function readQueuePolicies(
  reader: TemplateReader,
): ReadonlyMap<string, readonly ResourcePolicyStatement[]> {
  const byQueueUrl = new Map<string, ResourcePolicyStatement[]>();
  const queuePolicy = z.object({
    PolicyDocument: z.looseObject({ Statement: z.array(resourceStatement) }),
    Queues: z.array(z.string()),
  });
  for (const { properties } of reader.read('AWS::SQS::QueuePolicy', queuePolicy, [])) {
    const statements = properties.PolicyDocument.Statement.map((statement) => ({
      effect: statement.Effect,
      actions: statement.Action,
      resources: statement.Resource,
      principals: statement.Principal,
      conditions: statement.Condition,
    }));
    for (const url of properties.Queues) {
      byQueueUrl.set(url, [...(byQueueUrl.get(url) ?? []), ...statements]);
    }
  }
  return byQueueUrl;
}

/** Reads who may invoke which function. */
export function readPermissions(
  reader: TemplateReader,
  functionArnOf: (nameOrArn: string) => string,
): LocalPermission[] {
  const schema = z.object({
    Action: z.literal('lambda:InvokeFunction', { error: 'only lambda:InvokeFunction is emulated' }),
    FunctionName: z.string(),
    Principal: z.string(),
    SourceArn: z.string().optional(),
    SourceAccount: z.literal(reader.deployment.accountId).optional(),
    FunctionUrlAuthType: z.never({ error: 'function URLs are not emulated' }).optional(),
    PrincipalOrgID: z.never({ error: 'not emulated' }).optional(),
  });
  return reader.read('AWS::Lambda::Permission', schema, []).map(({ properties }) => ({
    functionArn: functionArnOf(properties.FunctionName),
    principal: properties.Principal,
    sourceArn: properties.SourceArn,
  }));
}

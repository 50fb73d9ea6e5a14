import * as z from 'zod';
import type {
  CloudFormationResource,
  CloudFormationTemplate,
} from '../../infra/local/template/cloudformation.ts';
import type { FunctionName } from '../../shared/contracts/environment.ts';
import { idPart } from './running-stack.ts';

export type TemplateChange = (template: CloudFormationTemplate) => CloudFormationTemplate;

const oneOrMore = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]));

const policySchema = z.looseObject({
  PolicyDocument: z.looseObject({
    Statement: z.array(
      z.looseObject({
        Action: oneOrMore,
        Principal: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
      }),
    ),
  }),
});

const functionSchema = z.looseObject({
  Environment: z.looseObject({ Variables: z.record(z.string(), z.unknown()) }),
});

type Policy = z.infer<typeof policySchema>;
type Statement = Policy['PolicyDocument']['Statement'][number];
type StatementChange = (statement: Statement) => Statement | undefined;

const roleSchema = z.looseObject({ Policies: z.array(policySchema) });

/**
 * Changes the resources of one type whose id contains a part; those changed to undefined are removed.
 * @throws Error if there is none: a change that changes nothing would prove nothing
 */
function changeResources(
  type: string,
  part: string,
  change: (resource: CloudFormationResource) => CloudFormationResource | undefined,
): TemplateChange {
  return (template) => {
    const resources = Object.entries(template.Resources).map(
      ([id, resource]): [string, CloudFormationResource | undefined] =>
        resource.Type === type && id.includes(part) ? [id, change(resource)] : [id, resource],
    );
    const kept = resources.flatMap(([id, resource]) => (resource ? [[id, resource] as const] : []));
    if (kept.every(([id, resource]) => template.Resources[id] === resource)) {
      if (kept.length === resources.length) throw new Error(`nothing to change in ${type} ${part}`);
    }
    return { ...template, Resources: Object.fromEntries(kept) };
  };
}

/** @returns the policy itself if nothing of it changes */
function changedPolicy(policy: Policy, change: StatementChange): Policy {
  const before = policy.PolicyDocument.Statement;
  const after = before.flatMap((statement) => change(statement) ?? []);
  if (after.length === before.length && after.every((one, index) => one === before[index])) {
    return policy;
  }
  return { ...policy, PolicyDocument: { ...policy.PolicyDocument, Statement: after } };
}

/** Removes one action from a function's role. */
export function withoutAction(name: FunctionName, action: string): TemplateChange {
  return changeResources('AWS::IAM::Role', `${idPart(name)}Role`, (resource) => {
    const { Policies: before, ...properties } = roleSchema.parse(resource.Properties);
    const Policies = before.map((policy) =>
      changedPolicy(policy, (statement) => {
        if (!statement.Action.includes(action)) return statement;
        const rest = statement.Action.filter((other) => other !== action);
        return rest.length === 0 ? undefined : { ...statement, Action: rest };
      }),
    );
    const isSame = Policies.every((policy, index) => policy === before[index]);
    return isSame ? resource : { ...resource, Properties: { ...properties, Policies } };
  });
}

/** Removes what lets API Gateway invoke a function. */
export function withoutRoutePermission(name: FunctionName): TemplateChange {
  return changeResources('AWS::Lambda::Permission', idPart(name), () => undefined);
}

/** Removes what lets S3 send to the lecture queue. */
export function withoutNotificationPolicy(): TemplateChange {
  return changeResources('AWS::SQS::QueuePolicy', 'Lectures', (resource) => {
    const before = policySchema.parse(resource.Properties);
    const Properties = changedPolicy(before, (statement) =>
      JSON.stringify(statement.Principal)?.includes('s3.amazonaws.com') ? undefined : statement,
    );
    return Properties === before ? resource : { ...resource, Properties };
  });
}

/** Removes variables from a function's environment. */
export function withoutVariables(name: FunctionName, variables: readonly string[]): TemplateChange {
  return changeResources('AWS::Lambda::Function', idPart(name), (resource) => {
    const { Environment: environment, ...properties } = functionSchema.parse(resource.Properties);
    const kept = Object.entries(environment.Variables).filter(([key]) => !variables.includes(key));
    const Environment = { Variables: Object.fromEntries(kept) };
    return { ...resource, Properties: { ...properties, Environment } };
  });
}

/** Sets a variable of a function's environment. */
export function withVariable(name: FunctionName, variable: string, value: string): TemplateChange {
  return changeResources('AWS::Lambda::Function', idPart(name), (resource) => {
    const { Environment, ...properties } = functionSchema.parse(resource.Properties);
    const Variables = { ...Environment.Variables, [variable]: value };
    return { ...resource, Properties: { ...properties, Environment: { Variables } } };
  });
}

/** Removes what brings the worker its messages. */
export function withoutWorkerSource(): TemplateChange {
  return changeResources('AWS::Lambda::EventSourceMapping', 'Worker', () => undefined);
}

/** Lets messages to devices go to a push service of the tests, instead of the browsers'. */
export function withPushService(origin: string): TemplateChange {
  const names = ['change-consents', 'send-reminders', 'process-lecture'] as const;
  return allOf(...names.map((name) => withVariable(name, 'PUSH_HOSTS', JSON.stringify([origin]))));
}

/** Sets the secret of the first backend beside the generated token key. */
export function withLegacySecret(legacy: string): TemplateChange {
  return changeResources('AWS::SecretsManager::Secret', 'TokenKeys', (resource) => ({
    ...resource,
    Properties: {
      ...resource.Properties,
      GenerateSecretString: {
        ...z.record(z.string(), z.unknown()).parse(resource.Properties?.['GenerateSecretString']),
        SecretStringTemplate: JSON.stringify({ signer: 'k1', legacy }),
      },
    },
  }));
}

export function allOf(...changes: readonly TemplateChange[]): TemplateChange {
  return (template) => changes.reduce((changed, change) => change(changed), template);
}

import { type CloudFormationTemplate, TemplateError } from '../../local/template/cloudformation.ts';
import { makeResolver } from '../../local/template/intrinsics.ts';

/** A policy as IAM would see it: with ARNs where the template has references. */
export interface Policy {
  /** Where it stands, e.g. `ApiGetHomeRole4F1891FD.Policies.0.PolicyDocument`. */
  readonly place: string;
  readonly document: object;
}

/** Any account: what a linter looks at are the forms of ARNs. */
const deployment = {
  region: 'ap-northeast-2',
  accountId: '123456789012',
  origin: 'https://api.example',
  edgeOrigin: 'https://sqs.example',
};

/**
 * Every policy that a template holds, in whatever property of whatever resource: of roles and of who
 * may take them, of buckets, queues and topics, and of what comes next.
 * @throws TemplateError where a policy names something whose ARN cannot be told
 */
export function policiesOf(template: CloudFormationTemplate, stackName: string): Policy[] {
  const resolve = makeResolver(template, { stackName, ...deployment });
  return Object.entries(template.Resources).flatMap(([logicalId, { Properties }]) =>
    documentsIn(Properties, logicalId).map(({ place, document }) => {
      const resolved = resolve(document, place);
      if (typeof resolved === 'object' && resolved) return { place, document: resolved };
      throw new TemplateError(`${place}: a policy that is computed as a whole cannot be read`);
    }),
  );
}

function documentsIn(value: unknown, place: string): Policy[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('Statement' in value) return [{ place, document: value }];
  return Object.entries(value).flatMap(([key, inner]) => documentsIn(inner, `${place}.${key}`));
}

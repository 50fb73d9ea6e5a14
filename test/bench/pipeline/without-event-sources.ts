import type { CloudFormationTemplate } from '../../../infra/local/template/cloudformation.ts';

/** Nothing takes messages from the queue. */
export function withoutEventSources(template: CloudFormationTemplate): CloudFormationTemplate {
  const kept = Object.entries(template.Resources).filter(
    ([, { Type }]) => Type !== 'AWS::Lambda::EventSourceMapping',
  );
  return { ...template, Resources: Object.fromEntries(kept) };
}

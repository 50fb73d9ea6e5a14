import type { CloudFormationTemplate } from '../../infra/local/template/cloudformation.ts';

/** How much a stage lets pass in a second is a setting, which these tests and benches do not measure. */
export function withoutThrottle(template: CloudFormationTemplate): CloudFormationTemplate {
  const resources = Object.entries(template.Resources).map(([id, resource]) => {
    if (resource.Type !== 'AWS::ApiGatewayV2::Stage') return [id, resource] as const;
    const { DefaultRouteSettings: _, ...properties } = resource.Properties ?? {};
    return [id, { ...resource, Properties: properties }] as const;
  });
  return { ...template, Resources: Object.fromEntries(resources) };
}

import {
  type App,
  CloudFormationValidatePlugin,
  type IPolicyValidationPlugin,
  Validations,
} from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';

/**
 * CDK's own rules for templates. All apps of a process share one engine, since making it takes 2 s. The cast
 * is there because the class declares its `version` as `string | undefined`, which the interface that it
 * implements does not accept.
 */
const templateRules = new CloudFormationValidatePlugin() as IPolicyValidationPlugin;

/**
 * Makes the synth fail on every finding of cdk-nag that no construct accepts with a reason, and
 * report what CDK's own rules find in the template.
 */
export function addChecks(app: App): void {
  Validations.of(app).addPlugins(
    templateRules,
    new AwsSolutionsChecks(app),
    new ServerlessChecks(app),
  );
}

import {
  type App,
  CloudFormationValidatePlugin,
  type IPolicyValidationPlugin,
  Validations,
} from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';

/**
 * CDK's own rules for templates; one for all apps of a process, since its engine takes 2 s to make.
 * Its `version` is declared as `string | undefined`, which the interface it implements does not take.
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

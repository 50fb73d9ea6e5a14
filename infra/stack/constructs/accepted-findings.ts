import { Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * Accepts cdk-nag's findings on a construct and everything within it.
 * @param reasons the reason for each rule, by the rule's name in cdk-nag, e.g. `AwsSolutions-S1`
 */
export function acceptFindings(scope: Construct, reasons: Readonly<Record<string, string>>): void {
  const acknowledgements = Object.entries(reasons).map(([rule, reason]) => {
    // A rule's name begins with its pack, and the library wants the pack once more before the rule.
    const pack = rule.slice(0, rule.indexOf('-'));
    return { id: `${pack}::${rule}`, reason };
  });
  Validations.of(scope).acknowledge(...acknowledgements);
}

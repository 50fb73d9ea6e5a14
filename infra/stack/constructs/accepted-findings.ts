import { Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * Accepts cdk-nag's findings on a construct and everything within it.
 * @param reasons why, by the rule as cdk-nag names it, e.g. `AwsSolutions-S1`
 */
export function acceptFindings(scope: Construct, reasons: Readonly<Record<string, string>>): void {
  const acknowledgements = Object.entries(reasons).map(([rule, reason]) => {
    // Packs name their rules after themselves; the library wants the pack before the rule.
    const pack = rule.slice(0, rule.indexOf('-'));
    return { id: `${pack}::${rule}`, reason };
  });
  Validations.of(scope).acknowledge(...acknowledgements);
}

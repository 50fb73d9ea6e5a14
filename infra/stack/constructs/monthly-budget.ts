import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface MonthlyBudgetProps {
  readonly dollars: number;
  readonly topic: Topic;
}

/**
 * Tells of what the whole AWS account costs in a month: at 80 % of the budget, at all of it, and
 * when the month is forecast to end above it. A stack's own share is known to no budget without
 * tags that somebody has to switch on by hand. The runbook's entry is `monthly-budget`.
 */
export class MonthlyBudget extends Construct {
  constructor(scope: Construct, id: string, { dollars, topic }: MonthlyBudgetProps) {
    super(scope, id);

    const subscribers = [{ subscriptionType: 'SNS', address: topic.topicArn }];
    const tellAt = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notification: {
        notificationType,
        comparisonOperator: 'GREATER_THAN',
        threshold,
        thresholdType: 'PERCENTAGE',
      },
      subscribers,
    });
    const budget = new CfnBudget(this, 'Budget', {
      budget: {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: dollars, unit: 'USD' },
      },
      notificationsWithSubscribers: [
        tellAt('ACTUAL', 80),
        tellAt('ACTUAL', 100),
        tellAt('FORECASTED', 100),
      ],
    });
    // It is made only if it may publish.
    budget.node.addDependency(topic);
  }
}

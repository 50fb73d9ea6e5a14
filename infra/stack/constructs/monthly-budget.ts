import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface MonthlyBudgetProps {
  readonly dollars: number;
  readonly topic: Topic;
}

/**
 * Tells the topic when the whole AWS account has cost 80 % of the budget in a month, when it has cost all of
 * it, and when the forecast for the month is above it. A budget cannot know a stack's own share without tags
 * that somebody has to switch on by hand. The runbook's entry is `monthly-budget`.
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
    // AWS makes the budget only if it may publish to the topic, so the topic's policy comes first.
    budget.node.addDependency(topic);
  }
}

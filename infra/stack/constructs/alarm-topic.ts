import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { acceptFindings } from './accepted-findings.ts';

export interface AlarmTopicProps {
  /** @default none: alarms are seen in the console only */
  readonly emailAddress?: string | undefined;
}

/**
 * The topic that alarms are sent to. Only CloudWatch's alarms and the budgets of this account may publish to
 * it, and only over TLS. The owner of an e-mail address has to confirm the subscription once.
 */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { emailAddress }: AlarmTopicProps) {
    super(scope, id);
    const stack = Stack.of(this);

    // The topic is not encrypted with a key. Alarms carry states and counts and nothing of a person,
    // CloudWatch cannot publish under SNS's own key, and another key costs a dollar a month.
    this.topic = new Topic(this, 'Topic', { enforceSSL: true });
    // This policy replaces the default one, which lets the whole account publish.
    const publishers = {
      cloudwatch: stack.formatArn({
        service: 'cloudwatch',
        resource: 'alarm',
        resourceName: '*',
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
      budgets: stack.formatArn({ service: 'budgets', region: '', resource: '*' }),
    };
    for (const [service, sourceArn] of Object.entries(publishers)) {
      this.topic.addToResourcePolicy(
        new PolicyStatement({
          sid: `${service}OfThisAccount`,
          principals: [new ServicePrincipal(`${service}.amazonaws.com`)],
          actions: ['sns:Publish'],
          resources: [this.topic.topicArn],
          conditions: {
            StringEquals: { 'aws:SourceAccount': stack.account },
            ArnLike: { 'aws:SourceArn': sourceArn },
          },
        }),
      );
    }
    if (emailAddress !== undefined) {
      this.topic.addSubscription(new EmailSubscription(emailAddress));
      acceptFindings(this, {
        'Serverless-SNSRedrivePolicy':
          'A mail that cannot be delivered is of no use to anybody later: the alarm and its history stay in CloudWatch.',
      });
    }
  }
}

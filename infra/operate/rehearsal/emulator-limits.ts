import { CfnResource, type Stack } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { CfnAlarm, CfnCompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';

/**
 * Resources that AWS accepts and MiniStack 1.5.33 does not know; it refuses a whole stack that has one. No
 * lecture passes through any of them. docs/runbook.md, "What the emulator cannot show", tells how to check
 * each on AWS.
 */
const unknown: readonly {
  readonly title: string;
  readonly covers: (resource: CfnResource) => boolean;
}[] = [
  { title: 'budget', covers: (resource) => resource instanceof CfnBudget },
  {
    title: 'alarm on a sum of metrics',
    covers: (resource) => resource instanceof CfnAlarm && resource.metrics !== undefined,
  },
  { title: 'combined alarm', covers: (resource) => resource instanceof CfnCompositeAlarm },
  { title: 'saved query', covers: (resource) => resource instanceof CfnQueryDefinition },
];

/** @returns a line for each kind of resource that was left out, e.g. `6 × saved query` */
export function leaveOutUnknown(stack: Stack): readonly string[] {
  const resources = stack.node.findAll().filter((node) => node instanceof CfnResource);
  return unknown.flatMap(({ title, covers }) => {
    const covered = resources.filter(covers);
    for (const { node } of covered) node.scope?.node.tryRemoveChild(node.id);
    return covered.length === 0 ? [] : [`${covered.length} × ${title}`];
  });
}

/**
 * Steps of the second day that MiniStack 1.5.33 cannot show, in the words of the runbook's table, "What the
 * emulator cannot show", which has how to see each on AWS.
 */
export const notRehearsed: readonly string[] = [
  'A release that an alarm takes back',
  'A restore to a second',
  'The backup of a table that was deleted',
  'Which moment a restored table shows',
  'A replica in another region',
];

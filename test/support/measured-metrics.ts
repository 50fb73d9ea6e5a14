import { metrics } from '../../shared/contracts/metrics.ts';
import type { NamedMetric } from './alarms.ts';
import type { SynthesizedStack } from './synthesized-stack.ts';

/** What AWS measures of a resource: the dimensions name it by a reference, except for the constants. */
const awsMetrics: Readonly<
  Record<string, { readonly names: readonly string[]; readonly resources: Record<string, string> }>
> = {
  'AWS/Lambda': {
    names: ['Invocations', 'Errors', 'Throttles', 'ConcurrentExecutions', 'Duration'],
    resources: { FunctionName: 'AWS::Lambda::Function' },
  },
  'AWS/SQS': {
    names: ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage'],
    resources: { QueueName: 'AWS::SQS::Queue' },
  },
  'AWS/ApiGateway': {
    names: ['Count', '4xx', '5xx', 'Latency', 'IntegrationLatency'],
    resources: { ApiId: 'AWS::ApiGatewayV2::Api' },
  },
  'AWS/DynamoDB': {
    names: ['ReadThrottleEvents', 'WriteThrottleEvents'],
    resources: { TableName: 'AWS::DynamoDB::GlobalTable' },
  },
};

/**
 * Why nothing will ever be measured under this name and these dimensions; undefined where it is.
 * @param namespace the one that the functions of this stack measure under
 */
export function whyUnmeasured(
  metric: NamedMetric,
  stack: SynthesizedStack,
  namespace: unknown,
): string | undefined {
  const { namespace: asked, name, dimensions } = metric;
  if (asked === namespace) return whyNotOurs(name, dimensions);
  const known = awsMetrics[asked];
  if (!known?.names.includes(name)) return `${asked} has no ${name}`;
  for (const [dimension, type] of Object.entries(known.resources)) {
    const reference = JSON.stringify(dimensions[dimension] ?? '');
    const ids = Object.keys(stack.ofType(type));
    if (!ids.some((id) => reference.includes(`"${id}"`))) return `${dimension} names no ${type}`;
  }
  const index = dimensions['GlobalSecondaryIndexName'];
  const indexes = JSON.stringify(stack.ofType('AWS::DynamoDB::GlobalTable'));
  const isIndex = index === undefined || indexes.includes(`"IndexName":"${index}"`);
  return isIndex ? undefined : `no index ${index}`;
}

function whyNotOurs(
  name: string,
  dimensions: Readonly<Record<string, unknown>>,
): string | undefined {
  const declared = Object.entries(metrics).find(([metric]) => metric === name)?.[1];
  if (!declared) return `nothing measures ${name}`;
  const names = Object.keys(dimensions);
  if (names.length === 0) return undefined;
  const sets: readonly Readonly<Record<string, readonly string[]>>[] = declared.by;
  const fits = sets.some(
    (set) =>
      Object.keys(set).sort().join() === names.toSorted().join() &&
      names.every((dimension) => {
        const values = set[dimension] ?? [];
        // It has no list of its own: whatever the settings name.
        return values.length === 0 || values.includes(String(dimensions[dimension]));
      }),
  );
  return fits ? undefined : `${name} is not told apart by ${JSON.stringify(dimensions)}`;
}

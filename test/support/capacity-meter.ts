import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

const capacity = z.object({
  CapacityUnits: z.number(),
  GlobalSecondaryIndexes: z.record(z.string(), z.object({ CapacityUnits: z.number() })).optional(),
});

const answered = z.object({
  output: z.object({
    ConsumedCapacity: z.union([capacity, z.array(capacity)]).transform((one) => [one].flat()),
  }),
});

export interface MeteredCall {
  readonly operation: string;
  /** Request units, those of the indexes included. */
  readonly units: number;
}

export interface CapacityMeter {
  readonly writes: readonly MeteredCall[];
  readonly reads: readonly MeteredCall[];
  reset(): void;
}

const writeOperation = /^(Put|Update|Delete|BatchWrite)/;

/**
 * Counts what every call of a client consumes, as the engine reports it. A call that fails is not
 * counted, though DynamoDB charges a failed condition: watch that there is none.
 */
export function capacityMeter(client: DynamoDBDocumentClient): CapacityMeter {
  const calls: MeteredCall[] = [];
  client.middlewareStack.add(
    (next, context) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'INDEXES' });
      const result = await next(args);
      const { ConsumedCapacity } = answered.parse(result).output;
      const units = ConsumedCapacity.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
      calls.push({ operation: String(context.commandName), units });
      return result;
    },
    { step: 'initialize', name: 'capacityMeter', priority: 'high' },
  );
  return {
    get writes() {
      return calls.filter(({ operation }) => writeOperation.test(operation));
    },
    get reads() {
      return calls.filter(({ operation }) => !writeOperation.test(operation));
    },
    reset: () => {
      calls.length = 0;
    },
  };
}

export function unitsOf(calls: readonly MeteredCall[]): number {
  return calls.reduce((sum, { units }) => sum + units, 0);
}

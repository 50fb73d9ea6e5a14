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
  /** Request units, including those of the indexes. */
  readonly units: number;
  /** Partitions of the table that were asked, or of the index that was; all of a batch. */
  readonly partitions: readonly string[];
  /** How many of these units belong to indexes that were written beside the table, by index. */
  readonly indexUnits: Readonly<Record<string, number>>;
}

export interface CapacityMeter {
  readonly writes: readonly MeteredCall[];
  readonly reads: readonly MeteredCall[];
  reset(): void;
}

const key = z.object({ pk: z.string() });
const written = z
  .object({
    PutRequest: z.object({ Item: key }).optional(),
    DeleteRequest: z.object({ Key: key }).optional(),
  })
  .transform(({ PutRequest, DeleteRequest }) => [PutRequest?.Item, DeleteRequest?.Key]);
/** For a batch that is written, or read. */
const batched = z.union([
  z.array(written).transform((requests) => requests.flat()),
  z.object({ Keys: z.array(key) }).transform(({ Keys }) => Keys),
]);
/** What names the partitions in the requests that this product makes. */
const asked = z.object({
  Item: key.optional(),
  Key: key.optional(),
  IndexName: z.string().optional(),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()).optional(),
  RequestItems: z.record(z.string(), batched).optional(),
});

function partitionsOf(input: unknown): readonly string[] {
  const { Item, Key, ExpressionAttributeValues = {}, RequestItems = {} } = asked.parse(input);
  const one = (Item ?? Key)?.pk;
  if (one !== undefined) return [one];
  const many = Object.values(RequestItems)
    .flat()
    .flatMap((each) => each?.pk ?? []);
  if (many.length > 0) return [...new Set(many)];
  // A query, whose first value is the partition.
  const [first] = Object.values(ExpressionAttributeValues);
  return typeof first === 'string' ? [first] : [];
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
      const indexUnits: Record<string, number> = {};
      for (const { GlobalSecondaryIndexes = {} } of ConsumedCapacity) {
        for (const [index, consumed] of Object.entries(GlobalSecondaryIndexes)) {
          indexUnits[index] = (indexUnits[index] ?? 0) + consumed.CapacityUnits;
        }
      }
      const partitions = partitionsOf(args.input);
      calls.push({ operation: String(context.commandName), units, partitions, indexUnits });
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

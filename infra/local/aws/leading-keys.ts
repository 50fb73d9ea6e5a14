import { z } from 'zod';

const attribute = z.looseObject({ S: z.string().optional() });
const item = z.record(z.string(), attribute);

/** These schemas have the parts of DynamoDB's item calls that name partition keys. */
const oneItemCall = z.looseObject({ Key: item.optional(), Item: item.optional() });
const queryCall = z.looseObject({
  KeyConditionExpression: z.string().default(''),
  ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
  ExpressionAttributeValues: z.record(z.string(), attribute).default({}),
});
const batchGet = z.looseObject({ Keys: z.array(item).default([]) });
const batchWrite = z.array(
  z.looseObject({
    PutRequest: z.looseObject({ Item: item }).optional(),
    DeleteRequest: z.looseObject({ Key: item }).optional(),
  }),
);

/**
 * The values that `dynamodb:LeadingKeys` has for a call on one table: those of its partition key.
 * @param parameters the parameters of the call, or of a batch's part about this table
 */
export function leadingKeysOf(
  operation: string,
  parameters: unknown,
  partitionKey: string,
): readonly string[] {
  const keyIn = (given: z.infer<typeof item> | undefined) => given?.[partitionKey]?.S ?? [];
  switch (operation) {
    case 'GetItem':
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem': {
      const call = read(oneItemCall, parameters);
      return [call?.Key ?? call?.Item].flatMap(keyIn);
    }
    case 'Query':
      return queriedKey(read(queryCall, parameters), partitionKey);
    case 'BatchGetItem':
      return (read(batchGet, parameters)?.Keys ?? []).flatMap(keyIn);
    case 'BatchWriteItem':
      return (read(batchWrite, parameters) ?? []).flatMap(({ PutRequest, DeleteRequest }) =>
        keyIn(PutRequest?.Item ?? DeleteRequest?.Key),
      );
    default:
      return [];
  }
}

/** Finds no keys in a malformed call, which the engine will refuse. */
function read<T>(schema: z.ZodType<T>, parameters: unknown): T | undefined {
  return schema.safeParse(parameters).data;
}

/** Finds the partition key of a query, which can only be compared by `=`. */
function queriedKey(
  call: z.infer<typeof queryCall> | undefined,
  partitionKey: string,
): readonly string[] {
  if (!call) return [];
  const comparisons = call.KeyConditionExpression.matchAll(/(#?\w+)\s*=\s*(:\w+)/g);
  return [...comparisons]
    .filter(([, name = '']) => (call.ExpressionAttributeNames[name] ?? name) === partitionKey)
    .flatMap(([, , value = '']) => call.ExpressionAttributeValues[value]?.S ?? []);
}

import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';

/** What one conditional write does to an item. */
export interface Change {
  /** Attributes by name; those undefined here are left as they are. */
  readonly set?: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
  /** In DynamoDB's own language, with attributes as `#name` and values as `:name`. */
  readonly onlyIf: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

type Expressions = Pick<
  UpdateCommandInput,
  | 'UpdateExpression'
  | 'ConditionExpression'
  | 'ExpressionAttributeNames'
  | 'ExpressionAttributeValues'
>;

/** The expressions of a change. Every attribute goes by a placeholder: many names are reserved words. */
export function changeExpressions({
  set = {},
  remove = [],
  onlyIf,
  values = {},
}: Change): Expressions {
  const given = Object.entries(set).filter(([, value]) => value !== undefined);
  const clauses = [
    given.length > 0 && `SET ${given.map(([name]) => `#${name} = :new_${name}`).join(', ')}`,
    remove.length > 0 && `REMOVE ${remove.map((name) => `#${name}`).join(', ')}`,
  ];
  const conditional = [...onlyIf.matchAll(/#(\w+)/g)].map(([, name = '']) => name);
  const names = new Set([...given.map(([name]) => name), ...remove, ...conditional]);
  return {
    UpdateExpression: clauses.filter(Boolean).join(' '),
    ConditionExpression: onlyIf,
    ExpressionAttributeNames: Object.fromEntries([...names].map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries([
      ...given.map(([name, value]) => [`:new_${name}`, value]),
      ...Object.entries(values).map(([name, value]) => [`:${name}`, value]),
    ]),
  };
}

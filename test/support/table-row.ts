import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Row } from '../../infra/operate/restore/rows.ts';

type Plain = string | number | boolean | AttributeValue;

/** A row as DynamoDB has it, from plain texts, numbers and booleans; anything else is passed through. */
export const tableRow = (attributes: Readonly<Record<string, Plain>>): Row =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, attributeOf(value)]));

function attributeOf(value: Plain): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  return typeof value === 'boolean' ? { BOOL: value } : value;
}

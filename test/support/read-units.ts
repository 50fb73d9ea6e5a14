/**
 * Sizes and read units as DynamoDB documents them, for what no engine here counts as AWS does.
 * docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
const readUnitBytes = 4_096;

/** A query's answer ends here, and its units are rounded up. */
const pageBytes = 1_048_576;

export function itemBytes(item: Readonly<Record<string, unknown>>): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value),
    0,
  );
}

/** The units of one eventually consistent GetItem. */
export function getItemUnits(item: Readonly<Record<string, unknown>>): number {
  return Math.ceil(itemBytes(item) / readUnitBytes) / 2;
}

/** The units of reading that many bytes of an index by eventually consistent queries. */
export function queryUnits(bytes: number): number {
  const fullPages = Math.floor(bytes / pageBytes);
  const lastPage = Math.ceil((bytes - fullPages * pageBytes) / readUnitBytes);
  return (fullPages * (pageBytes / readUnitBytes) + lastPage) / 2;
}

function valueBytes(value: unknown): number {
  if (typeof value === 'number') return numberBytes(value);
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'boolean' || value === null) return 1;
  if (Array.isArray(value)) {
    return value.reduce((sum: number, each) => sum + 1 + valueBytes(each), 3);
  }
  if (value instanceof Uint8Array) return value.length;
  throw new TypeError(`no size is known for a ${typeof value}`);
}

/** One byte for every two significant digits, one more, and one for a minus. */
function numberBytes(value: number): number {
  const digits = String(Math.abs(value))
    .replace('.', '')
    .replace(/^0+|0+$/g, '');
  return Math.ceil(digits.length / 2) + 1 + (value < 0 ? 1 : 0);
}

/**
 * Readers for JSON of a shape that nobody guarantees. They take what is there and treat the rest as
 * absent: servers without strict schemas answer lists for single values, null for nothing, and names in
 * other letters.
 */

/** The value under a name, in any spelling of its case; undefined where there is none. */
export function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const entry =
    Object.entries(value).find(([key]) => key === name) ??
    Object.entries(value).find(([key]) => plain(key) === plain(name));
  return entry?.[1];
}

/** The value under the first of these names that exists. */
export function propertyOf(value: unknown, names: readonly string[]): unknown {
  for (const name of names) {
    const found = property(value, name);
    if (found !== undefined && found !== null) return found;
  }
  return undefined;
}

/** Returns a list as it is, nothing as an empty list, and any other value as a list of one. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** The texts in a list, without the empty ones. */
export function textsOf(value: unknown): string[] {
  return listOf(value).flatMap((item) =>
    typeof item === 'string' && item.trim() !== '' ? [item.trim()] : [],
  );
}

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The fields of a JSON object; undefined for anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined;
}

/** The items of a list; none where the value is no list. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text, unless it is blank. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** A number of at least zero, even if written as text; undefined for `"N/A"`, null and the like. */
export function amountOf(value: unknown): number | undefined {
  const number = numberOf(value);
  return number !== undefined && number >= 0 ? number : undefined;
}

/** A number, even if written as text. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Filters missing items out of a list. */
export const isThere = <Item>(item: Item | undefined): item is Item => item !== undefined;

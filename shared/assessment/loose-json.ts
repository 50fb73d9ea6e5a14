/**
 * Readers of a model's JSON that take what is there and let the rest be absent: servers without
 * strict schemas answer lists for single values, null for nothing, and names in other letters.
 */

/** The value under that name, whatever its case; undefined where there is none. */
export function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const entry =
    Object.entries(value).find(([key]) => key === name) ??
    Object.entries(value).find(([key]) => plain(key) === plain(name));
  return entry?.[1];
}

/** The first of these names that the value has. */
export function propertyOf(value: unknown, names: readonly string[]): unknown {
  for (const name of names) {
    const found = property(value, name);
    if (found !== undefined && found !== null) return found;
  }
  return undefined;
}

/** A list as it is, nothing as an empty one, any other value as a list of it alone. */
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

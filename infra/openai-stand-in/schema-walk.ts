export type JsonSchema = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function propertiesOf(schema: JsonSchema): Map<string, JsonSchema> {
  const properties = schema['properties'];
  if (!isObject(properties)) return new Map();
  return new Map(
    Object.entries(properties).flatMap(([name, value]) =>
      isObject(value) ? [[name, value] as const] : [],
    ),
  );
}

/** Follows a `$ref` within the root schema; an unresolvable one reads as an empty schema. */
export function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  let current = schema;
  // A chain longer than this is a circle.
  for (let hop = 0; hop < 32; hop += 1) {
    const reference = current['$ref'];
    if (typeof reference !== 'string') return current;
    const target = lookup(reference, root);
    if (target === undefined) return {};
    current = target;
  }
  return {};
}

/** The schema a local reference (`#/$defs/x`) points to. */
export function lookup(reference: string, root: JsonSchema): JsonSchema | undefined {
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) return undefined;
  let current: unknown = root;
  for (const step of reference.slice(2).split('/')) {
    if (!isObject(current)) return undefined;
    current = current[step.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return isObject(current) ? current : undefined;
}

const MAXIMUM_DEPTH = 64;

/**
 * A value of the schema's shape: at each property it takes the given value where that fits the
 * property's schema, else the plainest value the schema allows.
 */
export function fill(
  schema: JsonSchema,
  given: unknown,
  root: JsonSchema = schema,
  depth = 0,
): unknown {
  const here = resolved(schema, root);
  if (depth > MAXIMUM_DEPTH) return null;
  if ('const' in here) return here['const'];
  const choices = here['enum'];
  if (Array.isArray(choices)) return choices.includes(given) ? given : choices[0];
  const alternatives = here['anyOf'];
  if (Array.isArray(alternatives)) {
    const schemas = alternatives.filter(isObject);
    const fitting = schemas.find((one) => typesOf(resolved(one, root)).includes(typeOf(given)));
    return fill(fitting ?? schemas[0] ?? {}, given, root, depth + 1);
  }
  const types = typesOf(here);
  const type = types.includes(typeOf(given)) ? typeOf(given) : (types[0] ?? 'null');
  switch (type) {
    case 'object': {
      const source = isObject(given) ? given : {};
      return Object.fromEntries(
        [...propertiesOf(here)].map(([name, property]) => [
          name,
          fill(property, source[name], root, depth + 1),
        ]),
      );
    }
    case 'array':
      return fillArray(here, given, root, depth);
    case 'string':
      return typeof given === 'string' ? given : '';
    case 'number':
    case 'integer':
      return typeof given === 'number' ? given : plainNumber(here);
    case 'boolean':
      return given === true;
    default:
      return null;
  }
}

function fillArray(here: JsonSchema, given: unknown, root: JsonSchema, depth: number): unknown[] {
  const items = isObject(here['items']) ? here['items'] : {};
  const values: unknown[] = Array.isArray(given) ? [...given] : [];
  const least = typeof here['minItems'] === 'number' ? here['minItems'] : 0;
  const most = typeof here['maxItems'] === 'number' ? here['maxItems'] : values.length;
  while (values.length < least) values.push(undefined);
  return values.slice(0, Math.max(least, most)).map((item) => fill(items, item, root, depth + 1));
}

function plainNumber(schema: JsonSchema): number {
  const least = schema['minimum'] ?? schema['exclusiveMinimum'];
  return typeof least === 'number' && least > 0 ? Math.ceil(least) : 0;
}

function typesOf(schema: JsonSchema): string[] {
  const type = schema['type'];
  if (typeof type === 'string') return [type];
  if (Array.isArray(type)) return type.filter((one) => typeof one === 'string');
  return 'properties' in schema ? ['object'] : [];
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'undefined' ? 'undefined' : typeof value;
}

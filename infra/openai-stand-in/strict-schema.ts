import { type ApiError, badParameter } from './api-error.ts';
import { isObject, type JsonSchema, lookup, propertiesOf } from './schema-walk.ts';

/** The subset of JSON Schema that OpenAI's structured outputs take. */
const annotations = ['$schema', '$id', 'title', 'description'];
const anywhere = [...annotations, 'type', 'enum', 'const', 'anyOf', '$ref', '$defs', 'definitions'];
const keywordsByType: Readonly<Record<string, readonly string[]>> = {
  object: ['properties', 'required', 'additionalProperties'],
  array: ['items', 'minItems', 'maxItems'],
  string: ['pattern', 'format'],
  number: ['multipleOf', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  integer: ['multipleOf', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  boolean: [],
  null: [],
};
const stringFormats = [
  ...['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uuid'],
];

const MAXIMUM_PROPERTIES = 5000;
const MAXIMUM_NESTING = 10;
const MAXIMUM_ENUM_VALUES = 1000;
const MAXIMUM_NAME_CHARACTERS = 120_000;

interface Walk {
  readonly root: JsonSchema;
  readonly refuse: (path: readonly string[], problem: string) => ApiError;
  properties: number;
  enumValues: number;
  nameCharacters: number;
}

/**
 * Refuses a schema that strict mode does not take, in OpenAI's words.
 * @throws ApiError 400 with param `response_format`.
 */
export function checkStrictSchema(name: string, root: JsonSchema): void {
  const refuse = (path: readonly string[], problem: string) =>
    badParameter(
      'response_format',
      `Invalid schema for response_format '${name}': In context=(${shownPath(path)}), ${problem}`,
    );
  if (root['type'] !== 'object' || 'anyOf' in root) {
    throw badParameter(
      'response_format',
      `Invalid schema for response_format '${name}': schema must be a JSON Schema of 'type: "object"', got 'type: "${String(root['type'])}"'.`,
    );
  }
  const walk: Walk = { root, refuse, properties: 0, enumValues: 0, nameCharacters: 0 };
  checkNode(root, [], 1, walk);
  if (walk.properties > MAXIMUM_PROPERTIES) {
    throw refuse([], `too many properties: ${walk.properties} exceed ${MAXIMUM_PROPERTIES}.`);
  }
  if (walk.enumValues > MAXIMUM_ENUM_VALUES) {
    throw refuse([], `too many enum values: ${walk.enumValues} exceed ${MAXIMUM_ENUM_VALUES}.`);
  }
  if (walk.nameCharacters > MAXIMUM_NAME_CHARACTERS) {
    throw refuse([], `the total length of names exceeds ${MAXIMUM_NAME_CHARACTERS}.`);
  }
}

function checkNode(node: JsonSchema, path: readonly string[], depth: number, walk: Walk): void {
  if (depth > MAXIMUM_NESTING) {
    throw walk.refuse(path, `${depth} levels of nesting exceed limit of ${MAXIMUM_NESTING}.`);
  }
  const types = typesOf(node, path, walk);
  checkKeywords(node, types, path, walk);

  if ('$ref' in node) {
    const reference = node['$ref'];
    if (typeof reference !== 'string' || lookup(reference, walk.root) === undefined) {
      throw walk.refuse(path, `reference can only point to definitions defined at the top level.`);
    }
  } else if (types.length === 0 && !('anyOf' in node) && !('enum' in node) && !('const' in node)) {
    throw walk.refuse(path, `schema must have a 'type' key.`);
  }
  if (types.includes('object')) checkObject(node, path, depth, walk);
  if (types.includes('array')) {
    if (!isObject(node['items'])) throw walk.refuse(path, `array schema missing items.`);
    checkNode(node['items'], [...path, 'items'], depth, walk);
  }
  checkEnum(node, path, walk);
  checkFormat(node, path, walk);
  checkAlternatives(node, path, depth, walk);
  for (const holder of ['$defs', 'definitions']) {
    const definitions = node[holder];
    if (!isObject(definitions)) continue;
    for (const [name, definition] of Object.entries(definitions)) {
      walk.nameCharacters += name.length;
      if (isObject(definition)) checkNode(definition, [...path, holder, name], depth, walk);
    }
  }
}

function checkObject(node: JsonSchema, path: readonly string[], depth: number, walk: Walk): void {
  if (node['additionalProperties'] !== false) {
    throw walk.refuse(path, `'additionalProperties' is required to be supplied and to be false.`);
  }
  const properties = propertiesOf(node);
  const required: readonly unknown[] = Array.isArray(node['required']) ? node['required'] : [];
  const extra = required.find((name) => typeof name !== 'string' || !properties.has(name));
  if (extra !== undefined) {
    throw walk.refuse(path, `'required' includes extra key '${String(extra)}'.`);
  }
  for (const [name, property] of properties) {
    if (!required.includes(name)) {
      throw walk.refuse(
        path,
        `'required' is required to be supplied and to be an array including every key in properties. Missing '${name}'.`,
      );
    }
    walk.properties += 1;
    walk.nameCharacters += name.length;
    checkNode(property, [...path, 'properties', name], depth + 1, walk);
  }
}

function typesOf(node: JsonSchema, path: readonly string[], walk: Walk): string[] {
  const stated = node['type'];
  if (stated === undefined) return [];
  const types: unknown[] = Array.isArray(stated) ? stated : [stated];
  return types.map((type) => {
    if (typeof type === 'string' && type in keywordsByType) return type;
    throw walk.refuse(path, `'${String(type)}' is not a valid type.`);
  });
}

function checkKeywords(
  node: JsonSchema,
  types: readonly string[],
  path: readonly string[],
  walk: Walk,
): void {
  const permitted = new Set([...anywhere, ...types.flatMap((type) => keywordsByType[type] ?? [])]);
  for (const keyword of Object.keys(node)) {
    if (!permitted.has(keyword)) throw walk.refuse(path, `'${keyword}' is not permitted.`);
    if ('$ref' in node && keyword !== '$ref' && !annotations.includes(keyword)) {
      throw walk.refuse(path, `$ref cannot have keywords {'${keyword}'}.`);
    }
  }
}

function checkEnum(node: JsonSchema, path: readonly string[], walk: Walk): void {
  if (!('enum' in node)) return;
  const values: unknown = node['enum'];
  if (!Array.isArray(values) || values.length === 0) {
    throw walk.refuse(path, `'enum' must be a non-empty array.`);
  }
  walk.enumValues += values.length;
  walk.nameCharacters += values.reduce((sum: number, value) => sum + String(value).length, 0);
}

function checkFormat(node: JsonSchema, path: readonly string[], walk: Walk): void {
  const format = node['format'];
  if (format !== undefined && !stringFormats.some((known) => known === format)) {
    throw walk.refuse(path, `'${String(format)}' is not a valid format.`);
  }
}

function checkAlternatives(
  node: JsonSchema,
  path: readonly string[],
  depth: number,
  walk: Walk,
): void {
  if (!('anyOf' in node)) return;
  const alternatives: unknown = node['anyOf'];
  if (!Array.isArray(alternatives) || alternatives.length === 0) {
    throw walk.refuse(path, `'anyOf' must be a non-empty array.`);
  }
  for (const [index, alternative] of alternatives.entries()) {
    if (!isObject(alternative)) throw walk.refuse(path, `'anyOf' must hold schemas.`);
    checkNode(alternative, [...path, 'anyOf', String(index)], depth, walk);
  }
}

function shownPath(path: readonly string[]): string {
  if (path.length === 1) return `'${path[0]}',`;
  return path.map((step) => `'${step}'`).join(', ');
}

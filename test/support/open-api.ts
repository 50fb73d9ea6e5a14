import { readFileSync } from 'node:fs';
import * as z from 'zod';

const schemaObject = z.record(z.string(), z.json());

const mediaType = z.looseObject({
  schema: schemaObject,
  example: z.json().optional(),
  examples: z.record(z.string(), z.looseObject({ value: z.json() })).optional(),
});

const responseObject = z.looseObject({
  description: z.string(),
  headers: z.record(z.string(), z.unknown()).default({}),
  content: z.record(z.string(), mediaType).default({}),
});

const referenceObject = z.strictObject({ $ref: z.string() });

const parameterObject = z.looseObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean(),
  schema: schemaObject,
  example: z.json().optional(),
});

const operationObject = z.looseObject({
  operationId: z.string(),
  tags: z.array(z.string()),
  summary: z.string(),
  parameters: z.array(parameterObject).default([]),
  requestBody: z.looseObject({ content: z.record(z.string(), mediaType) }).optional(),
  responses: z.record(z.string(), z.union([referenceObject, responseObject])),
  security: z.array(z.record(z.string(), z.array(z.string()))),
});

const documentObject = z.looseObject({
  openapi: z.string(),
  servers: z.array(z.looseObject({ url: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operationObject)),
  components: z.looseObject({
    schemas: z.record(z.string(), schemaObject),
    responses: z.record(z.string(), responseObject),
    headers: z.record(z.string(), z.unknown()),
  }),
});

type Json = z.core.util.JSONType;

export type JsonSchema = z.infer<typeof schemaObject>;
export type DocumentedParameter = z.infer<typeof parameterObject>;
export type DocumentedResponse = z.infer<typeof responseObject>;

export interface DocumentedOperation {
  readonly operationId: string;
  /** Upper case. */
  readonly method: string;
  readonly path: string;
  readonly isPublic: boolean;
  readonly parameters: readonly DocumentedParameter[];
  /** For a JSON body, with its examples. */
  readonly body: z.infer<typeof mediaType> | undefined;
  /** By status, with references followed. */
  readonly responses: Readonly<Record<string, DocumentedResponse>>;
}

export interface OpenApi {
  readonly operations: readonly DocumentedOperation[];
  /** What `$ref` names, or the schema itself. */
  follow(schema: JsonSchema): JsonSchema;
  /** A check of a whole value; fields that the document does not name are refused. */
  validator(schema: JsonSchema): z.ZodType;
}

/** The document as it is committed. */
export const committedOpenApi = (): unknown =>
  JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8'));

/** An OpenAPI document to test by. @throws ZodError for anything else, Error for a lost reference */
export function readOpenApi(document: unknown): OpenApi {
  const { paths, components } = documentObject.parse(document);
  const named = <Value>(values: Readonly<Record<string, Value>>, reference: unknown): Value => {
    const value = values[String(reference).split('/').at(-1) ?? ''];
    if (value === undefined) throw new Error(`the document has no ${String(reference)}`);
    return value;
  };
  const responseOf = (response: DocumentedResponse | { $ref: string }): DocumentedResponse => {
    const reference = referenceObject.safeParse(response);
    return reference.success
      ? named(components.responses, reference.data.$ref)
      : responseObject.parse(response);
  };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, found]): DocumentedOperation => {
      const { operationId, parameters, requestBody, responses, security } = found;
      return {
        operationId,
        method: method.toUpperCase(),
        path,
        isPublic: security.length === 0,
        parameters,
        body: requestBody?.content['application/json'],
        responses: Object.fromEntries(
          Object.entries(responses).map(([status, response]) => [status, responseOf(response)]),
        ),
      };
    }),
  );
  const $defs = Object.fromEntries(
    Object.entries(components.schemas).map(([name, schema]) => [name, closed(schema)]),
  );
  const validators = new WeakMap<JsonSchema, z.ZodType>();
  return {
    operations,
    follow: (schema) =>
      schema['$ref'] === undefined ? schema : named(components.schemas, schema['$ref']),
    validator(schema) {
      const known = validators.get(schema);
      if (known) return known;
      const made = z.fromJSONSchema(
        schemaObject.parse({ ...schemaObject.parse(closed(schema)), $defs }),
      );
      validators.set(schema, made);
      return made;
    },
  };
}

/** The same schema with every object closed, and its references where a lone schema has them. */
function closed(value: Json): Json {
  if (typeof value === 'string') return value.replace('#/components/schemas/', '#/$defs/');
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, closed(each)]));
  return 'properties' in copy ? { ...copy, additionalProperties: false } : copy;
}

import * as z from 'zod';
import { feedbackSchema, lectureSchema } from '../../../shared/contracts/lecture-body.ts';
import { problemSchema } from '../../../shared/contracts/problem.ts';
import type { Route } from '../../../shared/contracts/route.ts';
import { type RouteName, routeNames, routes } from '../../../shared/contracts/routes.ts';
import { asJson, type Json, type JsonObject } from './json.ts';
import { operationNotes } from './operation-notes.ts';

const prefix = '#/components/schemas/';

/** The gateway's own answer when it does not reach a function. */
const gatewayMessageSchema = z.object({
  message: z.string().describe('What the gateway says, in a few words.'),
});

/** `change-name` → `changeName`, the function's name as an identifier. */
export const operationIdOf = (name: RouteName): string =>
  name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const pascalCase = (name: RouteName): string =>
  operationIdOf(name).replace(/^\w/, (letter) => letter.toUpperCase());

/** Gives every schema of the wire one name; the first name that a schema gets stays. */
function nameSchemas(): z.core.$ZodRegistry<{ id: string }> {
  const names = z.registry<{ id: string }>();
  const add = (schema: z.core.$ZodType | undefined, id: string) => {
    if (schema && !names.has(schema)) names.add(schema, { id });
  };
  add(problemSchema, 'Problem');
  add(gatewayMessageSchema, 'GatewayMessage');
  add(lectureSchema, 'Lecture');
  add(feedbackSchema, 'Feedback');
  add(routes['list-majors'].response.shape.content.def.element, 'Major');
  add(routes['list-subjects'].response.shape.content.def.element, 'Subject');
  add(routes['list-topics'].response.shape.content.def.element, 'Topic');
  for (const name of routeNames) {
    const { body, response }: Route = routes[name];
    add(body, `${pascalCase(name)}Request`);
    add(response, operationNotes[name]?.responseName ?? `${pascalCase(name)}Response`);
  }
  return names;
}

const names = nameSchemas();

/**
 * `input` fits both directions: requests are described before they are transformed, and answers are not
 * transformed.
 */
const options = {
  target: 'draft-2020-12',
  io: 'input',
  override: ({ jsonSchema }) => {
    // The format says the same in a word.
    if (jsonSchema.format) delete jsonSchema.pattern;
    // Where the only limits are those of JSON's numbers, any whole number is meant.
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) {
      delete jsonSchema.minimum;
      delete jsonSchema.maximum;
    }
  },
} as const satisfies z.core.ToJSONSchemaParams;

/** The document's `components.schemas`. */
export function componentSchemas(): JsonObject {
  const { schemas } = z.toJSONSchema(names, { ...options, uri: (id) => `${prefix}${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $id, $schema, ...schema }]) => [id, asJson(schema)]),
  );
}

/** Refers to a schema that `components.schemas` holds. @throws TypeError for any other */
export function reference(schema: z.core.$ZodType): JsonObject {
  const id = names.get(schema)?.id;
  if (id === undefined) throw new TypeError('this schema has no name in the document');
  return { $ref: `${prefix}${id}` };
}

export const problemReference = reference(problemSchema);
export const gatewayMessageReference = reference(gatewayMessageSchema);

/** The schema of a parameter: the value that its text stands for, with its limits and default. */
export function parameterSchema(parameter: z.core.$ZodType): JsonObject {
  const { $schema, ...schema } = z.toJSONSchema(lastChecked(parameter), options);
  const absent = z.safeParse(parameter, undefined);
  const byDefault = absent.success && absent.data !== undefined ? asJson(absent.data) : undefined;
  const about = z.globalRegistry.get(parameter)?.description;
  return {
    ...toObject(asJson(schema)),
    ...(about !== undefined && { description: about }),
    ...(byDefault !== undefined && { default: byDefault }),
  };
}

export const isOptional = (parameter: z.core.$ZodType): boolean =>
  z.safeParse(parameter, undefined).success;

/** Parameters arrive as text, and the schema that checks last says what they are. */
function lastChecked(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.core.$ZodOptional) return lastChecked(schema._zod.def.innerType);
  if (!(schema instanceof z.core.$ZodPipe)) return schema;
  const { in: first, out: last } = schema._zod.def;
  return lastChecked(last instanceof z.core.$ZodTransform ? first : last);
}

const toObject = (value: Json): JsonObject =>
  typeof value === 'object' && value !== null && !isList(value) ? value : {};

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

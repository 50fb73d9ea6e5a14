import * as z from 'zod';
import { markdownRow } from '../generated-files.ts';
import type { JsonObject } from './json.ts';
import { tags } from './tags.ts';

const schemaObject = z.looseObject({
  type: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  default: z.json().optional(),
});

const parameterObject = z.looseObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean(),
  description: z.string().optional(),
  schema: schemaObject,
  example: z.json().optional(),
});

const contentObject = z.record(
  z.string(),
  z.looseObject({
    examples: z
      .record(z.string(), z.looseObject({ summary: z.string(), value: z.json() }))
      .optional(),
  }),
);

const operationObject = z.looseObject({
  operationId: z.string(),
  tags: z.tuple([z.string()]),
  summary: z.string(),
  description: z.string().optional(),
  parameters: z.array(parameterObject).default([]),
  requestBody: z.looseObject({ content: contentObject }).optional(),
  responses: z.record(
    z.string(),
    z.looseObject({
      $ref: z.string().optional(),
      description: z.string().optional(),
      headers: z.record(z.string(), z.unknown()).optional(),
      content: contentObject.optional(),
    }),
  ),
  security: z.array(z.unknown()),
});

const documentObject = z.looseObject({
  info: z.looseObject({ title: z.string(), description: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operationObject)),
  components: z.looseObject({
    responses: z.record(z.string(), z.looseObject({ description: z.string() })),
  }),
});

type Document = z.infer<typeof documentObject>;
type Parameter = z.infer<typeof parameterObject>;
type Responses = z.infer<typeof operationObject>['responses'];

interface Call extends z.infer<typeof operationObject> {
  readonly method: string;
  readonly path: string;
}

/** The document as a page to read: every call with its limits, an example for curl, and its answers. */
export function apiReference(document: JsonObject): string {
  const read = documentObject.parse(document);
  const calls = Object.entries(read.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, found]): Call => ({ ...found, method: method.toUpperCase(), path }),
    ),
  );
  const sections = Object.entries(tags).map(([tag, text]) => {
    const own = calls.filter(({ tags: [first] }) => first === tag);
    return [`## ${tag}`, text, ...own.map((call) => section(call, read))].join('\n\n');
  });
  return `${[
    `# ${read.info.title}`,
    'Generated from `openapi.json` by `npm run openapi`; change the contracts, not this page.',
    read.info.description,
    'In the examples `$API` is the address of the API (`http://localhost:8080` for `npm start`) and `$TOKEN` the `authToken` of `issueToken`.',
    ...sections,
  ].join('\n\n')}\n`;
}

function section(call: Call, document: Document): string {
  const isPublic = call.security.length === 0;
  return [
    `### ${call.operationId}`,
    `\`${call.method} ${call.path}\` · ${isPublic ? 'public' : 'token'}`,
    `${call.summary}.`,
    ...(call.description === undefined ? [] : [call.description]),
    ...(call.parameters.length === 0 ? [] : [parameterTable(call.parameters)]),
    ...exchanges(call, isPublic),
    answerTable(call.responses, document),
  ].join('\n\n');
}

function parameterTable(parameters: readonly Parameter[]): string {
  return [
    markdownRow(['Parameter', 'In', 'Value', 'About']),
    markdownRow(['---', '---', '---', '---']),
    ...parameters.map(({ name, in: where, required, schema, description }) =>
      markdownRow([`\`${name}\``, where, limits(schema, required), description ?? '']),
    ),
  ].join('\n');
}

function limits(schema: Parameter['schema'], required: boolean): string {
  const { type = 'any', minimum, maximum, minLength, maxLength } = schema;
  const range = (from?: number, to?: number, unit = '') => {
    if (from === undefined && to === undefined) return [];
    if (to === undefined) return [`at least ${from}${unit}`];
    return [from === undefined ? `at most ${to}${unit}` : `${from} to ${to}${unit}`];
  };
  return [
    required ? `${type}, required` : type,
    ...range(minimum, maximum),
    ...range(minLength, maxLength, ' characters'),
    ...(schema.default === undefined ? [] : [`default ${JSON.stringify(schema.default)}`]),
  ].join(', ');
}

const fence = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

/** Shows the usual call in full, and of further cases only the bodies, in which they differ. */
function exchanges(call: Call, isPublic: boolean): readonly string[] {
  const requests = call.requestBody?.content['application/json']?.examples ?? {};
  const [answerType, answer] = Object.entries(call.responses['200']?.content ?? {})[0] ?? [];
  const answers = answer?.examples ?? {};
  const names = [...new Set([...Object.keys(requests), ...Object.keys(answers)])];
  const cases = names.length === 0 ? [undefined] : names;
  return cases.flatMap((name, index) => {
    const request = name === undefined ? undefined : requests[name];
    const response = name === undefined ? undefined : answers[name];
    const summary = request?.summary ?? response?.summary;
    return [
      ...(summary === undefined ? [] : [`${summary}:`]),
      ...(index === 0 || request ? [fence('sh', curl(call, isPublic, request?.value))] : []),
      ...(response ? [answerText(answerType ?? '', response.value)] : []),
    ];
  });
}

const answerText = (mediaType: string, value: unknown): string =>
  typeof value === 'string' && mediaType === 'text/html'
    ? fence('html', value)
    : fence('json', JSON.stringify(value, null, 2));

function curl(call: Call, isPublic: boolean, body: unknown): string {
  const exampleOf = ({ name, example }: Parameter) => String(example ?? `{${name}}`);
  const path = call.parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce((text, each) => text.replace(`{${each.name}}`, exampleOf(each)), call.path);
  const query = new URLSearchParams(
    call.parameters
      .filter((parameter) => parameter.in === 'query' && parameter.example !== undefined)
      .map((parameter): [string, string] => [parameter.name, exampleOf(parameter)]),
  ).toString();
  const method = call.method === 'GET' ? '' : `-X ${call.method} `;
  return [
    `curl ${method}"$API${path}${query && `?${query}`}"`,
    ...(isPublic ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    ...(body === undefined
      ? []
      : [
          "-H 'Content-Type: application/json'",
          `-d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`,
        ]),
  ].join(' \\\n  ');
}

function answerTable(responses: Responses, document: Document): string {
  return [
    markdownRow(['Status', 'Codes', 'Meaning', 'Headers']),
    markdownRow(['---', '---', '---', '---']),
    ...Object.entries(responses).map(([status, { $ref, ...own }]) => {
      const shared = document.components.responses[$ref?.split('/').at(-1) ?? ''];
      const { description, headers, content } = shared ? responseObject.parse(shared) : own;
      const codes = Object.keys(content?.['application/problem+json']?.examples ?? {});
      return markdownRow([
        status,
        codes.map((code) => `\`${code}\``).join(', '),
        description ?? '',
        Object.keys(headers ?? {}).join(', '),
      ]);
    }),
  ].join('\n');
}

const responseObject = z.looseObject({
  description: z.string().optional(),
  headers: z.record(z.string(), z.unknown()).optional(),
  content: contentObject.optional(),
});

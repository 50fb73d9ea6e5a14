import { examplesOf } from '../../../shared/contracts/examples.ts';
import type { AnyExchange } from '../../../shared/contracts/exchange.ts';
import { isPrivate, type Route } from '../../../shared/contracts/route.ts';
import { type RouteName, routeGroups, routes } from '../../../shared/contracts/routes.ts';
import { headerReferences, requestHeaders } from './headers.ts';
import { asJson, type JsonObject } from './json.ts';
import type { OperationNotes } from './notes.ts';
import { operationNotes } from './operation-notes.ts';
import { refusals } from './responses.ts';
import { isOptional, operationIdOf, parameterSchema, reference } from './schemas.ts';

export const securitySchemeName = 'deviceToken';

type Examples = readonly (readonly [string, AnyExchange])[];

/** One route as an OpenAPI operation. */
export function operation(name: RouteName): JsonObject {
  const route: Route = routes[name];
  const notes = operationNotes[name] ?? {};
  const examples = examplesOf(name);
  const parameters = operationParameters(route, notes, examples);
  return {
    operationId: operationIdOf(name),
    tags: Object.entries(routeGroups).flatMap(([tag, group]) => (name in group ? [tag] : [])),
    summary: route.summary,
    description: notes.description,
    ...(parameters.length > 0 && { parameters }),
    ...(route.body && { requestBody: requestBody(route.body, examples) }),
    responses: {
      200: success(route, notes, examples),
      ...(route.files && { 304: notModified() }),
      ...refusals(route, notes),
    },
    security: route.auth === 'public' ? [] : [{ [securitySchemeName]: [] }],
  };
}

function operationParameters(
  route: Route,
  notes: OperationNotes,
  examples: Examples,
): readonly JsonObject[] {
  const [, usual] = examples[0] ?? [];
  const parametersIn = (where: 'path' | 'query') =>
    Object.entries((where === 'path' ? route.pathParameters : route.query)?.shape ?? {}).map(
      ([name, parameter]): JsonObject => {
        const example = usual?.[where]?.[name];
        const { description, ...schema } = parameterSchema(parameter);
        return {
          name,
          in: where,
          required: !isOptional(parameter),
          ...(description !== undefined && { description }),
          schema,
          ...(example !== undefined && {
            example: schema['type'] === 'integer' ? Number(example) : asJson(example),
          }),
        };
      },
    );
  return [
    ...parametersIn('path'),
    ...parametersIn('query'),
    ...(notes.requestHeaders ?? []).map((name) => ({
      name,
      in: 'header',
      required: false,
      ...requestHeaders[name],
    })),
  ];
}

function requestBody(body: NonNullable<Route['body']>, examples: Examples): JsonObject {
  return {
    required: true,
    content: {
      'application/json': {
        schema: reference(body),
        examples: exampleObjects(examples, ({ body: value }) => value),
      },
    },
  };
}

function success(route: Route, notes: OperationNotes, examples: Examples): JsonObject {
  const types = route.files ?? (route.response ? ['application/json'] : []);
  return {
    description: types.length > 0 ? 'OK' : 'Done; the body is empty',
    headers: headerReferences([
      'X-Request-Id',
      ...(isPrivate(route) ? (['Cache-Control'] as const) : []),
      ...(!isPrivate(route) && route.response ? (['Cache-Control', 'Vary'] as const) : []),
      ...(notes.responseHeaders ?? []),
    ]),
    ...(types.length > 0 && {
      content: Object.fromEntries(
        types.map((type, index) => [
          type,
          {
            schema: route.response ? reference(route.response) : fileSchema(type),
            ...(index === 0 && {
              examples: exampleObjects(examples, ({ response }) => response),
            }),
          },
        ]),
      ),
    }),
  };
}

function notModified(): JsonObject {
  return {
    description: 'What If-None-Match names is still the same',
    headers: headerReferences(['X-Request-Id', 'ETag', 'Cache-Control', 'Vary']),
  };
}

/** The schema of a file. OpenAPI 3.1 has none for bytes. */
function fileSchema(mediaType: string): JsonObject {
  if (mediaType === 'application/json') return { type: 'object' };
  return mediaType.startsWith('text/') ? { type: 'string' } : {};
}

function exampleObjects(examples: Examples, pick: (exchange: AnyExchange) => unknown): JsonObject {
  return Object.fromEntries(
    examples.map(([name, exchange]) => [
      name,
      { summary: exchange.summary, value: asJson(pick(exchange)) },
    ]),
  );
}

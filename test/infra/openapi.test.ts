import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { staleFiles } from '../../infra/documents/generated-files.ts';
import { openApiFiles } from '../../infra/documents/openapi/files.ts';
import { functionNames } from '../../shared/contracts/functions.ts';
import type { Route } from '../../shared/contracts/route.ts';
import { functionOf, routeNames, routes } from '../../shared/contracts/routes.ts';
import { committedOpenApi, readOpenApi } from '../support/open-api.ts';
import { synthesizeStack } from '../support/synthesized-stack.ts';

const api = readOpenApi(committedOpenApi());
const { ofType } = synthesizeStack();

const declared = routeNames.map((name) => ({
  name,
  route: routes[name] satisfies Route as Route,
}));

const routeNameOf = (operationId: string) =>
  operationId.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

describe('the committed documents', () => {
  it('say what the contracts say; otherwise run `npm run openapi` and commit', () => {
    expect(staleFiles(openApiFiles())).toEqual([]);
  });

  it('describe exactly the declared routes, each by its name', () => {
    const documented = api.operations.map(({ operationId, method, path }) => ({
      name: routeNameOf(operationId),
      routeKey: `${method} ${path}`,
    }));
    expect(documented).toEqual(
      declared.map(({ name, route }) => ({ name, routeKey: `${route.method} ${route.path}` })),
    );
  });

  it('describe exactly the routes that are deployed', () => {
    const deployed = Object.values(ofType('AWS::ApiGatewayV2::Route')).map(({ Properties }) =>
      String(Properties['RouteKey']),
    );
    const documented = api.operations.map(({ method, path }) => `${method} ${path}`);
    // HEAD is GET without the body: the document says so once.
    const described = deployed.filter((routeKey) => !routeKey.startsWith('HEAD '));
    expect(described.sort()).toEqual([...documented, '$default'].sort());
  });

  it('and the functions agree: every folder serves a route or is called by no client', () => {
    const functions = fileURLToPath(new URL('../../functions', import.meta.url));
    const folders = readdirSync(functions, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(folders.sort()).toEqual([...functionNames].sort());
    expect(folders).toEqual(expect.arrayContaining(declared.map(({ name }) => functionOf(name))));
  });
});

describe('every field of the document', () => {
  it('has a description', () => {
    const { components } = documentSchema.parse(committedOpenApi());
    const silent = Object.entries(components.schemas).flatMap(([name, schema]) =>
      undescribed(schema, name),
    );
    expect(silent).toEqual([]);
  });

  it('has a description if it is a parameter, too', () => {
    const { paths } = documentSchema.parse(committedOpenApi());
    const silent = Object.values(paths)
      .flatMap((methods) => Object.values(methods))
      .flatMap(({ operationId, parameters }) =>
        parameters
          .filter(({ description = '' }) => description === '')
          .map(({ name }) => `${operationId} ${name}`),
      );
    expect(silent).toEqual([]);
  });
});

const documentSchema = z.object({
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        parameters: z
          .array(z.object({ name: z.string(), description: z.string().optional() }))
          .default([]),
      }),
    ),
  ),
});

const parts = z.looseObject({
  properties: z
    .record(z.string(), z.looseObject({ description: z.string().optional() }))
    .optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
});

/** Fields without a description, however deep. */
function undescribed(schema: unknown, path: string): string[] {
  const { properties = {}, items, anyOf = [] } = parts.parse(schema ?? {});
  return [
    ...Object.entries(properties).flatMap(([name, property]) => [
      ...(property.description ? [] : [`${path}.${name}`]),
      ...undescribed(property, `${path}.${name}`),
    ]),
    ...(items === undefined ? [] : undescribed(items, `${path}[]`)),
    ...anyOf.flatMap((each) => undescribed(each, path)),
  ];
}

describe('the patterns of the document', () => {
  const text = JSON.stringify(committedOpenApi());
  const patterns = Array.from(
    text.matchAll(/"pattern":("(?:[^"\\\\]|\\\\.)*")/g),
    ([, pattern = '""']) => String(JSON.parse(pattern)),
  );

  it('are such as every tool reads alike: ASCII, without classes or look-arounds of one language', () => {
    expect(patterns).not.toEqual([]);
    for (const pattern of patterns) {
      expect(pattern).toMatch(/^\^[\x20-\x7e]+\$$/);
      expect(pattern).not.toMatch(/\\[a-zA-Z]|\(\?/);
      expect(() => new RegExp(pattern)).not.toThrow();
    }
  });
});

describe.each(api.operations)('$operationId', (operation) => {
  const route = declared.find(({ name }) => name === routeNameOf(operation.operationId))?.route;
  const { responses } = operation;
  const contents = Object.entries(responses).flatMap(([status, { content }]) =>
    Object.entries(content).map(([type, media]) => ({ status, type, ...media })),
  );

  it('has examples, each of which fits its schema', () => {
    for (const { status, type, schema, example, examples = {} } of contents) {
      const values = Object.values(examples).map(({ value }) => value);
      const isExtraFileType = status === '200' && route?.files && route.files[0] !== type;
      expect(values.length + (example === undefined ? 0 : 1) > 0, `${status} ${type}`).toBe(
        !isExtraFileType,
      );
      const validator = api.validator(schema);
      for (const value of example === undefined ? values : [...values, example]) {
        expect(validator.safeParse(value).error, `${status} ${type}`).toBeUndefined();
      }
    }
  });

  it('has a body if its route does, with examples that the route accepts', () => {
    expect(operation.body !== undefined).toBe(route?.body !== undefined);
    const examples = Object.values(operation.body?.examples ?? {});
    if (operation.body) expect(examples).not.toEqual([]);
    for (const { value } of examples) {
      expect(route?.body?.safeParse(value).error).toBeUndefined();
    }
  });

  it('has the parameters of its route, with limits', () => {
    const inPath = operation.parameters.filter((each) => each.in === 'path');
    const inQuery = operation.parameters.filter((each) => each.in === 'query');
    expect(inPath.map(({ name }) => `{${name}}`)).toEqual(operation.path.match(/\{\w+\}/g) ?? []);
    expect(inQuery.map(({ name }) => name)).toEqual(Object.keys(route?.query?.shape ?? {}));
    for (const { name, schema } of inQuery) {
      const limit = schema['type'] === 'integer' ? schema['maximum'] : schema['maxLength'];
      if (Array.isArray(schema['enum'])) continue;
      expect(limit, name).toEqual(expect.any(Number));
    }
  });

  it('names the refusals that its kind of route has', () => {
    const isPublic = route?.auth === 'public';
    expect(operation.isPublic).toBe(isPublic);
    expect('401' in responses).toBe(!isPublic);
    expect('413' in responses).toBe(operation.body !== undefined);
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['200', '429', '500', '503']));
    const takesInput = operation.parameters.some((each) => each.in !== 'header') || operation.body;
    // If no query is declared, any parameter is one too many.
    expect('400' in responses).toBe(Boolean(takesInput) || route?.query === undefined);
  });

  it('answers refusals as problems, and names the request in each answer of its function', () => {
    for (const [status, { content, headers }] of Object.entries(responses)) {
      const isOnlyGateway = content['application/json'] && Object.keys(content).length === 1;
      if (status === '200' || status === '304') {
        expect(headers, status).toHaveProperty('X-Request-Id');
      } else if (!isOnlyGateway) {
        expect(Object.keys(content), status).toContain('application/problem+json');
        expect(headers, status).toHaveProperty('X-Request-Id');
      }
    }
  });
});

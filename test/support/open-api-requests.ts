import * as fc from 'fast-check';
import type { DocumentedOperation, DocumentedParameter, OpenApi } from './open-api.ts';
import { admitted, oddTexts, refusedBodies } from './open-api-values.ts';

/** Whose token a request carries. */
export type Credentials = 'own' | 'none' | 'null' | 'broken';

/** A request as it is sent, except for its token. */
export interface GeneratedRequest {
  readonly method: string;
  /** With its query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
  readonly credentials: Credentials;
}

/** Values that exist in the API under test, by the name of their parameter. */
export type KnownValues = Readonly<Record<string, readonly string[]>>;

interface Parts {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly header: Readonly<Record<string, string>>;
  readonly body: GeneratedRequest['body'];
  readonly credentials: Credentials;
}

/** Requests that the document admits, including its own examples and existing values. */
export function admittedRequests(
  operation: DocumentedOperation,
  api: OpenApi,
  known: KnownValues,
): fc.Arbitrary<GeneratedRequest> {
  const textFor = ({ name, schema, example }: DocumentedParameter) => {
    const usual = [...(known[name] ?? []), ...(example === undefined ? [] : [String(example)])];
    const generated = admitted(schema, api).map(String);
    return usual.length === 0 ? generated : fc.oneof(fc.constantFrom(...usual), generated);
  };
  return requests(operation, {
    textFor,
    bodies: admittedBodies(operation, api),
    extras: fc.constant({}),
    credentials: fc.constant('own'),
  });
}

/** The same with something wrong: a parameter, a name, the body or the token. */
export function oddRequests(
  operation: DocumentedOperation,
  api: OpenApi,
): fc.Arbitrary<GeneratedRequest> {
  const textFor = ({ schema }: DocumentedParameter) =>
    fc.oneof({ weight: 2, arbitrary: oddTexts }, admitted(schema, api).map(String));
  const bodies = operation.body
    ? fc.oneof(
        { weight: 4, arbitrary: refusedBodies(bodyValues(operation, api)).map(asText) },
        { weight: 1, arbitrary: admittedBodies(operation, api) },
        { weight: 1, arbitrary: fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant('')) },
        { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => bytes.slice()) },
        { weight: 1, arbitrary: fc.constant(JSON.stringify({ text: 'x'.repeat(70_000) })) },
      )
    : fc.constant(undefined);
  const credentials = fc.oneof(
    { weight: 3, arbitrary: fc.constant('own' as const) },
    { weight: 1, arbitrary: fc.constantFrom('none', 'null', 'broken') },
  );
  const extras = fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.constantFrom({ unknown: '1' }, { ['constructor']: '' }) },
  );
  return requests(operation, { textFor, bodies, extras, credentials });
}

const asText = (value: unknown): string => JSON.stringify(value) ?? '';

function bodyValues({ body }: DocumentedOperation, api: OpenApi): fc.Arbitrary<unknown> {
  if (!body) return fc.constant(undefined);
  const examples = Object.values(body.examples ?? {}).map(({ value }) => value);
  return fc.oneof(fc.constantFrom<unknown>(...examples), admitted(body.schema, api));
}

function admittedBodies(
  operation: DocumentedOperation,
  api: OpenApi,
): fc.Arbitrary<string | undefined> {
  return operation.body ? bodyValues(operation, api).map(asText) : fc.constant(undefined);
}

function requests(
  { method, path, parameters }: DocumentedOperation,
  from: {
    readonly textFor: (parameter: DocumentedParameter) => fc.Arbitrary<string>;
    readonly bodies: fc.Arbitrary<GeneratedRequest['body']>;
    /** For the query, beside the documented parameters. */
    readonly extras: fc.Arbitrary<Record<string, string>>;
    readonly credentials: fc.Arbitrary<Credentials>;
  },
): fc.Arbitrary<GeneratedRequest> {
  const partsIn = (where: DocumentedParameter['in']) => {
    const own = parameters.filter((parameter) => parameter.in === where);
    const record: Record<string, fc.Arbitrary<string>> = Object.fromEntries(
      own.map((parameter) => [parameter.name, sendable(where, from.textFor(parameter))]),
    );
    return fc.record(record, {
      requiredKeys: own.filter(({ required }) => required).map(({ name }) => name),
    });
  };
  const parts: fc.Arbitrary<Parts> = fc.record({
    path: partsIn('path'),
    query: fc.tuple(partsIn('query'), from.extras).map(([own, extra]) => ({ ...own, ...extra })),
    header: partsIn('header'),
    body: from.bodies,
    credentials: from.credentials,
  });
  return parts.map(({ query, header, body, credentials, ...values }) => {
    const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(values.path[name] ?? ''),
    );
    const search = new URLSearchParams(query).toString();
    return {
      method,
      target: search === '' ? target : `${target}?${search}`,
      headers: { ...header, ...(body !== undefined && { 'content-type': 'application/json' }) },
      body,
      credentials,
    };
  });
}

/** What a client can send there at all: a path segment, or a header's visible characters. */
function sendable(
  where: DocumentedParameter['in'],
  values: fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  switch (where) {
    case 'path':
      return values.filter((value) => !['', '.', '..'].includes(value));
    case 'header':
      return values.filter((value) => /^[\x20-\x7e]*$/.test(value));
    case 'query':
      return values;
  }
}

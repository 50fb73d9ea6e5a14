import { exampleRequest, type OwnIds } from '../../shared/contracts/example-request.ts';
import type { RouteName } from '../../shared/contracts/routes.ts';
import type { PublishedApp } from '../support/published-app.ts';
import type { RunningStack } from './running-stack.ts';

/** Texts in the reader's language are read from the catalog. */
export function inEnglish(
  stack: RunningStack,
  app: PublishedApp,
  method: string,
  target: string,
  body?: unknown,
): Promise<Response> {
  const headers = {
    authorization: `Bearer ${app.stored()?.authToken}`,
    'content-type': 'application/json',
    'accept-language': 'en',
  };
  return fetch(stack.origin + target, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** Calls a route as its first example shows. */
export function callByExample(
  stack: RunningStack,
  app: PublishedApp,
  name: RouteName,
  own: OwnIds = {},
): Promise<Response> {
  const { method, target, body } = exampleRequest(name, own);
  const json: unknown = body === undefined ? undefined : JSON.parse(body);
  return inEnglish(stack, app, method, target, json);
}

/** What an example names may be somebody else's, but the caller is known and nothing goes wrong. */
export async function expectKnown(call: Promise<Response>): Promise<void> {
  const response = await call;
  const text = await response.text();
  if (response.status === 401 || response.status >= 500) {
    throw new Error(`${response.url}: ${response.status} ${text}`);
  }
}

export async function expectOk(call: Promise<Response>): Promise<void> {
  const response = await call;
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${text}`);
}

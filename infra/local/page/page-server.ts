import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What the page must know of the stack that serves it; `/page/settings.json` carries it. */
export interface PageSettings {
  /** The stand-in answers in OpenAI's place, which the page says at its top. */
  readonly standIn: boolean;
}

const site = new URL('site/', import.meta.url);
const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Presigned URLs name 127.0.0.1, where the page itself is mostly opened as localhost. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  'media-src blob:',
  "connect-src 'self' http://127.0.0.1:*",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const headers = {
  // The files change under a running stack while someone works on them.
  'cache-control': 'no-store',
  'content-security-policy': contentSecurityPolicy,
  'permissions-policy': 'microphone=(self), camera=(), geolocation=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/**
 * The page to try the stack in a browser: `GET /`, its files under `/page/`, and 404 for any other
 * name there. It is served by the local stack alone and never deployed.
 * @returns a handler that says whether the request was the page's; any other is left untouched
 */
export function pageServer(
  settings: PageSettings,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  return async function servePage(request, response) {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const path = request.url?.split('?', 1)[0] ?? '';
    if (path !== '/' && !path.startsWith('/page/')) return false;

    const file = path === '/' ? 'index.html' : path.slice('/page/'.length);
    const answer =
      file === 'settings.json'
        ? { type: 'application/json', body: Buffer.from(JSON.stringify(settings)) }
        : await readSiteFile(file);
    const { status, type, body } = answer
      ? { status: 200, ...answer }
      : { status: 404, type: 'text/plain; charset=utf-8', body: Buffer.from('not found\n') };
    response.writeHead(status, {
      ...headers,
      'content-type': type,
      'content-length': body.byteLength,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
    return true;
  };
}

/** Undefined for anything but the plain name of a file in `site/`, so no path leads out of it. */
async function readSiteFile(name: string): Promise<{ type: string; body: Buffer } | undefined> {
  const extension = /^[a-z0-9-]+\.([a-z]+)$/.exec(name)?.[1];
  const type = extension === undefined ? undefined : contentTypes[extension];
  if (type === undefined) return undefined;
  try {
    return { type, body: await readFile(new URL(name, site)) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

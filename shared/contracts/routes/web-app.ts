import * as z from 'zod/mini';
import type { Route } from '../route.ts';
import { webFileTypes } from '../web-files.ts';

const about = z.describe;

export const getWebAppRoute = {
  method: 'GET',
  path: '/',
  summary: 'The web app: its page',
  auth: 'public',
  ignoresQuery: true,
  files: ['text/html'],
} as const satisfies Route;

export const getWebAppFileRoute = {
  method: 'GET',
  path: '/app/{file}',
  summary: 'The web app: a file that its page loads',
  auth: 'public',
  servedBy: 'get-web-app',
  ignoresQuery: true,
  pathParameters: z.strictObject({
    file: z
      .string()
      .check(about('The name of a file that the page, its manifest or its worker loads')),
  }),
  files: webFileTypes,
} as const satisfies Route;

export const webAppRoutes = {
  'get-web-app': getWebAppRoute,
  'get-web-app-file': getWebAppFileRoute,
} as const satisfies Record<string, Route>;

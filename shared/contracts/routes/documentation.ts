import * as z from 'zod/mini';
import type { Route } from '../route.ts';
import { swaggerFiles } from '../swagger-files.ts';

const about = z.describe;

export const getApiDocsRoute = {
  method: 'GET',
  path: '/v3/api-docs',
  summary: 'This API as an OpenAPI document',
  auth: 'public',
  files: ['application/json'],
} as const satisfies Route;

export const getSwaggerPageRoute = {
  method: 'GET',
  path: '/swagger-ui/{file}',
  summary: 'The page that shows this API, and the files it loads',
  auth: 'public',
  ignoresQuery: true,
  pathParameters: z.strictObject({
    file: z.string().check(about('`index.html`, or the name of a file that it loads')),
  }),
  files: [...new Set(Object.values(swaggerFiles))],
} as const satisfies Route;

export const documentationRoutes = {
  'get-api-docs': getApiDocsRoute,
  'get-swagger-page': getSwaggerPageRoute,
} as const satisfies Record<string, Route>;

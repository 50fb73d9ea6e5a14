import { gzipSync } from 'node:zlib';
import openApi from '../../docs/openapi.json' with { type: 'json' };
import { routes } from '../../shared/contracts/routes.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { type StoredFile, storedFile } from '../../shared/platform/stored-file.ts';

const route = routes['get-api-docs'];
await loadEnvironment('get-api-docs');

export const answerApiDocs =
  (file: StoredFile): HttpAction<typeof route> =>
  async () => ({ body: file });

export const handler = httpHandler(
  route,
  answerApiDocs(storedFile('application/json', { gzip: gzipSync(JSON.stringify(openApi)) })),
);

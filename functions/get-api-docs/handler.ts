import { gzipSync } from 'node:zlib';
import openApi from '../../docs/openapi.json' with { type: 'json' };
import { plainEnvironment } from '../../shared/contracts/environment.ts';
import { getApiDocsRoute as route } from '../../shared/contracts/routes/documentation.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { type StoredFile, storedFile } from '../../shared/platform/stored-file.ts';

await loadEnvironment('get-api-docs', plainEnvironment);

export const answerApiDocs =
  (file: StoredFile): HttpAction<'get-api-docs'> =>
  async () => ({ body: file });

export const handler = httpHandler(
  route,
  answerApiDocs(storedFile('application/json', { gzip: gzipSync(JSON.stringify(openApi)) })),
);

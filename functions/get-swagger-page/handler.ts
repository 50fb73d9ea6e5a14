import { readFile } from 'node:fs/promises';
import { plainEnvironment } from '../../shared/contracts/environment.ts';
import { getSwaggerPageRoute as route } from '../../shared/contracts/routes/documentation.ts';
import {
  type SwaggerFileName,
  swaggerFiles,
  swaggerFilesFolder,
} from '../../shared/contracts/swagger-files.ts';
import { DomainError } from '../../shared/domain-error.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { storedFile } from '../../shared/platform/stored-file.ts';

await loadEnvironment('get-swagger-page', plainEnvironment);

/** The page needs only its own files and this API. Swagger UI sets styles by script. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const folder = new URL(`${swaggerFilesFolder}/`, import.meta.url);

export const answerSwaggerFile =
  (readCompressed: (fileName: string) => Promise<Uint8Array>): HttpAction<'get-swagger-page'> =>
  async ({ path: { file } }) => {
    if (!isSwaggerFile(file)) throw new DomainError('ROUTE_NOT_FOUND', 'There is no such file.');
    return {
      body: storedFile(swaggerFiles[file], { gzip: await readCompressed(`${file}.gz`) }),
      headers: { 'content-security-policy': contentSecurityPolicy },
    };
  };

const isSwaggerFile = (name: string): name is SwaggerFileName => Object.hasOwn(swaggerFiles, name);

export const handler = httpHandler(
  route,
  answerSwaggerFile((fileName) => readFile(new URL(fileName, folder))),
);

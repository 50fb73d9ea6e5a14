import { gzipSync } from 'node:zlib';
import { getWebAppEnvironment } from '../../shared/contracts/environment.ts';
import {
  getWebAppFileRoute as file,
  getWebAppRoute as page,
} from '../../shared/contracts/routes/web-app.ts';
import {
  isImmutableName,
  webFileType,
  webPage,
  webSettingsFile,
  webWorker,
} from '../../shared/contracts/web-files.ts';
import { DomainError } from '../../shared/domain-error.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { severalRoutes } from '../../shared/platform/several-routes.ts';
import { keepForEver, type StoredFile, storedFile } from '../../shared/platform/stored-file.ts';
import { uploadHost } from '../../shared/platform/upload-host.ts';
import { webFilesBeside } from '../../shared/platform/web-files.ts';
import type { WebAppPorts } from './ports.ts';
import { securityHeaders } from './security-headers.ts';

const environment = await loadEnvironment('get-web-app', getWebAppEnvironment);
const security = securityHeaders(uploadHost(environment.RECORDINGS_HOST));

export const answerPage =
  ({ files }: Pick<WebAppPorts, 'files'>): HttpAction<'get-web-app'> =>
  async ({ url }) => {
    // The page's links are relative, so under a prefix they work only behind its slash.
    if (!url.endsWith('/')) return { body: movedTo(`${url.slice(url.lastIndexOf('/') + 1)}/`) };
    return { body: storedFile('text/html', await files.read(webPage)), headers: security };
  };

export const answerFile =
  ({ files, settings, findEarlier }: WebAppPorts): HttpAction<'get-web-app-file'> =>
  async ({ path: { file: name } }) => {
    if (name === webSettingsFile) return { body: settings, headers: security };
    const mediaType = webFileType(name);
    const isKept = isImmutableName(name);
    const isOfNow = (await files.names()).includes(name);
    const found = isOfNow ? await files.read(name) : isKept && (await findEarlier(name));
    if (!mediaType || !found) throw new DomainError('ROUTE_NOT_FOUND', 'There is no such file.');
    return {
      body: storedFile(mediaType, found, isKept ? keepForEver : undefined),
      // The worker's scope is the page, which lies above the worker's own folder.
      headers: { ...security, ...(name === webWorker && { 'service-worker-allowed': '/' }) },
    };
  };

const movedTo =
  (location: string): StoredFile =>
  () => ({ statusCode: 308, headers: { location } });

const ports: WebAppPorts = {
  files: webFilesBeside(import.meta.url),
  settings: storedFile('application/json', {
    gzip: gzipSync(JSON.stringify(environment.WEB_SETTINGS)),
  }),
  findEarlier: async (name) => {
    const { findEarlierWebFile } = await import('../../shared/platform/earlier-web-files.ts');
    return findEarlierWebFile(environment.TABLE_NAME, name);
  },
};

export const handler = severalRoutes(
  [page, httpHandler(page, answerPage(ports))],
  [file, httpHandler(file, answerFile(ports))],
);

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { swaggerFiles, swaggerFilesFolder } from '../../shared/contracts/swagger-files.ts';
import { inGzip } from './compress.ts';

/** These two files are ours; every other file is Swagger UI's own. */
const pageFolder = fileURLToPath(new URL('../../functions/get-swagger-page/page', import.meta.url));
const ownFiles: readonly string[] = ['index.html', 'swagger-initializer.js'];

const packageFolder = dirname(
  createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'),
);

/**
 * Compresses the files of the Swagger page, which lie beside the bundle of the function that serves it.
 * @returns each file's path, relative to that bundle's folder, and its bytes
 */
export async function swaggerBundleFiles(): Promise<
  readonly { readonly path: string; readonly contents: Uint8Array }[]
> {
  return Promise.all(
    Object.keys(swaggerFiles).map(async (name) => ({
      path: join(swaggerFilesFolder, `${name}.gz`),
      contents: await inGzip(
        await readFile(join(ownFiles.includes(name) ? pageFolder : packageFolder, name)),
      ),
    })),
  );
}

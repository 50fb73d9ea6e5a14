import { readFile } from 'node:fs/promises';
import { webFileList, webFileListSchema, webFilesFolder } from '../contracts/web-files.ts';
import type { PackedFile } from './stored-file.ts';

/** The web app's files of one release. */
export interface WebFiles {
  readonly names: () => Promise<readonly string[]>;
  /** @throws if the name is not one of `names` */
  readonly read: (name: string) => Promise<Required<PackedFile>>;
}

/**
 * The files of this release, which lie beside the function's bundle.
 * @param bundleUrl the URL of the bundle
 */
export function webFilesBeside(bundleUrl: string): WebFiles {
  const folder = new URL(`${webFilesFolder}/`, bundleUrl);
  let names: Promise<readonly string[]> | undefined;
  return {
    names: () => {
      names ??= readFile(new URL(webFileList, folder), 'utf8').then((text) =>
        webFileListSchema.parse(JSON.parse(text)),
      );
      return names;
    },
    async read(name) {
      const [gzip, brotli] = await Promise.all([
        readFile(new URL(`${name}.gz`, folder)),
        readFile(new URL(`${name}.br`, folder)),
      ]);
      return { gzip, brotli };
    },
  };
}

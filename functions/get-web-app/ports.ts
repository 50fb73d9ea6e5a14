import type { PackedFile, StoredFile } from '../../shared/platform/stored-file.ts';
import type { WebFiles } from '../../shared/platform/web-files.ts';

/** What the handler serves the web app from. */
export interface WebAppPorts {
  readonly files: WebFiles;
  /** What the app has to know about its stage. */
  readonly settings: StoredFile;
  /** A file of an earlier release, which a page of that release may still ask for. */
  readonly findEarlier: (name: string) => Promise<PackedFile | undefined>;
}

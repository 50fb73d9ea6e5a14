import * as z from 'zod/mini';

/** The media types of the web app's files, by the extensions of their names. */
export const webFileTypeByEnding = {
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  png: 'image/png',
  webmanifest: 'application/manifest+json',
  json: 'application/json',
  txt: 'text/plain',
} as const;

export const webFileTypes = [...new Set(Object.values(webFileTypeByEnding))];

/** The media type of a file by its extension; undefined for a name that no file of the web app has. */
export function webFileType(name: string): string | undefined {
  const ending = /^[\w-]+\.([a-z]+)$/.exec(name)?.[1];
  return Object.entries(webFileTypeByEnding).find(([known]) => known === ending)?.[1];
}

/**
 * Whether a name contains the hash of the file's content. A browser that has such a file never asks for
 * it again, and no release gives another file its name.
 */
export const isImmutableName = (name: string): boolean => /^[\w-]+-[A-Z0-9]{8}\.[a-z]+$/.test(name);

/** The page, which `GET /` returns. Every other file is under `/app/`. */
export const webPage = 'index.html';

/**
 * The service worker has the same name in all releases, because browsers look for its next version
 * there.
 */
export const webWorker = 'worker.js';

/**
 * The page asks for its settings under this name. It is not a file: the function makes it from its
 * environment.
 */
export const webSettingsFile = 'settings.json';

/**
 * The folder of the compressed files in a function's bundle: `files/{name}.gz` and `files/{name}.br`.
 */
export const webFilesFolder = 'files';

/** The list of the files' names, as JSON in the same folder. */
export const webFileList = 'names.json';
export const webFileListSchema = z.array(z.string());

/** What the web app must know about the stage that serves it. */
export const webSettingsSchema = z.object({
  /** Whether the stand-in answers instead of OpenAI, which the app says at its top. */
  standIn: z.boolean(),
  /** How many days a recording is kept. */
  recordingDays: z.int().check(z.minimum(1)),
  /** The hosts of the services that hear recordings, and of those that assess what was said. */
  hearers: z.array(z.string()),
  assessors: z.array(z.string()),
});

export type WebSettings = z.infer<typeof webSettingsSchema>;

import * as z from 'zod/mini';

/** Media types of the web app's files by their names' endings. */
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

/** By the ending of its name; undefined for what no file of the web app is. */
export function webFileType(name: string): string | undefined {
  const ending = /^[\w-]+\.([a-z]+)$/.exec(name)?.[1];
  return Object.entries(webFileTypeByEnding).find(([known]) => known === ending)?.[1];
}

/**
 * A name with the hash of what is in the file: whoever has it never asks again, and no release gives
 * another file that name.
 */
export const isImmutableName = (name: string): boolean => /^[\w-]+-[A-Z0-9]{8}\.[a-z]+$/.test(name);

/** The page, which `GET /` answers; every other file is asked for under `/app/`. */
export const webPage = 'index.html';

/** The service worker keeps its name over all releases: browsers look for its next version there. */
export const webWorker = 'worker.js';

/** What the page asks for under this name is no file: the function makes it of its environment. */
export const webSettingsFile = 'settings.json';

/** Where the files lie, compressed, in a function's bundle: `files/{name}.gz` and `files/{name}.br`. */
export const webFilesFolder = 'files';

/** Their names, as JSON beside them. */
export const webFileList = 'names.json';
export const webFileListSchema = z.array(z.string());

/** What the web app has to know of the stage that serves it. */
export const webSettingsSchema = z.object({
  /** The stand-in answers in OpenAI's place, which the app says at its top. */
  standIn: z.boolean(),
  /** How long a recording is kept. */
  recordingDays: z.int().check(z.minimum(1)),
  /** Hosts of who hears a recording, and of who assesses what was said. */
  hearers: z.array(z.string()),
  assessors: z.array(z.string()),
});

export type WebSettings = z.infer<typeof webSettingsSchema>;

import { readFile } from 'node:fs/promises';

/** Reads a file that lies beside a bundle, by its name in the folder. @throws if there is none */
export type BundledFiles = (name: string) => Promise<Uint8Array>;

/** Each file is read when it is first wanted and then held for as long as the environment lives. */
export function bundledFiles(folder: URL): BundledFiles {
  const held = new Map<string, Promise<Uint8Array>>();
  return (name) => {
    const reading = held.get(name) ?? readFile(new URL(encodeURIComponent(name), folder));
    held.set(name, reading);
    return reading;
  };
}

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const usualNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export const howToGetChromium =
  'no Chromium found: install one (Debian: apt-get install chromium) or set CHROMIUM_PATH to it';

/** Finds the browser's executable: CHROMIUM_PATH, or one of the usual names on the PATH. */
export function findChromium(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const directories = (environment['PATH'] ?? '').split(delimiter);
  const named = directories.flatMap((directory) => usualNames.map((name) => join(directory, name)));
  const given = environment['CHROMIUM_PATH'];
  return (given ? [given] : named).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

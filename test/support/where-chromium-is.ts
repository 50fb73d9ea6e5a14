import { describe, it } from 'vitest';
import { findChromium, howToGetChromium } from '../../infra/operate/rehearsal/find-chromium.ts';

/**
 * Describes what takes a browser to see. A machine without one may run the rest: there it is named
 * among the skipped, never silently absent. CI has Chromium, and fails without it.
 */
export async function whereChromiumIs(
  what: string,
  describeIt: (executablePath: string) => Promise<void>,
): Promise<void> {
  const executablePath = findChromium();
  if (executablePath !== undefined) return describeIt(executablePath);
  if (process.env['CI'] === 'true') throw new Error(howToGetChromium);
  process.stdout.write(`${what}: not tested. ${howToGetChromium}\n`);
  describe.skip(what, () => it('needs Chromium', () => {}));
}

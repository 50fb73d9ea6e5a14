import { createHash, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { CommandTrouble } from '../../command-line/command-trouble.ts';

interface PhoneOptions {
  readonly executablePath: string;
  /** The stack's own address, which a learner would open. */
  readonly appUrl: string;
  /** The certificate of the emulator, the only one that the browser trusts beyond its own. */
  readonly certificateFile: string | undefined;
}

const patienceMilliseconds = 60_000;

/**
 * A headless phone goes from the stack's address to a feedback: it opens the web app, agrees, records two
 * seconds of its fake microphone, and reads the score. It is told nothing but the address.
 * @returns the score that it read
 * @throws CommandTrouble where it reads no score
 */
export async function teachByPhone(options: PhoneOptions): Promise<string> {
  const { executablePath, appUrl, certificateFile } = options;
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      ...(certificateFile === undefined
        ? []
        : [`--ignore-certificate-errors-spki-list=${await keyHash(certificateFile)}`]),
    ],
  });
  try {
    const page = await browser.newPage({
      viewport: { width: 390, height: 844 },
      isMobile: true,
      locale: 'ko-KR',
    });
    const refusals: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') refusals.push(message.text());
    });
    page.setDefaultTimeout(patienceMilliseconds);
    await page.goto(appUrl);
    await page.getByRole('button', { name: '녹음 시작' }).click();
    await page.getByRole('button', { name: '만 14세 이상이고 동의해요' }).click();
    await page.getByText('0:02 / 5:00').waitFor();
    await page.getByRole('button', { name: '녹음 끝내기' }).click();
    await page.locator('.score, .ended, .alert:not([hidden])').first().waitFor();
    const score = page.locator('.score .ring');
    if ((await score.count()) === 0) {
      const shown = await page.locator('main').innerText();
      throw new CommandTrouble(
        `The phone got no score: ${[shown.replaceAll(/\s+/g, ' '), ...refusals].join(' · ')}`,
      );
    }
    return (await score.getAttribute('aria-label')) ?? '';
  } finally {
    await browser.close();
  }
}

/** The hash of the certificate's public key, by which Chromium accepts this certificate and no other. */
async function keyHash(certificateFile: string): Promise<string> {
  const { publicKey } = new X509Certificate(await readFile(certificateFile));
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
}

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, expect, onTestFinished } from 'vitest';
import * as z from 'zod';

function wave(rate: number, bytesPerSample: 1 | 2, samples: Uint8Array): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * bytesPerSample, 28);
  header.writeUInt16LE(bytesPerSample, 32);
  header.writeUInt16LE(8 * bytesPerSample, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, samples]);
}

/** A second of 16-bit mono, loud and soft in turn as speech is. */
function spokenWave(): Buffer {
  const rate = 16_000;
  const samples = Int16Array.from({ length: rate }, (_, index) => {
    const seconds = index / rate;
    return 12_000 * Math.sin(440 * Math.PI * seconds) * Math.abs(Math.sin(3 * Math.PI * seconds));
  });
  return wave(rate, 2, new Uint8Array(samples.buffer));
}

/** A second more than ten minutes, in as few bytes as a browser reads. */
export function longWave(): Buffer {
  const rate = 3_000;
  return wave(rate, 1, new Uint8Array(rate * 601).fill(128));
}

/**
 * What a window of the browser would load for a person: pages behind its address bar, which take three
 * times the processor time of the tested page, and a spare process. Chromium obeys this switch only once,
 * so it also contains Playwright's own list, as far as that matters here.
 */
const disabledFeatures = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'],
  'SpareRendererForSitePerProcess',
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'MediaRouter', 'OptimizationHints', 'PaintHolding'],
  ...['NetworkTimeServiceQuerying', 'ThirdPartyStoragePartitioning'],
];

/** Chromium whose microphone plays a voice-like tone, for the tests of one file. */
export async function startBrowser(executablePath: string): Promise<Browser> {
  const directory = await mkdtemp(join(tmpdir(), 'web-app-test-'));
  afterAll(() => rm(directory, { recursive: true, force: true }));
  const voice = join(directory, 'voice.wav');
  await writeFile(voice, spokenWave());
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--disable-features=${disabledFeatures.join()}`,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${voice}`,
    ],
  });
  afterAll(() => browser.close());
  return browser;
}

/** In the browser, before its page: a visitor who has agreed in an earlier visit. */
export const agreed = `localStorage.setItem('learning-mate.consent',
  '{"version":1,"by":"learner","at":"2026-11-01T00:00:00.000Z"}')`;

/**
 * Waits until the service worker answers in the place of the network, navigations among it: it takes over the
 * page a moment before it is wholly active.
 */
export const untilWorkerAnswers = (page: Page) =>
  untilTrue(page, `navigator.serviceWorker.controller?.state === 'activated'`);

/**
 * Asks from outside: the page's content security policy forbids evaluating text in it again and again.
 */
export const untilTrue = (page: Page, script: string) =>
  expect.poll(() => page.evaluate(script), { timeout: 60_000 }).toBe(true);

/** Taps the label of a choice once it stays in its place, and sees it chosen. */
export async function choose(page: Page, name: string): Promise<void> {
  const radio = page.getByRole('radio', { name, exact: true });
  await page.locator('label').filter({ has: radio }).click();
  await radio.and(page.locator(':checked')).waitFor({ state: 'attached' });
}

export interface VisitOptions extends BrowserContextOptions {
  /** @default false */
  readonly withWorker?: boolean;
  /** Stays open when the test is over, for others of its file. @default false */
  readonly isShared?: boolean;
}

export interface Visit {
  readonly page: Page;
  /** Errors in the console (including refusals by the content security policy), and uncaught ones. */
  readonly errors: readonly string[];
  /** Hosts that were asked for anything. */
  readonly hosts: ReadonlySet<string>;
}

/**
 * A new visitor, on a phone by default. Without a service worker unless that is asked for: it would
 * load the whole app once more for each of them, and answer in the place of the stack.
 */
export async function visit(
  browser: Browser,
  { withWorker = false, isShared = false, ...options }: VisitOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'ko-KR',
    ...options,
  });
  // A page that nobody looks at any more goes on drawing.
  (isShared ? afterAll : onTestFinished)(() => context.close());
  // Two busy cores may take longer than a browser's usual half minute for what a phone sees in a
  // second.
  context.setDefaultTimeout(60_000);
  const errors: string[] = [];
  const hosts = new Set<string>();
  if (!withWorker) await context.addInitScript('delete Navigator.prototype.serviceWorker');
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    const isTrouble = message.type() === 'error' || message.type() === 'warning';
    if (isTrouble) errors.push(`${message.text()} ${message.location().url}`);
  });
  context.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol !== 'blob:') hosts.add(hostname);
  });
  const visitor = { page, errors, hosts };
  openVisits.add(visitor);
  page.on('close', () => openVisits.delete(visitor));
  return visitor;
}

const openVisits = new Set<Visit>();

/** A test that fails tells what its visitors were shown: where nobody looks on, that is all there is to go by. */
export function tellOfFailures(): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    for (const { page, errors } of openVisits) {
      const shown = await page
        .evaluate('location.href + "\\n" + document.body.innerText')
        .catch((error: unknown) => String(error));
      process.stderr.write(`${task.name}: ${shown}\n${errors.join('\n')}\n`);
    }
  });
}

/** What axe finds wrong on the page as it is now, by rule and place. */
export async function barriers(page: Page): Promise<readonly string[]> {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // Evaluated past the page's content security policy, which has no place for it.
  const found = await page.evaluate(`(async () => {
    if (!window.axe) { ${axe} }
    const { violations } = await window.axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target));
  })()`);
  return z.array(z.string()).parse(found);
}

/** Drops a file onto the page as from a folder. */
export async function dropFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const base64 = Buffer.from(bytes).toString('base64');
  const dataTransfer = await page.evaluateHandle(`(() => {
    const bytes = Uint8Array.from(atob('${base64}'), (character) => character.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], '${name}'));
    return transfer;
  })()`);
  await page.dispatchEvent('#ways', 'drop', { dataTransfer });
}

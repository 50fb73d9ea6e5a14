import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bundleFunctions } from '../../infra/bundle/bundle.ts';
import { isImmutableName, webFileType } from '../../shared/contracts/web-files.ts';
import { render } from '../support/rendered-value.ts';
import { sharedBundles } from '../support/shared-bundles.ts';
import { synthesizeStack } from '../support/synthesized-stack.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { directory } = await sharedBundles();
const folder = join(directory, 'get-web-app', 'files');
const packed = (name: string) => readFileSync(join(folder, `${name}.gz`));
const textOf = (name: string) => gunzipSync(packed(name)).toString();
const names = z
  .array(z.string())
  .parse(JSON.parse(readFileSync(join(folder, 'names.json'), 'utf8')));
const page = textOf('index.html');
const askedBy = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, asked = '']) => asked);

describe('the web app’s files', () => {
  it('are those that the page asks for, relative to wherever it is', () => {
    const asked = askedBy(page, /(?:src|href)="([^"]*)"/g);
    expect(asked.length).toBeGreaterThan(4);
    expect(asked.filter((path) => !path.startsWith('app/'))).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(asked.map((path) => path.slice('app/'.length))));
    const manifest = z
      .looseObject({ icons: z.array(z.looseObject({ src: z.string(), sizes: z.string() })) })
      .parse(JSON.parse(textOf('app.webmanifest')));
    expect(names).toEqual(expect.arrayContaining(manifest.icons.map(({ src }) => src)));
    expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(
      expect.arrayContaining(['192x192', '512x512']),
    );
  });

  it('are at most 60 KB until the page shows something, and the worker knows all of them', () => {
    const first = askedBy(
      page,
      /<(?:script[^>]*src|link rel="(?:stylesheet|modulepreload)" href)="app\/([^"]*)"/g,
    );
    expect(first.map((name) => name.replace(/-.*\./, '.'))).toEqual([
      'app.css',
      'chunk.js',
      'main.js',
    ]);
    // Whatever they import at once is among them: nothing is loaded that is not counted.
    const imported = first.flatMap((name) =>
      askedBy(textOf(name), /(?:from|import)"\.\/([^"]*)"/g),
    );
    expect(first).toEqual(expect.arrayContaining(imported));
    const bytes = ['index.html', ...first].map((name) => packed(name).byteLength);
    expect(bytes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(60_000);
    const worker = textOf('worker.js');
    for (const name of first) expect(worker).toContain(JSON.stringify(name));
  });

  it('include the other screens, loaded when they are first opened, and the worker knows those, too', () => {
    const main = textOf(names.find((name) => name.startsWith('main-')) ?? '');
    const later = askedBy(main, /import\("\.\/([^"]*)"\)/g);
    expect(later.map((name) => name.replace(/-[A-Z0-9]{8}\./, '.'))).toEqual(['later-screen.js']);
    for (const name of later) expect(textOf('worker.js')).toContain(JSON.stringify(name));
  });

  it('have a type each, and a hash wherever they may be kept for ever', () => {
    expect(names.filter((name) => webFileType(name) === undefined)).toEqual([]);
    expect(names.filter((name) => !isImmutableName(name)).sort()).toEqual([
      'app.webmanifest',
      'licenses.txt',
      'worker.js',
    ]);
  });

  it('are the same by brotli as by gzip, and smaller', () => {
    for (const name of [...names, 'index.html']) {
      const brotli = readFileSync(join(folder, `${name}.br`));
      expect(brotliDecompressSync(brotli).equals(gunzipSync(packed(name))), name).toBe(true);
      expect(brotli.byteLength, name).toBeLessThanOrEqual(packed(name).byteLength);
      // An item of the table holds both.
      expect(brotli.byteLength + packed(name).byteLength, name).toBeLessThan(350_000);
    }
  });

  it('contain no schema library and nothing of the backend, and the licences of what they contain', () => {
    const scripts = names.filter((name) => name.endsWith('.js'));
    expect(scripts.map(textOf).join('')).not.toMatch(/ZodMini|dynamodb|process\.env/);
    const licences = textOf('licenses.txt').split('---');
    expect(licences.map((text) => text.trim().split('\n')[0])).toEqual([
      '@preact/signals',
      '@preact/signals-core',
      'preact',
    ]);
    for (const text of licences) expect(text).toContain('MIT License');
  });

  it('are the same again when they are built again, with nothing of an earlier build beside', {
    timeout: 120_000,
  }, async () => {
    const outputDirectory = temporaryFolder('web-app-again');
    const left = join(outputDirectory, 'get-web-app', 'files', 'main-EARLIER1.js.gz');
    mkdirSync(dirname(left), { recursive: true });
    writeFileSync(left, '');
    const again = await bundleFunctions({ outputDirectory });
    expect(existsSync(left)).toBe(false);
    for (const name of ['index.html', 'worker.js', 'app.webmanifest']) {
      const built = readFileSync(join(again.directory, 'keep-web-files', 'files', `${name}.gz`));
      expect(gunzipSync(built).toString()).toBe(textOf(name));
    }
    for (const name of again.names) {
      const built = readFileSync(join(again.directory, name, 'index.mjs'));
      expect(built.equals(readFileSync(join(directory, name, 'index.mjs'))), name).toBe(true);
    }
  });
});

describe('the web app in the stack', () => {
  const dev = synthesizeStack();
  const variablesOf = (stack: typeof dev) =>
    z
      .looseObject({ Variables: z.record(z.string(), z.unknown()) })
      .parse(stack.functions.get('get-web-app')?.resource.Properties['Environment']).Variables;
  const originsOf = (stack: typeof dev) =>
    z
      .object({ CorsRules: z.array(z.looseObject({ AllowedOrigins: z.array(z.unknown()) })) })
      .parse(stack.only('AWS::S3::Bucket').Properties['CorsConfiguration'])
      .CorsRules.flatMap(({ AllowedOrigins }) => AllowedOrigins.map(render));
  const apiEndpoint = (stack: typeof dev) =>
    `${Object.keys(stack.ofType('AWS::ApiGatewayV2::Api'))[0]}.ApiEndpoint`;

  it('may upload from the API’s own address, and from its own name if it has one', () => {
    expect(originsOf(dev)).toContain(apiEndpoint(dev));
    const named = synthesizeStack(
      {},
      {
        customDomain: { name: 'mate.example.org', certificateArn: 'arn:aws:acm:x:1:certificate/1' },
      },
    );
    expect(originsOf(named)).toEqual(
      expect.arrayContaining([apiEndpoint(named), 'https://mate.example.org']),
    );
  });

  it('knows the bucket’s host, how long it keeps recordings, and which providers hear and assess', () => {
    const [bucket] = Object.keys(dev.ofType('AWS::S3::Bucket'));
    expect(render(variablesOf(dev)['RECORDINGS_HOST'])).toBe(`${bucket}.RegionalDomainName`);
    expect(JSON.parse(String(variablesOf(dev)['WEB_SETTINGS']))).toEqual({
      standIn: false,
      recordingDays: 7,
      hearers: ['api.openai.com'],
      assessors: ['api.openai.com'],
    });
  });

  it('keeps its files when a deployment brings others', () => {
    expect(dev.only('Custom::WebFiles').Properties).toMatchObject({
      ServiceToken: { 'Fn::GetAtt': [dev.functions.get('keep-web-files')?.logicalId, 'Arn'] },
      filesDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('is not there, and may not upload, if the settings switch it off', () => {
    const off = synthesizeStack({}, { webApp: false });
    expect([...off.functions.keys()].filter((name) => name.includes('web'))).toEqual([]);
    expect(Object.keys(off.ofType('Custom::WebFiles'))).toEqual([]);
    const keys = Object.values(off.ofType('AWS::ApiGatewayV2::Route')).map(({ Properties }) =>
      String(Properties['RouteKey']),
    );
    expect(keys.filter((key) => / \/(?:app\/.*)?$/.test(key))).toEqual([]);
    expect(originsOf(off)).not.toContain(apiEndpoint(off));
  });
});

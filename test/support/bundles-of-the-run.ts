import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the folder of the run's bundles, or why there are none. */
    readonly bundlesOrigin: string;
  }
}

/**
 * Bundles the functions once for a whole run, when the first test file asks for them; a run of unit tests
 * never does. Bundles of an earlier run are used only if none of their sources has changed; a test in
 * `test/infra/web-app.test.ts` checks that a new bundling would make the same.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // It is outside the repository, so that a bundle which does not stand alone finds no package.
  const directory = await mkdtemp(join(tmpdir(), 'learning-mate-bundles-'));
  let bundling: Promise<unknown> | undefined;
  const server = createServer((_request, response) => {
    bundling ??= bundleInto(directory);
    bundling.then(
      () => response.end(directory),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  project.provide('bundlesOrigin', `http://127.0.0.1:${port}`);
  return async () => {
    server.closeAllConnections();
    server.close();
    await rm(directory, { recursive: true, force: true });
  };
}

/** It is loaded when it is first needed, so that a run of one unit test does not wait for esbuild. */
async function bundleInto(outputDirectory: string): Promise<void> {
  const { keptBundles } = await import('../../infra/bundle/kept-bundles.ts');
  await cp(await keptBundles(), outputDirectory, { recursive: true });
}

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const project = fileURLToPath(new URL('../../../', import.meta.url));

describe('shared/client in a browser', () => {
  it('contains no schema, no library and nothing of Node', async () => {
    const { metafile } = await build({
      absWorkingDir: project,
      entryPoints: ['calls', 'journey', 'wording'].map((name) => `shared/client/${name}.ts`),
      outdir: 'none',
      bundle: true,
      format: 'esm',
      platform: 'browser',
      metafile: true,
      write: false,
    });
    const foreign = Object.keys(metafile.inputs).filter(
      (path) =>
        !/^shared\/(client\/|contracts\/(recordings|limits|parsed-json|typed-codes|sample)\.ts$)/.test(
          path,
        ),
    );
    expect(foreign).toEqual([]);
  });
});

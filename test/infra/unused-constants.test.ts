import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { withoutEffects } from '../../infra/bundle/unused-constants.ts';

/** What a bundler leaves of a module if only `used` is imported. */
async function bundled(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: "import { used } from './module.js'; console.log(used);", resolveDir: '/' },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'module',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /module\.js$/ }, ({ path }) => ({ path, namespace: 'module' }));
          onLoad({ filter: /.*/, namespace: 'module' }, () => ({ contents: withoutEffects(code) }));
        },
      },
    ],
  });
  return outputFiles.map(({ text }) => text).join('');
}

const make = 'function make(name) { return { name, check() { return this; } }; }';

describe('a constant at the top of a module', () => {
  it.each([
    ['a chain of calls', "make('left out').check()"],
    ['an instance', "new URL('https://left.out')"],
    ['a field of a call', "make('left out').name"],
    ['a list of calls', "[make('left out')]"],
    ['an object with a spread', "{ ...make('left out') }"],
  ])('is left out if nobody uses it: %s', async (_, value) => {
    const code = `${make} export const unused = ${value}; export const used = make('used').check();`;
    const text = await bundled(code);
    expect(text).toContain('used');
    expect(text).not.toMatch(/left.out/);
  });

  it('takes along what only it uses, and stays if what uses it stays', async () => {
    const text = await bundled(`${make}
      const left = make('left out');
      export const unused = { ...left };
      const part = make('a part');
      export const used = { ...part, own: 'whole' };`);
    expect(text).not.toContain('left out');
    expect(text).toMatch(/a part[\s\S]*whole/);
  });

  it('keeps its value, whatever it is made from', async () => {
    const code = "const [n] = [2]; export const used = ((a, b) => a * b)(n, 3) + '|';";
    expect(await bundled(code)).toContain('|');
    const { used } = await import(
      `data:text/javascript,${encodeURIComponent(withoutEffects(`export const used = [1, 2].map((n) => ({ n })).concat({ n: 3 });`))}`
    );
    expect(used).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });
});

describe('a statement at the top of a module', () => {
  it.each([
    ['a call', "make('done');"],
    ['what waits', "export const unused = await make('done');"],
    ['a variable that may change', "export let unused = make('done').check();"],
  ])('is executed, used or not: %s', async (_, statement) => {
    expect(await bundled(`${make} ${statement} export const used = 1;`)).toContain('done');
  });
});

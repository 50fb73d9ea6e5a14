import { readFile } from 'node:fs/promises';
import { type Expression, type Program, parse } from 'acorn';
import { type Plugin, transform } from 'esbuild';

/**
 * A schema is made by calls, `z.string().check(…)`, and a bundler keeps each of them, used or not: a
 * call might do something. At the top of our shared modules none does but make a constant. Marked
 * so, a bundle has the schemas of its own route and rows alone: a start of `get-lecture` with its first call
 * takes ×0.91 of the processor time that it takes with all of them (docs/bench).
 */
export const unusedConstants: Plugin = {
  name: 'unused-constants',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]shared[\\/].+\.ts$/ }, async ({ path }) => {
      // Nothing but the types goes: what is left is what acorn can read, and the lines of the map.
      const { code } = await transform(await readFile(path, 'utf8'), {
        loader: 'ts',
        sourcefile: path,
        sourcemap: 'inline',
        target: 'esnext',
        charset: 'utf8',
      });
      return { contents: withoutEffects(code), loader: 'js' };
    });
  },
};

/** Marks every constant at the top of a module, so that a bundler leaves out one that nobody uses. */
export function withoutEffects(code: string): string {
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
  return valuesOf(program).reduceRight((text, { start, end }) => {
    const value = text.slice(start, end);
    return `${text.slice(0, start)}/* @__PURE__ */ (() => (${value}))()${text.slice(end)}`;
  }, code);
}

/** Those of which a bundler cannot say by itself that making them does nothing. */
const mayDoSomething: readonly Expression['type'][] = [
  'CallExpression',
  'NewExpression',
  'ObjectExpression',
  'ArrayExpression',
  'MemberExpression',
];

function valuesOf({ body }: Program): readonly Expression[] {
  return body
    .map((statement) =>
      statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement,
    )
    .flatMap((statement) =>
      statement?.type === 'VariableDeclaration' && statement.kind === 'const'
        ? statement.declarations
        : [],
    )
    .flatMap(({ init }) => (init && mayDoSomething.includes(init.type) ? [init] : []));
}

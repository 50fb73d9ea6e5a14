import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

/** A test that reaches a module by more steps than that is about something else. */
const mostSteps = 5;
/**
 * Modules that are used everywhere have fifty near tests and more. Those of their own folder all count.
 */
const mostTests = 20;
/** They check documents and figures, and take minutes. */
const otherFolders = ['bench', 'costs', 'documents', 'evaluation', 'soak'];
const imports = /(?:from|import)\s*\(?\s*'(\.[^']+\.ts)'/g;

/**
 * Unit tests by how few imports lie between them and a module, those of its own folder first. The
 * project imports its own files by their whole relative path, so that reading them is enough.
 */
export function unitTestsOf(file: string): string[] {
  const steps = new Map<string, number>();
  const importsOf = new Map<string, readonly string[]>();
  const read = (path: string): readonly string[] => {
    const known = importsOf.get(path);
    if (known) return known;
    const found = [...readFileSync(path, 'utf8').matchAll(imports)].map(([, to = '']) =>
      resolve(dirname(path), to),
    );
    importsOf.set(path, found);
    return found;
  };
  const target = resolve(file);
  for (const test of globSync('test/unit/**/*.test.ts', {
    exclude: otherFolders.map((name) => `test/unit/${name}`),
  }).map((path) => resolve(path))) {
    let front = new Set([test]);
    const seen = new Set(front);
    for (let step = 1; step <= mostSteps; step++) {
      const next = new Set([...front].flatMap((path) => read(path)).filter((to) => !seen.has(to)));
      if (next.has(target)) {
        steps.set(test, step);
        break;
      }
      for (const each of next) seen.add(each);
      front = next;
    }
  }
  const folder = `/test/unit/${basename(dirname(target))}/`;
  const name = `/${basename(target, '.ts')}.test.ts`;
  const distance = ([test, count]: readonly [string, number]) =>
    2 * count + (test.includes(folder) ? 0 : 2 * mostSteps) + (test.endsWith(name) ? 0 : 1);
  const nearest = [...steps]
    .sort((one, other) => distance(one) - distance(other))
    .map(([test]) => test);
  const own = nearest.filter((test) => test.includes(folder));
  return nearest.slice(0, Math.max(own.length, mostTests));
}

import { globSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** A test that reaches a module by more steps than that is of something else. */
const mostSteps = 3;
const imports = /(?:from|import)\s*\(?\s*'(\.[^']+\.ts)'/g;

/**
 * Unit tests by how few imports lie between them and a module. The project imports its own files by
 * their whole relative path, so that reading them is enough.
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
  for (const test of globSync('test/unit/**/*.test.ts').map((path) => resolve(path))) {
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
  return [...steps].sort(([, one], [, other]) => one - other).map(([test]) => test);
}

import { existsSync, readFileSync } from 'node:fs';

/** What is learned about the mutants of one file, a line of JSON for each thing. */
export type JournalLine =
  | { readonly kind: 'trying' | 'survived'; readonly index: number }
  | { readonly kind: 'noticed'; readonly index: number; readonly test?: string }
  /** A repeated test cannot try it: an import executes it, or code that runs once for several tests. */
  | { readonly kind: 'left'; readonly index: number }
  | { readonly kind: 'unrepeatable' | 'red'; readonly test: string }
  | { readonly kind: 'repeated' };

export interface Journal {
  readonly noticed: ReadonlySet<number>;
  readonly left: ReadonlySet<number>;
  readonly tried: ReadonlySet<number>;
  /** Whether every test has been repeated with every mutant that it reaches. */
  readonly isRepeated: boolean;
  /** The mutant that was on when the journal broke off. */
  readonly interrupted: number | undefined;
  readonly red: readonly string[];
  readonly unrepeatable: readonly string[];
}

export function readJournal(path: string): Journal {
  const lines = existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((text) => text !== '')
        .map((text): JournalLine => JSON.parse(text))
    : [];
  const last = lines.at(-1);
  const of = (...kinds: JournalLine['kind'][]) =>
    new Set(
      lines.flatMap((line) => ('index' in line && kinds.includes(line.kind) ? [line.index] : [])),
    );
  const testsOf = (kind: JournalLine['kind']) =>
    lines.flatMap((line) => (line.kind === kind && 'test' in line && line.test ? [line.test] : []));
  return {
    noticed: of('noticed'),
    left: of('left'),
    tried: of('survived'),
    isRepeated: lines.some(({ kind }) => kind === 'repeated'),
    interrupted: last?.kind === 'trying' ? last.index : undefined,
    red: testsOf('red'),
    unrepeatable: testsOf('unrepeatable'),
  };
}

import type { Mutant } from './mutants.ts';

interface Place {
  readonly kind: Mutant['kind'];
  readonly start: number;
  readonly end: number;
  readonly mutants: { readonly index: number; readonly replacement: string }[];
  readonly inside: Place[];
}

/**
 * A source that contains all its mutants, one of which `globalThis.mutantIsOn(index)` switches on as it
 * runs. So one module, loaded once, can be every mutant of itself. Lines stay where they were.
 */
export function withMutants(source: string, mutants: readonly Mutant[]): string {
  return render(source, placesOf(source, mutants));
}

/** Of places that lie within each other the outer one comes first. */
function placesOf(source: string, mutants: readonly Mutant[]): Place {
  const all: Place = {
    kind: 'statement',
    start: 0,
    end: source.length,
    mutants: [],
    inside: [],
  };
  const sorted = mutants
    .map((mutant, index) => ({ mutant, index }))
    .sort(
      (one, other) => one.mutant.start - other.mutant.start || other.mutant.end - one.mutant.end,
    );
  const around = [all];
  for (const { mutant, index } of sorted) {
    const { kind, start, end, replacement } = mutant;
    while ((around.at(-1) ?? all).end < end || (around.at(-1) ?? all).end <= start) around.pop();
    let place = around.at(-1) ?? all;
    if (place.start !== start || place.end !== end || place.kind !== kind) {
      const inner: Place = { kind, start, end, mutants: [], inside: [] };
      place.inside.push(inner);
      around.push(inner);
      place = inner;
    }
    place.mutants.push({ index, replacement });
  }
  return all;
}

function render(source: string, { kind, start, end, mutants, inside }: Place): string {
  let unchanged = '';
  let at = start;
  for (const inner of inside) {
    unchanged += source.slice(at, inner.start) + render(source, inner);
    at = inner.end;
  }
  unchanged += source.slice(at, end);
  if (mutants.length === 0) return unchanged;
  const choices = mutants.map(({ index, replacement }) =>
    kind === 'expression'
      ? `globalThis.mutantIsOn(${index}) ? (${replacement}) : `
      : `if (globalThis.mutantIsOn(${index})) {${replacement}} else `,
  );
  return kind === 'expression'
    ? `(${choices.join('')}(${unchanged}))`
    : `{${choices.join('')}{${unchanged}}}`;
}

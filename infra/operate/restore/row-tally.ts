import { textTable } from '../text-table.ts';
import type { Fate } from './compare-rows.ts';

export type LeftOut =
  | 'of deleted users'
  | 'expired since'
  | 'made anew'
  | 'not asked for'
  | 'of a kind that is not known'
  | 'changed meanwhile';

type Counted = Fate | LeftOut;

/** How many rows met which fate, by their kind. */
export class RowTally {
  readonly #counts = new Map<string, Map<Counted, number>>();

  note(kind: string, fate: Counted): void {
    const ofKind = this.#counts.get(kind) ?? new Map<Counted, number>();
    this.#counts.set(kind, ofKind.set(fate, (ofKind.get(fate) ?? 0) + 1));
  }

  /** Of one kind, or of all. */
  count(fate: Counted, kind?: string): number {
    const kinds = kind === undefined ? [...this.#counts.values()] : [this.#counts.get(kind)];
    return kinds.reduce((sum, ofKind) => sum + (ofKind?.get(fate) ?? 0), 0);
  }

  get rows(): number {
    const all = [...this.#counts.values()].flatMap((ofKind) => [...ofKind.values()]);
    return all.reduce((sum, count) => sum + count, 0);
  }

  report(): string {
    const fates = ['missing', 'older', 'newer', 'same'] as const;
    const row = (kind?: string) => {
      const counts = fates.map((fate) => this.count(fate, kind));
      const leftOut = leftOuts.reduce((sum, fate) => sum + this.count(fate, kind), 0);
      return [...counts, leftOut];
    };
    const kinds = [...this.#counts.keys()].toSorted();
    const table = textTable(
      ['Rows', 'missing', 'older there', 'newer there', 'same', 'left out'],
      kinds.map((kind) => [kind, ...row(kind)]),
      [`${kinds.length} kinds`, ...row()],
    );
    const reasons = leftOuts.filter((fate) => this.count(fate) > 0);
    const left = reasons.map((fate) => `${this.count(fate)} ${fate}`).join(', ');
    return left === '' ? table : `${table}\nLeft out: ${left}.`;
  }
}

const leftOuts: readonly LeftOut[] = [
  'of deleted users',
  'expired since',
  'made anew',
  'not asked for',
  'of a kind that is not known',
  'changed meanwhile',
];

import { textTable } from './text-table.ts';

export type Source = 'dead-letter queue' | 'failed lectures';

interface Count {
  found: number;
  sent: number;
  left: number;
}

export type Fate =
  /** A message was sent to its queue, or would have been without `--dry-run`. */
  | 'sent'
  /** Another message of this run has already sent the same lecture. */
  | 'merged'
  /** An earlier run has sent it, and no worker has taken it up yet. */
  | 'on its way'
  /** A worker or another run was faster. */
  | 'changed'
  /** It is a reward, and the stage has no queue for rewards. */
  | 'rewards are off'
  | 'unreadable, left'
  | 'unreadable, dropped';

const sources: readonly Source[] = ['dead-letter queue', 'failed lectures'];
const leftFates: readonly Fate[] = ['on its way', 'changed', 'rewards are off', 'unreadable, left'];

/** What the numbers of the table do not explain. */
const notes: Readonly<Partial<Record<Fate, string>>> = {
  merged: 'named a lecture that another message named too.',
  'on its way': 'were sent within the hour and wait for a worker.',
  changed: 'were taken up by somebody else meanwhile.',
  'unreadable, dropped': 'unreadable deleted.',
  'rewards are off': 'are rewards, and this stage has them off (settings.ts).',
  'unreadable, left': 'name no lecture; --drop-unreadable deletes them.',
};

/** Counts what a redrive found and what became of it. */
export class RedriveTally {
  readonly #counts = new Map<Source, Map<string, Count>>(
    sources.map((source) => [source, new Map()]),
  );
  readonly #fates = new Map<string, number>();

  /** @param state the lecture's reason of failure, or its status */
  note(source: Source, state: string, fate: Fate): void {
    const states = this.#counts.get(source) ?? new Map<string, Count>();
    const count = states.get(state) ?? { found: 0, sent: 0, left: 0 };
    count.found += 1;
    if (fate === 'sent') count.sent += 1;
    if (leftFates.includes(fate)) count.left += 1;
    states.set(state, count);
    this.#counts.set(source, states);
    this.#fates.set(fate, this.count(fate) + 1);
  }

  count(fate: Fate): number {
    return this.#fates.get(fate) ?? 0;
  }

  /** The table of counts, and below it a line for whatever its numbers do not explain. */
  report({ isDryRun }: { readonly isDryRun: boolean }): string {
    const rows = sources.flatMap((source) =>
      [...(this.#counts.get(source) ?? [])]
        .sort(([one], [other]) => one.localeCompare(other))
        .map(([state, { found, sent, left }]) => [source, state, found, sent, left]),
    );
    if (rows.length === 0) return 'There is nothing to send.';
    const sum = (column: number) => rows.reduce((total, row) => total + Number(row[column]), 0);
    const heads = ['Where', 'State', 'Found', isDryRun ? 'Would send' : 'Sent', 'Left'];
    return [textTable(heads, rows, ['total', '', sum(2), sum(3), sum(4)]), ...this.#notes()].join(
      '\n',
    );
  }

  #notes(): string[] {
    return Object.entries(notes).flatMap(([fate, text]) => {
      const count = this.#fates.get(fate) ?? 0;
      return count > 0 ? [`${count} ${text}`] : [];
    });
  }
}

import type { Span } from './spoken-text.ts';

/** A stretch of the quote and one of the transcript that are one thing said: 2 and 두. */
export interface SameThing {
  readonly quote: Span;
  readonly transcript: Span;
}

/** What may be changed at which price, counted in quarters of a letter. */
export interface AlignmentCosts {
  replaced(quoteIndex: number, transcriptIndex: number): number;
  /** A letter of the quote that was not said. */
  added(quoteIndex: number): number;
  /** A letter that was said and is not in the quote. */
  skipped(transcriptIndex: number): number;
}

export const letterCost = 4;

export interface AlignmentInput {
  readonly quoteLength: number;
  /** The part of the transcript to look in. */
  readonly window: Span;
  readonly costs: AlignmentCosts;
  readonly sameThings: readonly SameThing[];
  /** Fillers: they may be passed over for nothing. */
  readonly quoteFillers: readonly Span[];
  readonly transcriptFillers: readonly Span[];
}

/** One step from the quote's start to its end; what costs nothing is alike. */
export interface Step {
  readonly quote: Span;
  readonly transcript: Span;
  readonly cost: number;
}

export interface Alignment {
  readonly span: Span;
  readonly cost: number;
  readonly steps: readonly Step[];
}

const none: readonly number[] = [];

/**
 * Sellers' algorithm over the whole table (a window is short), with leaps: the stretch of the window
 * nearest to the quote, and the steps that lead there.
 */
export function align(input: AlignmentInput): Alignment {
  const { quoteLength, window, costs } = input;
  const rows = quoteLength + 1;
  const columns = window.end - window.start + 1;
  const best = new Int32Array(rows * columns);
  /** The cell that a cell was reached from; -1 where the quote starts. */
  const from = new Int32Array(rows * columns).fill(-1);
  const leaps = leapsByArrival(input);

  const transcriptSkips = startsByEnd(input.transcriptFillers);
  const quoteSkips = startsByEnd(input.quoteFillers);
  const addedCosts = Array.from({ length: quoteLength }, (_, index) => costs.added(index));
  for (let column = 0; column < columns; column++) {
    const transcriptIndex = window.start + column - 1;
    const passed = (transcriptSkips.get(window.start + column) ?? none).filter(
      (start) => start >= window.start,
    );
    const skippedCost = column > 0 ? costs.skipped(transcriptIndex) : 0;
    for (let row = 1; row <= quoteLength; row++) {
      const cell = column * rows + row;
      let least = (best[cell - 1] ?? 0) + (addedCosts[row - 1] ?? 0);
      let origin = cell - 1;
      if (column > 0) {
        const skipped = (best[cell - rows] ?? 0) + skippedCost;
        if (row < quoteLength && skipped <= least) {
          least = skipped;
          origin = cell - rows;
        }
        const before = best[cell - rows - 1] ?? 0;
        const replaced =
          before < least ? before + costs.replaced(row - 1, transcriptIndex) : before;
        if (before < least && replaced <= least) {
          least = replaced;
          origin = cell - rows - 1;
        }
      }
      const leap = leaps.get(cell);
      if (leap || passed.length > 0 || quoteSkips.has(row)) {
        const candidates = [
          ...(leap ?? []),
          ...passed.map((start) => (start - window.start) * rows + row),
          ...(quoteSkips.get(row) ?? []).map((start) => column * rows + start),
        ];
        for (const candidate of candidates) {
          const leapt = best[candidate] ?? 0;
          if (leapt >= least) continue;
          least = leapt;
          origin = candidate;
        }
      }
      best[cell] = least;
      from[cell] = origin;
    }
  }
  let end = 0;
  for (let column = 1; column < columns; column++) {
    if ((best[column * rows + quoteLength] ?? 0) < (best[end * rows + quoteLength] ?? 0)) {
      end = column;
    }
  }
  return traced(end * rows + quoteLength, { best, from, rows, window });
}

/** Cells from which a cell is reached for nothing, over a pair of same things. */
function leapsByArrival({ quoteLength, window, sameThings }: AlignmentInput) {
  const rows = quoteLength + 1;
  const leaps = new Map<number, number[]>();
  for (const { quote, transcript } of sameThings) {
    if (transcript.start < window.start || transcript.end > window.end) continue;
    const from = (transcript.start - window.start) * rows + quote.start;
    const to = (transcript.end - window.start) * rows + quote.end;
    const known = leaps.get(to);
    if (known) known.push(from);
    else leaps.set(to, [from]);
  }
  return leaps;
}

/** Of each place, where the fillers start that end there. */
function startsByEnd(fillers: readonly Span[]): ReadonlyMap<number, readonly number[]> {
  const starts = new Map<number, number[]>();
  for (const { start, end } of fillers) starts.set(end, [...(starts.get(end) ?? []), start]);
  return starts;
}

function traced(
  last: number,
  table: { best: Int32Array; from: Int32Array; rows: number; window: Span },
): Alignment {
  const { best, from, rows, window } = table;
  const steps: Step[] = [];
  let cell = last;
  for (let origin = from[cell] ?? -1; origin >= 0; origin = from[cell] ?? -1) {
    steps.push({
      quote: { start: origin % rows, end: cell % rows },
      transcript: {
        start: window.start + Math.floor(origin / rows),
        end: window.start + Math.floor(cell / rows),
      },
      cost: (best[cell] ?? 0) - (best[origin] ?? 0),
    });
    cell = origin;
  }
  return {
    span: {
      start: window.start + Math.floor(cell / rows),
      end: window.start + Math.floor(last / rows),
    },
    cost: best[last] ?? 0,
    steps: steps.reverse(),
  };
}

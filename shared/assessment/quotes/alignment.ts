import type { Span } from './spoken-text.ts';

/** A stretch of the quote and one of the transcript that say the same thing in two ways: 2 and 두. */
export interface Equivalent {
  readonly quote: Span;
  readonly transcript: Span;
}

/** The cost of each change, in quarters of a letter. */
export interface AlignmentCosts {
  replaced(quoteIndex: number, transcriptIndex: number): number;
  /** The cost of a letter of the quote that was not said. */
  added(quoteIndex: number): number;
  /** The cost of a letter that was said and is not in the quote. */
  skipped(transcriptIndex: number): number;
}

export const letterCost = 4;

export interface AlignmentInput {
  readonly quoteLength: number;
  /** The part of the transcript to look in. */
  readonly window: Span;
  readonly costs: AlignmentCosts;
  readonly equivalents: readonly Equivalent[];
  /** Fillers may be skipped for nothing. */
  readonly quoteFillers: readonly Span[];
  readonly transcriptFillers: readonly Span[];
}

/**
 * One step on the way from the quote's start to its end. A step that costs nothing joins what is alike.
 */
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

/**
 * Finds the stretch of the window that is nearest to the quote, and the steps that lead there. It is
 * Sellers' algorithm over the whole table (a window is short), with leaps. A cell is a position in the
 * window, as its column, together with the number of the quote's letters before it, as its row.
 */
export function align(input: AlignmentInput): Alignment {
  const { quoteLength, window, costs } = input;
  const rows = quoteLength + 1;
  const columns = window.end - window.start + 1;
  const best = new Int32Array(rows * columns);
  /** The cell from which a cell was reached; -1 where the quote starts. */
  const from = new Int32Array(rows * columns).fill(-1);
  const leaps = leapsByArrival(input);
  const isArrival = new Uint8Array(rows * columns);
  for (const cell of leaps.keys()) isArrival[cell] = 1;
  const addedCosts = Int32Array.from({ length: quoteLength }, (_, index) => costs.added(index));

  for (let column = 0; column < columns; column++) {
    const index = window.start + column - 1;
    const skippedCost = column > 0 ? costs.skipped(index) : 0;
    for (let row = 1; row < rows; row++) {
      const cell = column * rows + row;
      let origin = cell - 1;
      let least = (best[origin] ?? 0) + (addedCosts[row - 1] ?? 0);
      if (column > 0) {
        const skipped = (best[cell - rows] ?? 0) + skippedCost;
        if (row < quoteLength && skipped <= least) {
          least = skipped;
          origin = cell - rows;
        }
        const before = best[cell - rows - 1] ?? 0;
        const replaced = before <= least ? before + costs.replaced(row - 1, index) : before;
        if (before <= least && replaced <= least) {
          least = replaced;
          origin = cell - rows - 1;
        }
      }
      if (isArrival[cell] === 1) {
        for (const departure of leaps.get(cell) ?? []) {
          const leapt = best[departure] ?? 0;
          if (leapt >= least) continue;
          least = leapt;
          origin = departure;
        }
      }
      best[cell] = least;
      from[cell] = origin;
    }
  }
  return traced(nearestEnd(best, rows), { best, from, rows, window });
}

/** The first cell that has the whole quote before it at the least cost. */
function nearestEnd(best: Int32Array, rows: number): number {
  let end = rows - 1;
  for (let cell = end; cell < best.length; cell += rows) {
    if ((best[cell] ?? 0) < (best[end] ?? 0)) end = cell;
  }
  return end;
}

/**
 * For each cell, the cells from which it is reached for nothing: across equivalent stretches and
 * fillers.
 */
function leapsByArrival(input: AlignmentInput): ReadonlyMap<number, readonly number[]> {
  const { quoteLength, window } = input;
  const rows = quoteLength + 1;
  const leaps = new Map<number, number[]>();
  const isInside = ({ start, end }: Span) => start >= window.start && end <= window.end;
  const add = (transcript: Span, quote: Span) => {
    const departure = (transcript.start - window.start) * rows + quote.start;
    const arrival = (transcript.end - window.start) * rows + quote.end;
    const known = leaps.get(arrival);
    if (known) known.push(departure);
    else leaps.set(arrival, [departure]);
  };
  for (const { quote, transcript } of input.equivalents) {
    if (isInside(transcript)) add(transcript, quote);
  }
  for (const filler of input.transcriptFillers.filter(isInside)) {
    for (let row = 1; row < quoteLength; row++) add(filler, { start: row, end: row });
  }
  for (const filler of input.quoteFillers) {
    for (let at = window.start; at <= window.end; at++) add({ start: at, end: at }, filler);
  }
  return leaps;
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

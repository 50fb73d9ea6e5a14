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

  for (let column = 0; column < columns; column++) {
    const transcriptIndex = window.start + column - 1;
    for (let row = 0; row < rows; row++) {
      const cell = column * rows + row;
      if (row === 0) continue;
      let least = Number.MAX_SAFE_INTEGER;
      let origin = -1;
      const offer = (candidate: number, cost: number) => {
        const total = (best[candidate] ?? 0) + cost;
        if (total < least) {
          least = total;
          origin = candidate;
        }
      };
      if (column > 0) offer(cell - rows - 1, costs.replaced(row - 1, transcriptIndex));
      const arriving = leaps.get(cell);
      if (arriving) for (const candidate of arriving) offer(candidate, 0);
      if (column > 0 && row < quoteLength) offer(cell - rows, costs.skipped(transcriptIndex));
      offer(cell - 1, costs.added(row - 1));
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

function leapsByArrival(input: AlignmentInput): ReadonlyMap<number, number[]> {
  const { quoteLength, window } = input;
  const rows = quoteLength + 1;
  const columns = window.end - window.start + 1;
  const leaps = new Map<number, number[]>();
  const add = (fromCell: number, toCell: number) => {
    const known = leaps.get(toCell);
    if (known) known.push(fromCell);
    else leaps.set(toCell, [fromCell]);
  };
  const isInside = ({ start, end }: Span) => start >= window.start && end <= window.end;
  for (const { quote, transcript } of input.sameThings) {
    if (!isInside(transcript)) continue;
    add(
      (transcript.start - window.start) * rows + quote.start,
      (transcript.end - window.start) * rows + quote.end,
    );
  }
  for (const filler of input.transcriptFillers) {
    if (!isInside(filler)) continue;
    for (let row = 1; row < quoteLength; row++) {
      add((filler.start - window.start) * rows + row, (filler.end - window.start) * rows + row);
    }
  }
  for (const filler of input.quoteFillers) {
    for (let column = 0; column < columns; column++) {
      add(column * rows + filler.start, column * rows + filler.end);
    }
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

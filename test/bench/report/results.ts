import * as z from 'zod';
import { medianOf } from './cells.ts';
import { type Conditions, conditionsSchema } from './conditions.ts';
import { type Section, type Spread, sectionIds } from './section.ts';

const spreadSchema = z.object({
  count: z.number(),
  median: z.number(),
  p90: z.number(),
  low: z.number(),
  high: z.number(),
});

/** As much of docs/bench/results.json as a comparison reads. */
const resultsSchema = z.object({
  conditions: conditionsSchema,
  sections: z.array(
    z.object({
      id: z.enum(sectionIds),
      verdicts: z.array(
        z.object({
          metric: z.string(),
          unit: z.string(),
          // JSON has no other way to write what is not a number.
          measured: z.union([z.number(), spreadSchema]).nullable(),
        }),
      ),
    }),
  ),
});

export type Results = z.infer<typeof resultsSchema>;

export function resultsText(sections: readonly Section[], conditions: Conditions): string {
  return `${JSON.stringify({ conditions, sections }, undefined, 2)}\n`;
}

/** @throws Error where it is no file of this bench */
export function readResults(text: string): Results {
  const read = resultsSchema.safeParse(parsed(text));
  if (!read.success) throw new Error('it holds no results of this bench');
  return read.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export interface Difference {
  readonly metric: string;
  readonly before: number | Spread;
  readonly now: number | Spread;
  /** Of the earlier median: 0.1 for a tenth more. */
  readonly change: number;
  /** Whether two runs of the same code may differ so: by little, or within what either is sure of. */
  readonly agrees: boolean;
}

/** So far may the medians of two runs on one machine lie apart. */
export const tolerance = 0.1;

/** Every ratio that both runs measured. */
export function differences(earlier: Results, sections: readonly Section[]): Difference[] {
  const before = new Map(
    earlier.sections.flatMap(({ id, verdicts }) =>
      verdicts.flatMap(({ metric, measured }): [string, number | Spread][] =>
        measured === null ? [] : [[`${id} ${metric}`, measured]],
      ),
    ),
  );
  return sections.flatMap(({ id, verdicts }) =>
    verdicts
      .filter(({ unit }) => unit === '×')
      .flatMap(({ metric, measured }) => {
        const then = before.get(`${id} ${metric}`);
        return then === undefined ? [] : [differenceOf(`${id}: ${metric}`, then, measured)];
      }),
  );
}

function differenceOf(metric: string, before: number | Spread, now: number | Spread): Difference {
  const change = medianOf(now) / medianOf(before) - 1;
  const agrees = Math.abs(change) <= tolerance || overlap(intervalOf(before), intervalOf(now));
  return { metric, before, now, change, agrees };
}

type Interval = Pick<Spread, 'low' | 'high'>;

/** What has none is sure of its one figure. */
const intervalOf = (measured: number | Spread): Interval =>
  typeof measured === 'number' ? { low: measured, high: measured } : measured;

const overlap = (one: Interval, other: Interval): boolean =>
  one.low <= other.high && other.low <= one.high;

import * as z from 'zod';
import { medianOf } from './cells.ts';
import { type Conditions, conditionsSchema } from './conditions.ts';
import { type Section, sectionIds } from './section.ts';

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
  readonly before: number;
  readonly now: number;
  /** Of the earlier median: 0.1 for a tenth more. */
  readonly change: number;
}

/** Sections whose ratios two runs on one machine must agree on. */
const comparedSections: readonly string[] = ['cold', 'warm'];

/** Every ratio that both runs measured, by their medians. */
export function differences(earlier: Results, sections: readonly Section[]): Difference[] {
  const before = new Map(
    earlier.sections.flatMap(({ id, verdicts }) =>
      verdicts.flatMap(({ metric, measured }): [string, number][] =>
        measured === null ? [] : [[`${id} ${metric}`, medianOf(measured)]],
      ),
    ),
  );
  return sections
    .filter(({ id }) => comparedSections.includes(id))
    .flatMap(({ id, verdicts }) =>
      verdicts
        .filter(({ unit }) => unit === '×')
        .flatMap(({ metric, measured }) => {
          const then = before.get(`${id} ${metric}`);
          const now = medianOf(measured);
          return then === undefined
            ? []
            : [{ metric: `${id}: ${metric}`, before: then, now, change: now / then - 1 }];
        }),
    );
}

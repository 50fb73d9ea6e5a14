/** What one part of the bench found, before it becomes text: the terminal, JSON and Markdown all render this. */

/** The middle of repeated measurements, and how sure it is. */
export interface Spread {
  readonly count: number;
  readonly median: number;
  readonly p90: number;
  /** The median's 95 % interval: of so many runs like this one, that share would lie inside. */
  readonly low: number;
  readonly high: number;
}

export interface Column {
  readonly title: string;
  /** As it stands behind the title, such as `ms`; left out for text. */
  readonly unit?: string;
  /** Digits behind the point. @default 0 for exact numbers, 1 for spreads */
  readonly digits?: number;
}

export type Cell = string | number | Spread;

export interface Table {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  readonly note?: string;
}

/** One target of the project and what was measured against it. */
export interface Verdict {
  readonly metric: string;
  readonly measured: number | Spread;
  /** Of `measured` and of the limit; `×` for ratios. */
  readonly unit: string;
  readonly digits?: number;
  readonly atMost?: number;
  readonly atLeast?: number;
  /** Why the target is missed, for the reader; of no use where it is met. */
  readonly because?: string;
}

export interface Section {
  readonly id: SectionId;
  readonly title: string;
  /** What was run against what, in a few sentences. */
  readonly method: string;
  /** Ratios and targets: these come first. */
  readonly verdicts: readonly Verdict[];
  readonly tables: readonly Table[];
}

export const sectionIds = [
  'cold',
  'warm',
  'pipeline',
  'felt',
  'units',
  'ranking',
  'costs',
] as const;
export type SectionId = (typeof sectionIds)[number];

export interface BenchOptions {
  /** 1 for the figures of docs/bench; less is quicker and less sure. */
  readonly effort: number;
  readonly log: (line: string) => void;
}

export type Bench = (options: BenchOptions) => Promise<Section>;

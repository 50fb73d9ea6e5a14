import type { ShownError } from './shown-error.ts';

export interface ErrorReport {
  /** The outermost first. */
  readonly errors: readonly ShownError[];
  /** Names and values by which an event can be found: functions, routes and ids. */
  readonly tags: Readonly<Record<string, string>>;
  /** What makes one issue of many events; by default their stacks do. */
  readonly fingerprint?: readonly string[] | undefined;
}

/** Sends a report; rejects with what went wrong. */
export type ReportSender = (report: ErrorReport) => Promise<void>;

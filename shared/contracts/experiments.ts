import * as z from 'zod/mini';
import { jsonVariable } from './json-variable.ts';

/** `changed` gets what the experiment tries; `usual` what everybody had before. */
export const experimentArms = ['usual', 'changed'] as const;
export type Arm = (typeof experimentArms)[number];

/** What is tried on a share of the learners; docs/retention.md tells how to run one. */
export interface Experiment {
  /** Another name shares the learners out anew. */
  readonly name: string;
  /** 0–100: of a hundred learners so many get what is tried. */
  readonly share: number;
  /** `2026-12-07`, a day in Asia/Seoul: who opened the app first on it or later is counted. */
  readonly from: string;
}

/** Each is paid for in metrics. */
export const mostExperiments = 3;

/** As a function finds them in its environment; a stage's settings are held to more. */
export const experimentsSchema = jsonVariable(
  z.array(z.object({ name: z.string(), share: z.number(), from: z.iso.date() })),
);

import * as z from 'zod/mini';
import { jsonVariable } from './json-variable.ts';

/** The `changed` arm gets what the experiment tries, the `usual` arm what everybody had before. */
export const experimentArms = ['usual', 'changed'] as const;
export type Arm = (typeof experimentArms)[number];

/** Something that is tried on a share of the learners. docs/retention.md explains how to run one. */
export interface Experiment {
  /** A new name assigns the learners anew. */
  readonly name: string;
  /** The percentage of learners, 0–100, who get what is tried. */
  readonly share: number;
  /**
   * A day in Asia/Seoul, such as `2026-12-07`. Learners who first opened the app on it or later are
   * counted.
   */
  readonly from: string;
}

/** Each experiment costs metrics of its own. */
export const mostExperiments = 3;

/** The experiments in a function's environment. The settings of a stage must pass stricter rules. */
export const experimentsSchema = jsonVariable(
  z.array(z.object({ name: z.string(), share: z.number(), from: z.iso.date() })),
);

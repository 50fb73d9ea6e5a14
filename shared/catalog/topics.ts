import type { TopicPath } from '../lectures/lecture.ts';
import type { KeyPoint, Misconception } from './catalog.ts';

/** A topic as a lecture is assessed against it: one version of it, for good. */
export interface Topic {
  readonly path: TopicPath;
  readonly catalogVersion: string;
  readonly description: string;
  readonly keyPoints: readonly KeyPoint[];
  readonly misconceptions: readonly Misconception[];
}

import type { TopicPath } from '../lectures/lecture.ts';

/** Versions of before there was any English have none. */
export interface KeyPoint {
  readonly statement: string;
  readonly weight: number;
  readonly english?: { readonly statement: string } | undefined;
}

export interface Misconception {
  readonly statement: string;
  readonly correction: string;
  readonly english?: { readonly statement: string; readonly correction: string } | undefined;
}

export interface EnglishNames {
  readonly majorName: string;
  readonly subjectName: string;
  readonly topicName: string;
  readonly description: string;
}

/** A topic as a lecture is assessed against it: one version of it, for good. */
export interface Topic {
  readonly path: TopicPath;
  readonly catalogVersion: string;
  readonly description: string;
  readonly english?: EnglishNames | undefined;
  readonly keyPoints: readonly KeyPoint[];
  readonly misconceptions: readonly Misconception[];
}

import type { TopicPath } from '../lectures/lecture.ts';

/** One idea of a good explanation. Catalog versions older than the English texts have none. */
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

/** A topic as a lecture is assessed against it: one version of it, which never changes. */
export interface Topic {
  readonly path: TopicPath;
  readonly catalogVersion: string;
  readonly description: string;
  readonly english?: EnglishNames | undefined;
  readonly keyPoints: readonly KeyPoint[];
  readonly misconceptions: readonly Misconception[];
}

/**
 * Picks the reader's language of a catalog entry: English where the entry has it, otherwise Korean. One
 * item holds both, so that the choice costs no read.
 */
export function inLanguage<Entry extends { readonly english?: object | undefined }>(
  { english, ...korean }: Entry,
  language: 'ko' | 'en',
): Omit<Entry, 'english'> {
  return language === 'en' ? { ...korean, ...english } : korean;
}

/**
 * A topic as a talk in this language is assessed against it: English statements for an English talk.
 */
export function topicInLanguage(topic: Topic, language: 'ko' | 'en'): Topic {
  if (language === 'ko') return topic;
  const { path, english, keyPoints, misconceptions } = topic;
  const { description = topic.description, ...names } = english ?? {};
  return {
    ...topic,
    path: { ...path, ...names },
    description,
    keyPoints: keyPoints.map((keyPoint) => inLanguage(keyPoint, language)),
    misconceptions: misconceptions.map((belief) => inLanguage(belief, language)),
  };
}

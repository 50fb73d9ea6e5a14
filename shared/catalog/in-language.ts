import type { Topic } from './topics.ts';

/**
 * What the catalog has in two languages as a reader wants it: in English where it has that, else in
 * Korean. Both lie in one item, so that the choice costs no read.
 */
export function inLanguage<Entry extends { readonly english?: object | undefined }>(
  { english, ...korean }: Entry,
  language: 'ko' | 'en',
): Omit<Entry, 'english'> {
  return language === 'en' ? { ...korean, ...english } : korean;
}

/** A topic as a talk in that language is assessed against it: English statements for an English talk. */
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

import type { Topic } from '../catalog/topics.ts';
import { languageOf } from './prompt.ts';

/** Words that any talk may hold; they tell nothing about its topic. */
const commonWords = new Set(
  '그리고 그래서 하지만 때문 사람 경우 방법 이것 그것 어떤 모든 다른 같은 서로 가장 매우 또는 바로 다시 먼저 다음 시간 정도 자리 크기 하나 여러 있는 없는 하는 되는 한다 된다 있다 없다 아니 이를 보다 많은 많이 위해 통해 따라 대한 대해 the and that this with from have which when what into'.split(
    ' ',
  ),
);

/** The start of a Korean word carries its meaning, the end its particles. */
const stemSyllables = 2;
const minimumLatinLetters = 3;

/** Distinct words of the topic that a talk about it can hardly avoid all of. */
const neededWords = 2;

/**
 * Whether a talk uses the topic's own words at all: a guard beside the model's labels, which can be
 * talked into much. Where the two are in different scripts it cannot tell.
 */
export function relevance(topic: Topic, transcript: string): 'related' | 'unrelated' | 'unknown' {
  const text = [
    topic.path.topicName,
    topic.description,
    ...topic.keyPoints.map(({ statement }) => statement),
  ].join(' ');
  const name = new Set(stems(topic.path.topicName));
  const spoken = new Set(stems(transcript));
  const shared = [...new Set(stems(text))].filter((stem) => spoken.has(stem));
  if (shared.length >= neededWords || shared.some((stem) => name.has(stem))) return 'related';
  return languageOf(text) === languageOf(transcript) ? 'unrelated' : 'unknown';
}

function stems(text: string): string[] {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .filter((word) => !commonWords.has(word))
    .flatMap((word) => {
      if (/\p{Script=Hangul}/u.test(word)) {
        return word.length >= stemSyllables ? [word.slice(0, stemSyllables)] : [];
      }
      return word.length >= minimumLatinLetters ? [word] : [];
    })
    .filter((stem) => !commonWords.has(stem));
}

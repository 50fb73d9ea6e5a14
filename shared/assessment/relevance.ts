import type { Topic } from '../catalog/topics.ts';
import { withoutGradingTalk } from './grading-talk.ts';
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

/**
 * Distinct words of the topic that no talk about something else uses. Two or three come up by
 * chance in one of twenty such talks, and in a good analogy there may be no more.
 */
const tellingWords = 4;
/** Fewer where a topic has but a name and a description to share words with. */
const tellingShare = 0.25;

/**
 * Whether a talk uses the topic's own words at all: a guard beside the model's labels, which can be
 * talked into much. With few of them, or in another script than the topic, it cannot tell. Words
 * said to the grader do not count: an injected sentence may well name the topic.
 */
export function relevance(topic: Topic, transcript: string): 'related' | 'unrelated' | 'unknown' {
  const text = [
    topic.path.topicName,
    topic.description,
    ...topic.keyPoints.map(({ statement }) => statement),
  ].join(' ');
  const talk = withoutGradingTalk(transcript);
  const spoken = new Set(stems(talk));
  const topicWords = [...new Set(stems(text))];
  const shared = topicWords.filter((stem) => spoken.has(stem));
  const needed = Math.min(tellingWords, Math.ceil(topicWords.length * tellingShare));
  if (shared.length >= needed) return 'related';
  if (shared.length > 0) return 'unknown';
  return languageOf(text) === languageOf(talk) ? 'unrelated' : 'unknown';
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

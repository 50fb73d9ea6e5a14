import type { KeyPoint, Topic } from '../catalog/topic.ts';

/**
 * The key points of a topic that has none of its own: what any good explanation has. Only catalog
 * versions from before every topic had its own lack them, for lectures that are pinned to them.
 */
const rubric: readonly KeyPoint[] = [
  { statement: '주제가 무엇인지 정확하게 정의하거나 한마디로 설명한다.', weight: 3 },
  { statement: '어떻게 작동하는지 또는 왜 그런지 원리나 까닭을 설명한다.', weight: 3 },
  { statement: '구체적인 예나 비유를 들어 이해를 돕는다.', weight: 2 },
  { statement: '쓰임새, 한계 또는 비슷한 개념과의 차이를 짚는다.', weight: 2 },
];

/** Reduces a topic to these of its key points. */
export function focusedTopic(topic: Topic, focus: readonly number[]): Topic {
  const keyPoints = keyPointsOf(topic).filter((_, index) => focus.includes(index + 1));
  return { ...topic, keyPoints };
}

export function keyPointsOf(topic: Topic): readonly KeyPoint[] {
  return topic.keyPoints.length > 0 ? topic.keyPoints : rubric;
}

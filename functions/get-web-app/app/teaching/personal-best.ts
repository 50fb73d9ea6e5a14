import type { Lecture } from '../../../../shared/client/answers.ts';
import { isSample } from '../../../../shared/client/wording.ts';
import { api } from '../state/client.ts';

/**
 * The best earlier score of the same topic, if this lecture's score is above it. It looks at the newest
 * lectures that one call returns.
 * @throws ClientTrouble
 */
export async function bestBefore(lecture: Lecture): Promise<number | undefined> {
  // A lecture on a part of the topic does not compare with any other.
  if (lecture.keyPoints.length > 0) return undefined;
  const { items } = await api.lectures();
  const earlier = items
    .filter(
      ({ id, topicId, status }) =>
        id !== lecture.id && topicId === lecture.topicId && status === 'SUCCESS',
    )
    .filter((other) => !isSample(other) && other.keyPoints.length === 0)
    .flatMap(({ score }) => score ?? []);
  const best = Math.max(...earlier);
  return earlier.length > 0 && (lecture.score ?? 0) > best ? best : undefined;
}

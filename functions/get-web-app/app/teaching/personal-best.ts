import type { Lecture } from '../../../../shared/client/answers.ts';
import { isSample } from '../../../../shared/client/wording.ts';
import { api } from '../state/client.ts';

/**
 * The best earlier score of the same topic, if this lecture's is above it; among the newest lectures,
 * which is as far as one call sees.
 * @throws ClientTrouble
 */
export async function bestBefore(lecture: Lecture): Promise<number | undefined> {
  // One that was judged on a part of the topic compares with none.
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

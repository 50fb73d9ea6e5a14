import { describe, expect, it } from 'vitest';
import { assessTranscript } from '../../../shared/assessment/assess-transcript.ts';
import { mean } from '../../evaluation/agreement.ts';
import { loadAssessedTopics } from '../../evaluation/assessed-topics.ts';
import { loadLabelledLectures } from '../../evaluation/labelled-lectures.ts';
import { labelledPassages } from '../../evaluation/labelled-passages.ts';
import { perfectModel } from '../../evaluation/perfect-model.ts';
import { transcriptVariants } from '../../evaluation/transcript-variants.ts';

const topics = loadAssessedTopics();
const talks = loadLabelledLectures(topics).flatMap((lecture) => {
  const topic = topics.get(lecture.topicId);
  return topic ? [{ lecture, topic, points: labelledPassages(lecture, topic) }] : [];
});
type Talk = (typeof talks)[number];

const tolerancePoints = 5;
const biasMaximumPoints = 3;

/** As the talk was written. */
const scores = new Map(
  await Promise.all(
    talks.map(
      async (talk) => [talk.lecture.id, await scoreOf(talk, talk.lecture.transcript)] as const,
    ),
  ),
);

describe('with labels and passages fixed, a talk', { timeout: 60_000 }, () => {
  it.each(transcriptVariants)('that is written $name keeps its score', async ({ name, write }) => {
    const moved = await Promise.all(
      talks.map(async (talk) => {
        const written = scores.get(talk.lecture.id) ?? Number.NaN;
        const rewritten = await scoreOf(talk, write(talk.lecture.transcript));
        const isKept = Math.abs(written - rewritten) <= tolerancePoints;
        return isKept ? [] : [`${talk.lecture.id}: ${written} to ${rewritten}`];
      }),
    );

    // With all spaces gone one talk in fifty may move: a filler can no longer be told from a
    // syllable.
    const allowed = name === 'without spaces' ? Math.floor(talks.length / 50) : 0;
    expect(moved.flat().slice(allowed)).toEqual([]);
  });
});

describe('with perfect passages and labels', () => {
  it('the score differs from the human’s by at most three points on average', () => {
    const distances = talks.map(({ lecture }) =>
      Math.abs((scores.get(lecture.id) ?? Number.NaN) - lecture.score),
    );

    expect(mean(distances)).toBeLessThanOrEqual(biasMaximumPoints);
  });
});

async function scoreOf({ topic, points }: Talk, transcript: string): Promise<number> {
  const assessed = await assessTranscript(
    {
      chat: perfectModel(points),
      keep: async () => true,
      limits: () => ({ budgetMilliseconds: 1_000 }),
    },
    topic,
    { text: transcript, model: 'labelled' },
  );
  return assessed === 'claim lost' ? Number.NaN : assessed.score;
}

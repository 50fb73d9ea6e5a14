import { describe, expect, it } from 'vitest';
import { quoteFinder } from '../../../shared/assessment/quotes.ts';
import { weighedScore } from '../../../shared/assessment/scoring.ts';
import { loadAssessedTopics } from '../../evaluation/assessed-topics.ts';
import { loadLabelledLectures } from '../../evaluation/labelled-lectures.ts';
import { labelledPassages } from '../../evaluation/labelled-passages.ts';
import { transcriptVariants } from '../../evaluation/transcript-variants.ts';

const topics = loadAssessedTopics();
const talks = loadLabelledLectures(topics).flatMap((lecture) => {
  const topic = topics.get(lecture.topicId);
  return topic ? [{ lecture, passages: labelledPassages(lecture, topic) }] : [];
});

const tolerancePoints = 5;

describe('labels and passages held fixed, a talk', () => {
  it.each(transcriptVariants)('written $name keeps its score', ({ name, write }) => {
    const moved = talks.flatMap(({ lecture, passages }) => {
      const written = scoreOf(passages, lecture.transcript);
      const rewritten = scoreOf(passages, write(lecture.transcript));
      return Math.abs(written.score - rewritten.score) > tolerancePoints
        ? [
            `${lecture.id}: ${written.score} to ${rewritten.score}, lost ${rewritten.lost.join(' | ')}`,
          ]
        : [];
    });

    // With all spaces gone one in fifty may: a filler can no longer be told from a syllable.
    const allowed = name === 'without spaces' ? Math.floor(talks.length / 50) : 0;
    expect(moved.slice(allowed)).toEqual([]);
  });

  it('as it was written loses no passage', () => {
    expect(
      talks.flatMap(({ lecture, passages }) => scoreOf(passages, lecture.transcript).lost),
    ).toEqual([]);
  });
});

function scoreOf(passages: ReturnType<typeof labelledPassages>, transcript: string) {
  const finder = quoteFinder(transcript);
  const checked = passages.map((point) => ({
    ...point,
    isFound: finder.find(point.passage) !== undefined,
  }));
  return {
    score: weighedScore(
      checked.map(({ weight, label, isFound }) => ({ weight, label: isFound ? label : 'missing' })),
    ),
    lost: checked
      .filter(({ label, isFound }) => label !== 'missing' && !isFound)
      .map(({ passage }) => passage),
  };
}

import { describe, expect, it } from 'vitest';
import { quoteFinder } from '../../../shared/assessment/quote-finder.ts';
import { alteredPassages } from '../../evaluation/altered-passages.ts';
import { loadAssessedTopics } from '../../evaluation/assessed-topics.ts';
import { loadLabelledLectures } from '../../evaluation/labelled-lectures.ts';
import { labelledPassages } from '../../evaluation/labelled-passages.ts';

const topics = loadAssessedTopics();
const lectures = loadLabelledLectures(topics);
const leastRefused = 0.95;

/** Words of the key points: what a topic is about. */
function termsOf(topicId: number): string[] {
  const statements = topics.get(topicId)?.keyPoints.map(({ statement }) => statement) ?? [];
  const words = statements.join(' ').match(/[가-힣]{3,}(?=[을를이가은는의과와] )/gu) ?? [];
  return [...new Set(words)];
}

const tried = lectures.flatMap((lecture, index) => {
  const topic = topics.get(lecture.topicId);
  const elsewhere = lectures
    .slice(index)
    .concat(lectures)
    .find(({ topicId, labels }) => topicId !== lecture.topicId && labels['k1'] === 'covered');
  const otherTopic = elsewhere && topics.get(elsewhere.topicId);
  if (!topic || !otherTopic) return [];
  const finder = quoteFinder(lecture.transcript);
  const other = labelledPassages(elsewhere, otherTopic)[0]?.passage ?? '';
  return [...new Set(labelledPassages(lecture, topic).map(({ passage }) => passage))]
    .filter((passage) => passage !== '')
    .flatMap((passage) =>
      alteredPassages(passage, {
        terms: termsOf(lecture.topicId),
        foreignTerms: termsOf(elsewhere.topicId),
        passage: other,
      }),
    )
    .map(({ alteration, passage }) => ({
      alteration,
      passage,
      isRefused: finder.find(passage) === undefined,
    }));
});

describe('a passage that says something else than the talk did', () => {
  it.each([...new Set(tried.map(({ alteration }) => alteration))])(
    'is refused, at least 95 of 100: %s',
    (alteration) => {
      const ofKind = tried.filter((one) => one.alteration === alteration);
      const passed = ofKind.filter(({ isRefused }) => !isRefused).map(({ passage }) => passage);

      expect(ofKind.length).toBeGreaterThan(0);
      expect(passed.slice(Math.floor(ofKind.length * (1 - leastRefused)))).toEqual([]);
    },
  );
});

import { describe, expect, it } from 'vitest';
import type { Passage } from '../../../shared/assessment/passages.ts';
import { judgedKeyPoints, weighedScore } from '../../../shared/assessment/scoring.ts';
import type { KeyPointLabel } from '../../../shared/contracts/lecture.ts';
import { topicOf } from '../../support/lecture-factory.ts';

const { keyPoints } = topicOf();
const passage: Passage = { start: 0, end: 4, quote: '들은 말', context: '들은 말' };
const said = keyPoints.map(() => [passage]);
const judgementsOf = (labels: readonly KeyPointLabel[]) =>
  labels.map((label, index) => ({ label, reason: `까닭 ${index + 1}` }));
const scoreOf = (...labels: KeyPointLabel[]) =>
  weighedScore(judgedKeyPoints(keyPoints, said, judgementsOf(labels)));

describe('the score', () => {
  it('weighs each label by its key point: 5, 3 and 2', () => {
    expect(scoreOf('covered', 'covered', 'covered')).toBe(100);
    expect(scoreOf('covered', 'missing', 'missing')).toBe(50);
    expect(scoreOf('partial', 'covered', 'missing')).toBe(55);
    expect(scoreOf('transcription_error', 'missing', 'covered')).toBe(58);
    expect(scoreOf('wrong', 'wrong', 'covered')).toBe(20);
    expect(scoreOf('missing', 'missing', 'missing')).toBe(0);
  });

  it('is 0 without any key points', () => {
    expect(weighedScore([])).toBe(0);
  });
});

describe('a judged key point', () => {
  it('is missing without a passage that was said, whatever the judge said', () => {
    const judged = judgedKeyPoints(keyPoints, [[], [passage], []], judgementsOf(['covered']));

    expect(judged).toMatchObject([
      { label: 'missing', passages: [], reason: '' },
      { label: 'missing', passages: [], reason: '' },
      { label: 'missing', passages: [], reason: '' },
    ]);
  });

  it('shows no passage that does not speak to it, and says why', () => {
    const [first] = judgedKeyPoints(keyPoints, said, judgementsOf(['missing']));

    expect(first).toMatchObject({ label: 'missing', passages: [], reason: '까닭 1' });
  });

  it('that is wrong keeps its passage, so that it can be corrected', () => {
    const [first] = judgedKeyPoints(keyPoints, said, judgementsOf(['wrong']));

    expect(first).toMatchObject({ label: 'wrong', passages: [passage], reason: '까닭 1' });
  });
});

import { spokenText } from '../../shared/assessment/quotes/spoken-text.ts';
import { keyPointsOf } from '../../shared/assessment/rubric.ts';
import type { Topic } from '../../shared/catalog/topics.ts';
import type { KeyPointLabel } from '../../shared/contracts/lecture.ts';
import { type LabelledLecture, labelsInOrder } from './labelled-lectures.ts';

/** What a perfect model would answer about one key point: the human's label and where it was said. */
export interface LabelledPassage {
  readonly weight: number;
  readonly label: KeyPointLabel;
  /** Exact words of the talk; empty where nothing was said. */
  readonly passage: string;
}

const shortestPassageCharacters = 8;

/**
 * Each label with the clause of the talk that has most in common with its key point. A human labelled
 * talks and not passages; which clause is taken matters little here, where only its being found does.
 */
export function labelledPassages(lecture: LabelledLecture, topic: Topic): LabelledPassage[] {
  const clauses = lecture.transcript
    .split(/(?<=[.!?,…])\s+/u)
    .map((clause) => clause.replace(/[.!?,…]+$/u, ''))
    .filter((clause) => spokenText(clause).letters.length >= shortestPassageCharacters);
  const labels = labelsInOrder(lecture, topic);
  return keyPointsOf(topic).map(({ statement, weight }, index) => {
    const label = labels[index] ?? 'missing';
    const passage = label === 'missing' ? '' : nearestClause(clauses, statement);
    return { weight, label, passage: passage || (label === 'missing' ? '' : lecture.transcript) };
  });
}

function nearestClause(clauses: readonly string[], statement: string): string {
  const wanted = letterPairs(statement);
  const shared = (clause: string) => [...letterPairs(clause)].filter((pair) => wanted.has(pair));
  return clauses.reduce(
    (best, clause) => (shared(clause).length > shared(best).length ? clause : best),
    clauses[0] ?? '',
  );
}

function letterPairs(text: string): ReadonlySet<string> {
  const { letters } = spokenText(text);
  return new Set(Array.from(letters, (_, index) => letters.slice(index, index + 2)));
}

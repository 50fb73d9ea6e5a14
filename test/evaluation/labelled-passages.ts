import { languageOf } from '../../shared/assessment/answer-language.ts';
import { spokenText } from '../../shared/assessment/quotes/spoken-text.ts';
import { keyPointsOf } from '../../shared/assessment/rubric.ts';
import type { Topic } from '../../shared/catalog/topic.ts';
import { topicInLanguage } from '../../shared/catalog/topic.ts';
import type { KeyPointLabel } from '../../shared/contracts/lecture.ts';
import { type LabelledLecture, labelsInOrder } from './labelled-lectures.ts';

/** What a perfect model would answer about one key point: the human's label and where it was said. */
export interface LabelledPassage {
  readonly statement: string;
  readonly weight: number;
  readonly label: KeyPointLabel;
  /** Exact words of the talk; empty if nothing was said. */
  readonly passage: string;
}

const shortestPassageCharacters = 8;
const wordsAPassage = 8;

/** The same words speak to two key points at most. */
const keyPointsAClause = 2;

/**
 * Each label with the clause of the talk that has most in common with its key point. A human labelled
 * talks and not passages; which clause is taken matters little here, where only its being found does.
 */
export function labelledPassages(lecture: LabelledLecture, topic: Topic): LabelledPassage[] {
  const clauses = lecture.transcript
    .split(/(?<=[.!?,…])\s+/u)
    .flatMap(inShortRuns)
    .map((clause) => clause.replace(/[.!?,…]+$/u, ''))
    .filter((clause) => spokenText(clause).letters.length >= shortestPassageCharacters);
  const labels = labelsInOrder(lecture, topic);
  const uses = new Map<string, number>();
  const asked = keyPointsOf(topicInLanguage(topic, languageOf(lecture.transcript)));
  return asked.map(({ statement, weight }, index) => {
    const label = labels[index] ?? 'missing';
    if (label === 'missing') return { statement, weight, label, passage: '' };
    const free = clauses.filter((clause) => (uses.get(clause) ?? 0) < keyPointsAClause);
    const passage = nearestClause(free.length > 0 ? free : clauses, statement);
    uses.set(passage, (uses.get(passage) ?? 0) + 1);
    return { statement, weight, label, passage };
  });
}

/** A talk without punctuation is one clause: a model quotes a dozen words of it. */
function inShortRuns(clause: string): string[] {
  const words = clause.split(/\s+/u);
  if (words.length < 2 * wordsAPassage) return [clause];
  return words.flatMap((_, index) =>
    index % wordsAPassage === 0 ? [words.slice(index, index + wordsAPassage).join(' ')] : [],
  );
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

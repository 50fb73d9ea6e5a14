import type { OwnTopic } from '../../../../shared/client/answers.ts';
import { ownTopicLimits } from '../../../../shared/contracts/own-topic-limits.ts';
import { loopTexts } from '../state/loop-texts.ts';
import { charactersOf } from './new-topic.ts';

export interface EditedPoint {
  /** Only the form uses this key: a point keeps its field when another one is removed. */
  readonly key: string;
  readonly statement: string;
  readonly weight: number;
}

export interface Edited {
  readonly title: string;
  readonly points: readonly EditedPoint[];
}

export const newPoint = (statement = '', weight = 1): EditedPoint => ({
  key: crypto.randomUUID(),
  statement,
  weight,
});

export const editedOf = ({ title, keyPoints }: OwnTopic): Edited => ({
  title,
  points: keyPoints.map(({ statement, weight }) => newPoint(statement, weight)),
});

/** The `id` of a point's field, from 1. */
export const pointField = (number: number): string => `edit-point-${number}`;

/** What is wrong with the topic, and the `id` of the field where it is wrong. */
export function problemOf({
  title,
  points,
}: Edited): { readonly field: string; readonly text: string } | undefined {
  const text = loopTexts.value;
  const { titleCharacters, statementCharacters } = ownTopicLimits;
  const fits = (value: string, most: number) => {
    const length = charactersOf(value);
    return length > 0 && length <= most;
  };
  if (!fits(title, titleCharacters)) {
    return { field: 'edit-title', text: text.titleWrong(titleCharacters) };
  }
  const statements = points.map(({ statement }) => statement.trim());
  for (const [index, statement] of statements.entries()) {
    const field = pointField(index + 1);
    if (!fits(statement, statementCharacters)) {
      return { field, text: text.pointWrong(index + 1, statementCharacters) };
    }
    if (statements.indexOf(statement) < index) return { field, text: text.pointTwice(index + 1) };
  }
  return undefined;
}

/** The topic as the API takes it. */
export const asked = ({ title, points }: Edited) => ({
  title: title.trim(),
  keyPoints: points.map(({ statement, weight }) => ({ statement: statement.trim(), weight })),
});

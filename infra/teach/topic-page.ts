import type { OwnTopic, TopicCard } from '../../shared/client/answers.ts';
import { momentText } from '../../shared/client/wording.ts';
import type { PageLayout } from './feedback-page.ts';
import { hang, plainText, wrap } from './text-layout.ts';
import { TeachTrouble } from './trouble.ts';

/** The card that prepares for a topic, as lines. */
export const cardLines = (
  name: string,
  card: TopicCard | undefined,
  { columns, paint, words }: PageLayout,
): string[] => {
  const { openingQuestion, words: wordsTitle, thinkFirst } = words.loop;
  const lines = wrap(plainText(name), columns).map((line) => paint('cyan', line));
  const section = (title: string, text: string | undefined) => {
    if (!text) return;
    lines.push('', paint('bold', title), ...hang('  ', plainText(text), columns));
  };
  section(openingQuestion, card?.openingQuestion);
  section(wordsTitle, card?.words.join(' · '));
  section(thinkFirst, card?.thinkFirst);
  return lines;
};

/** What a topic's page shows. */
export interface PagedTopic extends Pick<OwnTopic, 'card' | 'keyPoints' | 'misconceptions'> {
  /** The page's title. */
  readonly name: string;
  /** Undefined for somebody else's topic. */
  readonly share?: OwnTopic['share'];
  readonly copiedFrom?: string | undefined;
}

/**
 * The page of an own topic or a shared one: its card, and its key points as lines of a weight and a
 * statement, the form that `--points` reads.
 */
export const topicPage = (topic: PagedTopic, layout: PageLayout): string => {
  const { paint, words, columns } = layout;
  const lines = cardLines(topic.name, topic.card, layout);
  if (topic.keyPoints.length > 0) lines.push('', paint('bold', words.shared.keyPoints));
  // These lines are not wrapped, so that they can be pasted into a file, edited and given back.
  for (const { weight = 1, statement } of topic.keyPoints) {
    lines.push(`  ${weight} ${plainText(statement)}`);
  }
  if (topic.misconceptions.length > 0) lines.push('', paint('bold', words.loop.misconceptions));
  for (const { statement, correction } of topic.misconceptions) {
    lines.push(...hang('  - ', plainText(statement), columns));
    if (correction === undefined) continue;
    const right = hang('    → ', plainText(correction), columns);
    lines.push(...right.map((line) => paint('green', line)));
  }
  const { share, copiedFrom } = topic;
  if (share) {
    const { code, expiresAt = '' } = share;
    const until = words.loop.shareUntil(momentText(expiresAt, words.language));
    lines.push('', `${paint('bold', words.loop.share)}  ${plainText(code)}`);
    lines.push(...hang('  ', until, columns));
  }
  if (copiedFrom !== undefined) {
    lines.push('', ...hang('', words.loop.copiedFrom(plainText(copiedFrom)), columns));
  }
  return `${lines.join('\n')}\n`;
};

/**
 * Reads key points from a file: each line has a weight from 1 to 5 and a statement.
 * @throws TeachTrouble `no-points` for the first line that is not a key point
 */
export const pointsIn = (text: string, path: string) =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, weight, statement] = /^\s*([1-5])\s+(\S.*?)\s*$/.exec(line) ?? [];
      if (weight === undefined || statement === undefined) {
        throw new TeachTrouble({ kind: 'no-points', path, line: line.trim() });
      }
      return { weight: Number(weight), statement };
    });

import { occasionsOf, pointsOf, wholeProgress } from '../../shared/client/progress.ts';
import { type ListedTopic, listedTopics, treeLines } from './catalog-walk.ts';
import type { CommandContext } from './command-context.ts';
import { labelStyle } from './feedback-page.ts';
import { pad, plainText } from './text-layout.ts';
import { TeachTrouble } from './trouble.ts';

export const listTopics = async ({ api, out }: CommandContext): Promise<void> => {
  let before: ListedTopic | undefined;
  for await (const topic of listedTopics(api)) {
    out.write(`${treeLines(topic, before).join('\n')}\n`);
    before = topic;
  }
  if (before === undefined) throw new TeachTrouble({ kind: 'no-topics' });
};

/** How many occasions, lectures and answers, fit beside each other. */
const mostColumns = 10;
/** The head of a column for an answer, where a lecture has its number. No label has this mark. */
const answersHead = '+';

/**
 * Shows what was taught: a row for each lecture of a topic, and a mark for each key point on each occasion,
 * in a lecture or in an answer.
 */
export const showProgress = async (context: CommandContext): Promise<void> => {
  const { api, out, words, paintOut: paint } = context;
  const { loop, shared } = words;
  const topics = await wholeProgress(api);
  if (topics.length === 0) out.write(`${loop.progressEmpty}\n`);
  for (const topic of topics) {
    const { topicName, topicId, lectures } = topic;
    const title = `${plainText(topicName)} (#${topicId}) · ${loop.timesTaught(lectures.length)}`;
    out.write(`${paint('cyan', title)}\n`);
    for (const { id, score, keyPoints } of lectures) {
      const part = keyPoints.length > 0 ? loop.againText(keyPoints) : '';
      out.write(`  #${id}  ${String(score).padStart(3)}  ${part}`.trimEnd());
      out.write('\n');
    }
    const shown = occasionsOf(topic).slice(-mostColumns);
    const row = (head: string, cells: readonly string[]) =>
      out.write(`  ${pad(head, 10)} ${cells.map((cell) => cell.padStart(2)).join(' ')}\n`);
    if (shown.length > 0) {
      row(
        '',
        shown.map(({ number, isAnswer }) => (isAnswer ? answersHead : String(number))),
      );
    }
    for (const { keyPoint, labels } of pointsOf(shown)) {
      row(
        loop.pointText(keyPoint),
        labels.map((label) => (label === undefined ? '·' : labelStyle(label).mark)),
      );
    }
  }
  if (topics.length > 0) {
    const labels = Object.entries(shared.keyPointLabels).map(
      ([label, text]) => `${labelStyle(label).mark} ${text}`,
    );
    out.write(`\n${[...labels, `${answersHead} ${loop.answersGiven}`].join('  ')}\n`);
  }
};

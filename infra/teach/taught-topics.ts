import { pointsOf, wholeProgress } from '../../shared/client/progress.ts';
import { type ListedTopic, listedTopics, treeLines } from './catalog-walk.ts';
import { labelStyle } from './feedback-page.ts';
import type { Room } from './room.ts';
import { pad, plainText } from './text-layout.ts';
import { TeachTrouble } from './trouble.ts';

export const listTopics = async ({ api, out }: Room): Promise<void> => {
  let before: ListedTopic | undefined;
  for await (const topic of listedTopics(api)) {
    out.write(`${treeLines(topic, before).join('\n')}\n`);
    before = topic;
  }
  if (before === undefined) throw new TeachTrouble({ kind: 'no-topics' });
};

/** As many lectures of a topic as fit beside each other. */
const mostColumns = 10;

/** What was taught: a row for each lecture of a topic, and a mark for each key point and lecture. */
export const showProgress = async (room: Room): Promise<void> => {
  const { api, out, words, paintOut: paint } = room;
  const { loop, shared } = words;
  const topics = await wholeProgress(api);
  if (topics.length === 0) out.write(`${loop.progressEmpty}\n`);
  for (const { topicName, topicId, lectures } of topics) {
    const title = `${plainText(topicName)} (#${topicId}) · ${loop.timesTaught(lectures.length)}`;
    out.write(`${paint('cyan', title)}\n`);
    for (const { id, score, keyPoints } of lectures) {
      const part = keyPoints.length > 0 ? loop.againText(keyPoints) : '';
      out.write(`  #${id}  ${String(score).padStart(3)}  ${part}`.trimEnd());
      out.write('\n');
    }
    const judged = lectures.filter(({ labels }) => labels.length > 0).slice(-mostColumns);
    for (const { keyPoint, labels } of pointsOf(judged)) {
      const marks = labels.map((label) => (label === undefined ? '·' : labelStyle(label).mark));
      out.write(`  ${pad(loop.pointText(keyPoint), 10)} ${marks.join(' ')}\n`);
    }
  }
  if (topics.length > 0) {
    const legend = Object.entries(shared.keyPointLabels);
    out.write(
      `\n${legend.map(([label, text]) => `${labelStyle(label).mark} ${text}`).join('  ')}\n`,
    );
  }
};

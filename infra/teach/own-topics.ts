import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { OwnTopic } from '../../shared/client/answers.ts';
import { liveShare, topicStatusText } from '../../shared/client/loop-wording.ts';
import { connectionReason } from '../../shared/client/trouble.ts';
import { highestCatalogId } from '../../shared/contracts/own-topic-limits.ts';
import { type CommandContext, layoutOf } from './command-context.ts';
import { stageProgress, stepLabel } from './progress.ts';
import type { TaskOf } from './tasks.ts';
import { plainText } from './text-layout.ts';
import { cardLines, pointsIn, topicPage } from './topic-page.ts';
import { TeachTrouble } from './trouble.ts';

const readText = async ({ resolveFile }: CommandContext, file: string): Promise<string> => {
  const path = resolveFile(file);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const reason = connectionReason(error);
    throw new TeachTrouble(
      reason === 'ENOENT'
        ? { kind: 'file-missing', path }
        : { kind: 'file-unreadable', path, reason },
    );
  }
};

const showEnded = (context: CommandContext, topic: OwnTopic): void => {
  if (topic.status === 'FAILED') throw new TeachTrouble({ kind: 'topic-failed', topic });
  const share = liveShare(topic, Date.now());
  const named = { ...topic, share, name: `${topic.title} (#${topic.id})` };
  context.out.write(topicPage(named, layoutOf(context)));
};

const watchAndShow = async (
  context: CommandContext,
  first: Awaited<ReturnType<CommandContext['api']['ownTopic']>>,
): Promise<void> => {
  const { words, now, interrupt: signal, settings } = context;
  const { pollSeconds, waitSeconds } = settings;
  const progress = stageProgress(context.err, stepLabel(words.steps.progress), words.seconds, now);
  const seen = ({ status }: OwnTopic) => {
    if (status === 'PREPARING') progress.show(topicStatusText(status, words.loop));
  };
  let topic: OwnTopic;
  try {
    topic = await context.topics.watch(first, { seen, signal, pollSeconds, waitSeconds });
  } finally {
    progress.stop();
  }
  showEnded(context, topic);
};

export const makeTopic = async (
  context: CommandContext,
  task: TaskOf<'make-topic'>,
): Promise<void> => {
  const { title, notesFile } = task;
  const notes = notesFile === undefined ? '' : (await readText(context, notesFile)).trim();
  const asked = { title, ...(notes !== '' && { notes }) };
  const answer = await context.topics.make(asked, randomUUID(), context.interrupt);
  context.say('topic', `${answer.topic.title} (#${answer.topic.id})`);
  await watchAndShow(context, answer);
};

export const showOwnTopic = async (context: CommandContext, topicId: number): Promise<void> =>
  watchAndShow(context, await context.api.ownTopic(topicId));

export const listOwnTopics = async ({ api, out, words }: CommandContext): Promise<void> => {
  for (const { id, title, status } of await api.ownTopics()) {
    const state = status === 'READY' ? '' : ` [${topicStatusText(status, words.loop)}]`;
    out.write(`${String(id).padStart(18)}  ${plainText(title)}${state}\n`);
  }
};

/** @throws TeachTrouble `no-points` for the first line that is not a key point */
export const editTopic = async (
  context: CommandContext,
  task: TaskOf<'edit-topic'>,
): Promise<void> => {
  const { topicId, pointsFile } = task;
  const keyPoints = pointsIn(await readText(context, pointsFile), context.resolveFile(pointsFile));
  const title = task.title ?? (await context.api.ownTopic(topicId)).topic.title;
  showEnded(context, await context.api.editTopic(topicId, { title, keyPoints }));
};

export const deleteTopic = async (context: CommandContext, topicId: number): Promise<void> => {
  await context.api.deleteTopic(topicId);
  context.say('topic', context.words.topicDeleted(topicId));
};

/** Shows the card of a topic of the catalog or of an own topic: thirty seconds of reading before a talk. */
export const showCard = async (context: CommandContext, topicId: number): Promise<void> => {
  const { name, card } = await namedCard(context, topicId);
  const lines = cardLines(name, card, layoutOf(context));
  context.out.write(`${lines.join('\n')}\n`);
};

async function namedCard({ api }: CommandContext, topicId: number) {
  if (topicId <= highestCatalogId) {
    const { topicName: name, card } = await api.topic(topicId);
    return { name, card };
  }
  const { topic } = await api.ownTopic(topicId);
  return { name: topic.title, card: topic.card };
}

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { OwnTopic } from '../../shared/client/answers.ts';
import { liveShare, topicStatusText } from '../../shared/client/loop-wording.ts';
import { connectionReason } from '../../shared/client/trouble.ts';
import { highestCatalogId } from '../../shared/contracts/own-topic-limits.ts';
import { stageProgress, stepLabel } from './progress.ts';
import { layoutOf, type Room } from './room.ts';
import type { Task } from './tasks.ts';
import { plainText } from './text-layout.ts';
import { cardLines, pointsIn, topicPage } from './topic-page.ts';
import { TeachTrouble } from './trouble.ts';

type TaskOf<Kind extends Task['kind']> = Extract<Task, { kind: Kind }>;

const readText = async ({ resolveFile }: Room, file: string): Promise<string> => {
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

const showEnded = (room: Room, topic: OwnTopic): void => {
  if (topic.status === 'FAILED') throw new TeachTrouble({ kind: 'topic-failed', topic });
  const share = liveShare(topic, Date.now());
  const named = { ...topic, share, name: `${topic.title} (#${topic.id})` };
  room.out.write(topicPage(named, layoutOf(room)));
};

const watchAndShow = async (
  room: Room,
  first: Awaited<ReturnType<Room['api']['ownTopic']>>,
): Promise<void> => {
  const { words, now, interrupt: signal, settings } = room;
  const { pollSeconds, waitSeconds } = settings;
  const progress = stageProgress(room.err, stepLabel(words.steps.progress), words.seconds, now);
  const seen = ({ status }: OwnTopic) => {
    if (status === 'PREPARING') progress.show(topicStatusText(status, words.loop));
  };
  let topic: OwnTopic;
  try {
    topic = await room.topics.watch(first, { seen, signal, pollSeconds, waitSeconds });
  } finally {
    progress.stop();
  }
  showEnded(room, topic);
};

export const makeTopic = async (room: Room, task: TaskOf<'make-topic'>): Promise<void> => {
  const { title, notesFile } = task;
  const notes = notesFile === undefined ? '' : (await readText(room, notesFile)).trim();
  const asked = { title, ...(notes !== '' && { notes }) };
  const answer = await room.topics.make(asked, randomUUID(), room.interrupt);
  room.say('topic', `${answer.topic.title} (#${answer.topic.id})`);
  await watchAndShow(room, answer);
};

export const showOwnTopic = async (room: Room, topicId: number): Promise<void> =>
  watchAndShow(room, await room.api.ownTopic(topicId));

export const listOwnTopics = async ({ api, out, words }: Room): Promise<void> => {
  for (const { id, title, status } of await api.ownTopics()) {
    const state = status === 'READY' ? '' : ` [${topicStatusText(status, words.loop)}]`;
    out.write(`${String(id).padStart(18)}  ${plainText(title)}${state}\n`);
  }
};

/** @throws TeachTrouble `no-points` for the first line that is none */
export const editTopic = async (room: Room, task: TaskOf<'edit-topic'>): Promise<void> => {
  const { topicId, pointsFile } = task;
  const keyPoints = pointsIn(await readText(room, pointsFile), room.resolveFile(pointsFile));
  const title = task.title ?? (await room.api.ownTopic(topicId)).topic.title;
  showEnded(room, await room.api.editTopic(topicId, { title, keyPoints }));
};

export const deleteTopic = async (room: Room, topicId: number): Promise<void> => {
  await room.api.deleteTopic(topicId);
  room.say('topic', room.words.topicDeleted(topicId));
};

/** The card of a topic of the catalog or of one's own: thirty seconds to read before a talk. */
export const showCard = async (room: Room, topicId: number): Promise<void> => {
  const { name, card } = await namedCard(room, topicId);
  const lines = cardLines(name, card, layoutOf(room));
  room.out.write(`${lines.join('\n')}\n`);
};

async function namedCard({ api }: Room, topicId: number) {
  if (topicId <= highestCatalogId) {
    const { topicName: name, card } = await api.topic(topicId);
    return { name, card };
  }
  const { topic } = await api.ownTopic(topicId);
  return { name: topic.title, card: topic.card };
}

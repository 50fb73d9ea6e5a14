import { momentText } from '../../shared/client/wording.ts';
import { commandText, knownLogin, layoutOf, type Room } from './room.ts';
import type { Task } from './tasks.ts';
import { hang, plainText } from './text-layout.ts';
import { topicPage } from './topic-page.ts';

type TaskOf<Kind extends Task['kind']> = Extract<Task, { kind: Kind }>;

/** A code by which others take the topic as it is now. */
export const shareTopic = async (room: Room, topicId: number): Promise<void> => {
  const { api, words, out } = room;
  await knownLogin(room);
  const { code, expiresAt } = await api.shareTopic(topicId);
  const until = expiresAt && words.loop.shareUntil(momentText(expiresAt, words.language));
  const { columns } = layoutOf(room);
  const lines = [until, words.loop.shareWhy].flatMap((text) =>
    text ? hang('', text, columns) : [],
  );
  out.write(`${plainText(code)}\n${lines.join('\n')}\n`);
};

export const stopSharing = async (room: Room, topicId: number): Promise<void> => {
  await knownLogin(room);
  await room.api.stopSharing(topicId);
  room.say('topic', room.words.loop.shareStopped);
};

/** Somebody's topic, with the command that makes it one's own. */
export const showShared = async (room: Room, code: string): Promise<void> => {
  const { title, ...topic } = await room.api.sharedTopic(code);
  room.out.write(topicPage({ name: title, ...topic }, layoutOf(room)));
  room.out.write(`  ${commandText(`--copy-topic ${code}`, room.settings)}\n`);
};

export const copyShared = async (room: Room, code: string): Promise<void> => {
  const { id, title, ...topic } = await room.api.copySharedTopic(code);
  room.out.write(topicPage({ name: `${title} (#${id})`, ...topic }, layoutOf(room)));
};

export const reportShared = async (
  room: Room,
  { code, reason }: TaskOf<'report-topic'>,
): Promise<void> => {
  await room.api.reportSharedTopic(code, reason);
  room.say('topic', room.words.loop.reported);
};

import { momentText } from '../../shared/client/wording.ts';
import { type CommandContext, commandText, knownLogin, layoutOf } from './command-context.ts';
import type { TaskOf } from './tasks.ts';
import { hang, plainText } from './text-layout.ts';
import { topicPage } from './topic-page.ts';

/** Makes a code by which others can copy the topic as it is now. */
export const shareTopic = async (context: CommandContext, topicId: number): Promise<void> => {
  const { api, words, out } = context;
  await knownLogin(context);
  const { code, expiresAt } = await api.shareTopic(topicId);
  const until = expiresAt && words.loop.shareUntil(momentText(expiresAt, words.language));
  const { columns } = layoutOf(context);
  const lines = [until, words.loop.shareWhy].flatMap((text) =>
    text ? hang('', text, columns) : [],
  );
  out.write(`${plainText(code)}\n${lines.join('\n')}\n`);
};

export const stopSharing = async (context: CommandContext, topicId: number): Promise<void> => {
  await knownLogin(context);
  await context.api.stopSharing(topicId);
  context.say('topic', context.words.loop.shareStopped);
};

/** Shows somebody's topic, with the command that copies it. */
export const showShared = async (context: CommandContext, code: string): Promise<void> => {
  const { title, ...topic } = await context.api.sharedTopic(code);
  context.out.write(topicPage({ name: title, ...topic }, layoutOf(context)));
  context.out.write(`  ${commandText(`--copy-topic ${code}`, context.settings)}\n`);
};

export const copyShared = async (context: CommandContext, code: string): Promise<void> => {
  const { id, title, ...topic } = await context.api.copySharedTopic(code);
  context.out.write(topicPage({ name: `${title} (#${id})`, ...topic }, layoutOf(context)));
};

export const reportShared = async (
  context: CommandContext,
  { code, reason }: TaskOf<'report-topic'>,
): Promise<void> => {
  await context.api.reportSharedTopic(code, reason);
  context.say('topic', context.words.loop.reported);
};

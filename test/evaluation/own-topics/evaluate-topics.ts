import { languageOf } from '../../../shared/assessment/answer-language.ts';
import { usefulChat } from '../../../shared/assessment/ask-until-useful.ts';
import type { ChatModel } from '../../../shared/assessment/chat-model.ts';
import type { TopicContent } from '../../../shared/own-topics/own-topic.ts';
import { preparationQuestion, readPreparation } from '../../../shared/own-topics/preparation.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { type NoteSet, noteSets } from './note-sets.ts';
import type { TopicChat } from './recorded-topics.ts';
import { type CheckedTopic, checkTopic } from './topic-checks.ts';

/** The results of the preparations of one kind. */
export interface TopicFigures {
  readonly asked: number;
  /** Made a topic by the code that the worker uses. */
  readonly valid: number;
  /** Valid at the first answer, including a misconception. */
  readonly validAtOnce: number;
  readonly checked: CheckedTopic;
  /** The same topics compared with the notes of another set: what chance would pass. */
  readonly againstOthers: CheckedTopic;
}

/** A small model on one slow thread takes minutes. */
const limits = { budgetMilliseconds: 1_200_000, isLastChance: true };

interface Prepared {
  readonly set: NoteSet;
  readonly content: TopicContent | undefined;
  readonly isAtOnce: boolean;
}

async function prepare(
  chatOf: TopicChat,
  set: NoteSet,
  notes: string | undefined,
): Promise<Prepared> {
  const chat = chatOf({ title: set.title, notes });
  const language = languageOf(`${set.title}\n${notes ?? ''}`);
  const question = preparationQuestion(set.title, notes, language);
  let times = 0;
  const counted: ChatModel = {
    ask: (asked, given) => {
      times += 1;
      return chat.ask(asked, given);
    },
  };
  try {
    const content = readPreparation((await usefulChat(counted).ask(question, limits)).answer);
    return { set, content, isAtOnce: times === 1 };
  } catch (error) {
    if (!(error instanceof ProviderError && error.kind === 'invalid')) throw error;
    return { set, content: undefined, isAtOnce: false };
  }
}

const none: CheckedTopic = { keyPoints: 0, following: 0, misconceptions: 0, contradicting: 0 };

const plus = (one: CheckedTopic, other: CheckedTopic): CheckedTopic => ({
  keyPoints: one.keyPoints + other.keyPoints,
  following: one.following + other.following,
  misconceptions: one.misconceptions + other.misconceptions,
  contradicting: one.contradicting + other.contradicting,
});

export const notesOf = (set: NoteSet, from: 'notes' | 'title') =>
  from === 'notes' ? set.notes : undefined;

/** Has every set prepared, one after the other, from its notes or from its title alone. */
export async function evaluateTopics(
  chatOf: TopicChat,
  from: 'notes' | 'title',
  sets: readonly NoteSet[] = noteSets,
): Promise<TopicFigures> {
  const prepared: Prepared[] = [];
  for (const set of sets) prepared.push(await prepare(chatOf, set, notesOf(set, from)));
  let checked = none;
  let againstOthers = none;
  for (const [index, { set, content }] of prepared.entries()) {
    if (!content) continue;
    const other = sets[(index + 5) % sets.length] ?? set;
    checked = plus(checked, checkTopic(content, set.notes));
    const { keyPoints } = prepared[(index + 5) % prepared.length]?.content ?? content;
    const strange = { ...content, keyPoints };
    const misled = checkTopic(strange, set.notes);
    const { following } = checkTopic(content, other.notes);
    againstOthers = plus(againstOthers, {
      ...misled,
      keyPoints: content.keyPoints.length,
      following,
    });
  }
  return {
    asked: prepared.length,
    valid: prepared.filter(({ content }) => content).length,
    validAtOnce: prepared.filter(({ isAtOnce }) => isAtOnce).length,
    checked,
    againstOthers,
  };
}

/** As a table of docs/evaluation.md has it. */
export function figuresText(name: string, figures: TopicFigures): string {
  const { asked, valid, validAtOnce, checked, againstOthers } = figures;
  const share = (count: number, of: number) => `${count} of ${of}`;
  return [
    `${name}: ${share(valid, asked)} valid, ${validAtOnce} at the first answer`,
    `  key points that follow from the notes: ${share(checked.following, checked.keyPoints)}; from those of another set: ${share(againstOthers.following, againstOthers.keyPoints)}`,
    `  misconceptions that contradict a key point: ${share(checked.contradicting, checked.misconceptions)}; one of another topic: ${share(againstOthers.contradicting, againstOthers.misconceptions)}`,
  ].join('\n');
}

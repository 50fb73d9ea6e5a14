import { signal } from '@preact/signals';
import type { OwnTopic } from '../../../../shared/client/answers.ts';
import { isPassing, troubleOf } from '../../../../shared/client/trouble.ts';
import { ownTopicLimits } from '../../../../shared/contracts/own-topic-limits.ts';
import { keep, readKept } from '../device/database.ts';
import { topicPreparation } from '../state/client.ts';
import { language } from '../state/language.ts';
import { loopTexts } from '../state/loop-texts.ts';
import { errorText } from '../state/notices.ts';
import { newTopicHash, screen, show, showInstead, topicHash } from '../state/screen.ts';

/** A topic that the learner is still writing. */
interface Draft {
  readonly title: string;
  readonly notes: string;
  /** Each text has one key, so that several tries make one topic. */
  readonly key: string;
}

const empty = (): Draft => ({ title: '', notes: '', key: crypto.randomUUID() });

export const draft = signal<Draft>(empty());
export const isMaking = signal(false);
/** The topic could not be sent; it is sent once there is a network. */
export const awaitsNetwork = signal(false);
export const alert = signal<(() => string) | undefined>(undefined);

function set(next: Draft): void {
  draft.value = next;
  const isEmpty = next.title === '' && next.notes === '';
  void keep('drafts', 'topic', isEmpty ? undefined : next);
}

/** Changes the text. A changed text gets a new key, because it is another topic. */
export function write(change: Partial<Pick<Draft, 'title' | 'notes'>>): void {
  alert.value = undefined;
  awaitsNetwork.value = false;
  set({ ...draft.value, ...change, key: crypto.randomUUID() });
}

/** Brings back what the last visit left. */
export async function restoreNewTopic(): Promise<void> {
  const kept = await readKept('drafts', 'topic');
  const { title, notes } = draft.value;
  if (title !== '' || notes !== '' || typeof kept !== 'object' || kept === null) return;
  draft.value = { ...empty(), ...kept };
}

/** Starts a new topic from the text of an earlier one. */
export function makeFrom({ title, notes = '' }: OwnTopic): void {
  write({ title, notes });
  show(newTopicHash);
}

/** How many characters a text has as people count them. */
export const charactersOf = (text: string): number =>
  [...new Intl.Segmenter(language.value).segment(text.trim())].length;

/** What is wrong with the draft, and the `id` of the field where it is wrong. */
function problemOf({
  title,
  notes,
}: Draft): { readonly field: string; readonly text: string } | undefined {
  const text = loopTexts.value;
  const { titleCharacters, notesCharacters } = ownTopicLimits;
  const length = charactersOf(title);
  if (length === 0 || length > titleCharacters) {
    return { field: 'topic-title', text: text.titleWrong(titleCharacters) };
  }
  if (charactersOf(notes) > notesCharacters) {
    const most = notesCharacters.toLocaleString(language.value);
    return { field: 'topic-notes', text: text.notesTooLong(most) };
  }
  return undefined;
}

/** @returns the `id` of the field that keeps the topic from being sent, if there is one */
export function checkNewTopic(): string | undefined {
  const wrong = problemOf(draft.value);
  alert.value = wrong && (() => problemOf(draft.value)?.text ?? '');
  return wrong?.field;
}

/** Has the topic made and shows the progress. Without a network it is sent as soon as there is one. */
export async function make(): Promise<void> {
  if (isMaking.value) return;
  isMaking.value = true;
  awaitsNetwork.value = false;
  alert.value = undefined;
  const { title, notes, key } = draft.value;
  const asked = { title: title.trim(), ...(notes.trim() !== '' && { notes: notes.trim() }) };
  try {
    const { signal: never } = new AbortController();
    const { topic } = await topicPreparation.make(asked, key, never);
    set(empty());
    if (screen.value.name === 'new-topic') showInstead(topicHash(topic.id));
  } catch (error) {
    const trouble = troubleOf(error);
    awaitsNetwork.value = trouble !== undefined && isPassing(trouble);
    alert.value = () => errorText(error);
  }
  isMaking.value = false;
}

addEventListener('online', () => {
  if (awaitsNetwork.value) void make();
});

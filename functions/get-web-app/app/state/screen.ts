import { signal } from '@preact/signals';

/** The screen that is shown. The part of the address behind `#` names it, so a reload comes back to it. */
export type Screen =
  | { readonly name: 'teach' }
  | { readonly name: 'sending'; readonly unsentId: string }
  | { readonly name: 'lecture'; readonly lectureId: number }
  | { readonly name: 'records' }
  | { readonly name: 'league' }
  | { readonly name: 'topics' }
  | { readonly name: 'new-topic' }
  | { readonly name: 'shared-topic' }
  | { readonly name: 'topic'; readonly topicId: number };

/** The screens whose code is loaded when they are first shown. */
export type LaterScreenName = Exclude<Screen['name'], 'teach' | 'sending'>;

export const teachHash = '#/';
export const recordsHash = '#/records';
export const leagueHash = '#/league';
export const topicsHash = '#/topics';
export const newTopicHash = '#/topics/new';
export const sharedTopicHash = '#/topics/code';
export const topicHash = (topicId: number) => `#/topics/${topicId}`;
export const lectureHash = (lectureId: number) => `#/lectures/${lectureId}`;
export const sendingHash = (unsentId: string) => `#/sending/${unsentId}`;

const named: Readonly<
  Record<string, 'records' | 'league' | 'topics' | 'new-topic' | 'shared-topic'>
> = {
  [recordsHash]: 'records',
  [leagueHash]: 'league',
  [topicsHash]: 'topics',
  [newTopicHash]: 'new-topic',
  [sharedTopicHash]: 'shared-topic',
};

function screenOf(hash: string): Screen {
  const lectureId = /^#\/lectures\/(\d{1,16})$/.exec(hash)?.[1];
  if (lectureId !== undefined) return { name: 'lecture', lectureId: Number(lectureId) };
  const unsentId = /^#\/sending\/([\w-]{1,64})$/.exec(hash)?.[1];
  if (unsentId !== undefined) return { name: 'sending', unsentId };
  const topicId = /^#\/topics\/(\d{1,16})$/.exec(hash)?.[1];
  if (topicId !== undefined) return { name: 'topic', topicId: Number(topicId) };
  return { name: named[hash] ?? 'teach' };
}

export const screen = signal(screenOf(location.hash));

addEventListener('hashchange', () => {
  screen.value = screenOf(location.hash);
});

/** Shows a screen in place of the one before, so that `back` does not lead to that one again. */
export function showInstead(hash: string): void {
  history.replaceState(null, '', hash);
  screen.value = screenOf(hash);
}

export function show(hash: string): void {
  if (location.hash === hash || (location.hash === '' && hash === teachHash)) return;
  history.pushState(null, '', hash);
  screen.value = screenOf(hash);
}

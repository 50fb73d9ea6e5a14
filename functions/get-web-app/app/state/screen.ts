import { signal } from '@preact/signals';

/** What is shown, by the part of the address behind `#`: a reload comes back to it. */
export type Screen =
  | { readonly name: 'teach' }
  | { readonly name: 'sending'; readonly unsentId: string }
  | { readonly name: 'lecture'; readonly lectureId: number }
  | { readonly name: 'records' };

export const teachHash = '#/';
export const recordsHash = '#/records';
export const lectureHash = (lectureId: number) => `#/lectures/${lectureId}`;
export const sendingHash = (unsentId: string) => `#/sending/${unsentId}`;

function screenOf(hash: string): Screen {
  const lectureId = /^#\/lectures\/(\d{1,16})$/.exec(hash)?.[1];
  if (lectureId !== undefined) return { name: 'lecture', lectureId: Number(lectureId) };
  const unsentId = /^#\/sending\/([\w-]{1,64})$/.exec(hash)?.[1];
  if (unsentId !== undefined) return { name: 'sending', unsentId };
  return { name: hash === recordsHash ? 'records' : 'teach' };
}

export const screen = signal(screenOf(location.hash));

addEventListener('hashchange', () => {
  screen.value = screenOf(location.hash);
});

/** Shows a screen; in the place of the one before, so that `back` does not lead to that again. */
export function showInstead(hash: string): void {
  history.replaceState(null, '', hash);
  screen.value = screenOf(hash);
}

export function show(hash: string): void {
  if (location.hash === hash || (location.hash === '' && hash === teachHash)) return;
  history.pushState(null, '', hash);
  screen.value = screenOf(hash);
}

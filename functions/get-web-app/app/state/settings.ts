import { signal } from '@preact/signals';
import type { WebSettings } from '../../../../shared/contracts/web-files.ts';
import { pageUrl } from './client.ts';
import { keepStored, readStored } from './stored.ts';

/** The settings of the stage; undefined until it has answered. */
export const stageSettings = signal<WebSettings | undefined>(undefined);

const isSettings = (value: unknown): value is WebSettings =>
  typeof value === 'object' && value !== null && 'standIn' in value && 'recordingDays' in value;

/** Asks the stage that served the page. Without an answer the page still works, but shows less. */
export async function readStageSettings(): Promise<void> {
  try {
    const response = await fetch(new URL('app/settings.json', pageUrl));
    const read: unknown = await response.json();
    if (response.ok && isSettings(read)) stageSettings.value = read;
  } catch {
    // The page is offline, and the worker has no copy either.
  }
}

/** Whether a recording is sent automatically when it stops. */
export const sendsByItself = signal(readStored('send-by-itself') !== 'no');

export function changeSendsByItself(next: boolean): void {
  sendsByItself.value = next;
  keepStored('send-by-itself', next ? undefined : 'no');
}

import { signal } from '@preact/signals';
import type { WebSettings } from '../../../../shared/contracts/web-files.ts';
import { pageUrl } from './client.ts';
import { keepStored, readStored } from './stored.ts';

/** What the stage says of itself; undefined until it has answered. */
export const stageSettings = signal<WebSettings | undefined>(undefined);

const isSettings = (value: unknown): value is WebSettings =>
  typeof value === 'object' && value !== null && 'standIn' in value && 'recordingDays' in value;

/** Asks the stage that served the page; without an answer the page works and says less. */
export async function readStageSettings(): Promise<void> {
  try {
    const response = await fetch(new URL('app/settings.json', pageUrl));
    const read: unknown = await response.json();
    if (response.ok && isSettings(read)) stageSettings.value = read;
  } catch {
    // Offline: the worker had nothing either.
  }
}

/** Whether a recording is sent by itself when it is stopped. */
export const sendsByItself = signal(readStored('send-by-itself') !== 'no');

export function changeSendsByItself(next: boolean): void {
  sendsByItself.value = next;
  keepStored('send-by-itself', next ? undefined : 'no');
}

import { signal } from '@preact/signals';
import { keep, readKept } from '../device/database.ts';
import { listenToTake, type TakeTrouble } from '../device/listen-to-take.ts';
import { type Aim, readAim } from './unsent.ts';

export type Way = 'record' | 'file' | 'type';

/** A recording that the learner can listen to and send. */
export interface Take {
  readonly id: string;
  readonly recording: Blob;
  /** The length of a recording that was made here. */
  readonly seconds?: number | undefined;
  /** The name of a file that was chosen. */
  readonly name?: string | undefined;
}

/** What listening to the take has found so far. */
export type Listening = TakeTrouble | 'listening' | 'fine';

export const way = signal<Way>('record');
export const take = signal<Take | undefined>(undefined);
export const listening = signal<Listening>('fine');
export const typed = signal('');
/** A key point that is taught again alone, or a pupil's question; undefined for the whole topic. */
export const aim = signal<Aim | undefined>(undefined);
/** What is wrong. It is a function, so that the words follow the language that is chosen. */
export const alert = signal<(() => string) | undefined>(undefined);

export function warn(message: (() => string) | undefined): void {
  alert.value = message;
}

/** @returns what listening to the take has found, once that is over */
export async function setTake(next: Take | undefined): Promise<Listening> {
  take.value = next;
  listening.value = next ? 'listening' : 'fine';
  void keep('drafts', 'take', next);
  if (!next) return 'fine';
  const found = (await listenToTake(next.recording)) ?? 'fine';
  // Another take may have replaced this one meanwhile.
  if (take.value?.id === next.id) listening.value = found;
  return found;
}

export function setTyped(text: string): void {
  typed.value = text;
  void keep('drafts', 'text', text === '' ? undefined : text);
}

export function setAim(next: Aim | undefined): void {
  aim.value = next;
  void keep('drafts', 'aim', next);
}

/** Reads a take that this version kept, or an earlier one, which gave it no id. */
function readTake(value: unknown): Take | undefined {
  if (typeof value !== 'object' || value === null || !('recording' in value)) return undefined;
  const { recording } = value;
  if (!(recording instanceof Blob)) return undefined;
  return {
    id: 'id' in value && typeof value.id === 'string' ? value.id : crypto.randomUUID(),
    recording,
    seconds: 'seconds' in value && typeof value.seconds === 'number' ? value.seconds : undefined,
    name: 'name' in value && typeof value.name === 'string' ? value.name : undefined,
  };
}

/** Brings back what the last visit left, unless the learner has begun something else meanwhile. */
export async function restoreDrafts(): Promise<void> {
  const [keptTake, keptText, keptAim] = await Promise.all([
    readKept('drafts', 'take'),
    readKept('drafts', 'text'),
    readKept('drafts', 'aim'),
  ]);
  const found = readTake(keptTake);
  const isBegun = take.value !== undefined || typed.value !== '' || aim.value !== undefined;
  if (found && !take.value) void setTake(found);
  if (typeof keptText === 'string' && typed.value === '') typed.value = keptText;
  // The aim belongs to what was recorded or written for it.
  if (!isBegun && (found || typeof keptText === 'string')) aim.value = readAim(keptAim);
}

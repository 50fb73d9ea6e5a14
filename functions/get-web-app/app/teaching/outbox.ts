import { signal } from '@preact/signals';
import type { Lecture } from '../../../../shared/client/answers.ts';
import type { LectureAnswer } from '../../../../shared/client/calls.ts';
import { askedPauseSeconds, isPassing, troubleOf } from '../../../../shared/client/trouble.ts';
import { isKept, keep, readAllKept, readKept } from '../device/database.ts';
import { byOneTab } from '../device/one-tab.ts';
import { api, journey } from '../state/client.ts';
import { tellConsents } from '../state/consent.ts';
import { isToldOfEnds } from '../state/told-reminders.ts';
import { readUnsent, type Unsent } from './unsent.ts';

/** Something that is being sent right now, or waits for the network. */
export interface OutboxItem {
  readonly unsent: Unsent;
  readonly isSending: boolean;
  /** How much is uploaded, from 0 to 1. */
  readonly share: number;
}

export interface OutboxHandlers {
  /** @param unsent undefined where another tab has sent it */
  readonly onSent: (id: string, lecture: Lecture, unsent: Unsent | undefined) => void;
  /** The learner took it back, or it was refused with the given error. */
  readonly onBack: (unsent: Unsent, error: unknown) => void;
}

export const outbox = signal<readonly OutboxItem[]>([]);

const running = new Map<string, AbortController>();
/** The ids of what is being sent, or waits for another tab that sends it. */
const queued = new Set<string>();
/** How often each was tried since the page was opened. */
const triesOf = new Map<string, number>();
/** These timers send again what waits. */
const timers = new Map<string, ReturnType<typeof setTimeout>>();
/** The ids of what is in this browser's storage, where all its tabs see what became of it. */
const kept = new Set<string>();

/** The ids of what another tab has removed, before it told this tab why. */
const missing = new Set<string>();

/** Tells the other tabs what was sent, because one of them may be showing it. */
interface SentMessage {
  readonly id: string;
  readonly lecture: Lecture;
}
const tabs =
  typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('learning-mate.sent');

const find = (id: string): Unsent | undefined =>
  outbox.value.find(({ unsent }) => unsent.id === id)?.unsent;

function update(id: string, change: Partial<OutboxItem>): void {
  outbox.value = outbox.value.map((item) =>
    item.unsent.id === id ? { ...item, ...change } : item,
  );
}

const recordingOf = (unsent: Unsent) =>
  unsent.kind === 'recording' ? { recording: unsent.recording } : {};

async function keepUnsent(unsent: Unsent): Promise<void> {
  await keep('unsent', unsent.id, unsent);
  if (await isKept('unsent', unsent.id)) kept.add(unsent.id);
}

async function remove(id: string): Promise<void> {
  outbox.value = outbox.value.filter(({ unsent }) => unsent.id !== id);
  kept.delete(id);
  triesOf.delete(id);
  await keep('unsent', id, undefined);
}

/** The pauses before it is sent again; the last one repeats. */
const pausesSeconds = [2, 5, 15, 60] as const;

/** How long to wait before it is sent again, if that may do. */
function pauseAfter(error: unknown, tries: number): number | undefined {
  const trouble = troubleOf(error);
  if (!trouble || !(isPassing(trouble) || trouble.kind === 'upload-broken')) return undefined;
  const pause = pausesSeconds[tries - 1] ?? 60;
  return Math.max(pause, askedPauseSeconds(trouble) ?? 0);
}

/** Carries recordings and texts from the learner's tap to their lecture or answer. */
export function makeOutbox({ onSent, onBack }: OutboxHandlers) {
  const submit = (unsent: Unsent, signal: AbortSignal): Promise<LectureAnswer> => {
    const { aim } = unsent;
    const purpose =
      aim && 'answerTo' in aim
        ? { answerTo: aim.answerTo }
        : { focus: aim?.focus, notify: isToldOfEnds() };
    return unsent.kind === 'text'
      ? journey.sendText({ ...unsent, ...purpose, key: unsent.id, signal })
      : journey.sendRecording({
          ...unsent,
          ...purpose,
          from: unsent.way,
          reached: async (way) => {
            const further = { ...unsent, way };
            update(unsent.id, { unsent: further });
            await keep('unsent', unsent.id, further);
          },
          sent: (sentBytes, totalBytes) =>
            update(unsent.id, { share: totalBytes > 0 ? sentBytes / totalBytes : 0 }),
          signal,
        });
  };

  /** @returns after how many seconds to send it again; undefined once it is settled */
  const settle = async (unsent: Unsent, signal: AbortSignal): Promise<number | undefined> => {
    const { id } = unsent;
    const tries = (triesOf.get(id) ?? 0) + 1;
    triesOf.set(id, tries);
    try {
      // Consents are told before anything is sent that rests on them. A failure here does not stop the
      // sending.
      await tellConsents(api.changeConsents).catch(() => {});
      const { lecture } = await submit(unsent, signal);
      tabs?.postMessage({ id, lecture } satisfies SentMessage);
      await remove(id);
      onSent(id, lecture, unsent);
    } catch (error) {
      const pause = signal.aborted ? undefined : pauseAfter(error, tries);
      if (pause !== undefined) return pause;
      await remove(id);
      onBack(unsent, signal.aborted ? undefined : error);
    }
    return undefined;
  };

  /**
   * Another tab may have had it before, and may have sent it or got further with it.
   * @returns as {@link settle} does
   */
  const sendHere = async (id: string): Promise<number | undefined> => {
    const known = find(id);
    if (!known || (kept.has(id) && (await isKept('unsent', id)) === false)) {
      missing.add(id);
      await remove(id);
      return undefined;
    }
    const stopping = new AbortController();
    running.set(id, stopping);
    update(id, { isSending: true, share: 0 });
    try {
      // The recording of this visit is in memory; the browser may fail to read the one it stored.
      const further = readUnsent(await readKept('unsent', id));
      const unsent = further && { ...further, ...recordingOf(known) };
      return await settle(unsent ?? known, stopping.signal);
    } finally {
      running.delete(id);
      update(id, { isSending: false });
    }
  };

  const send = async (id: string): Promise<void> => {
    if (queued.has(id)) return;
    queued.add(id);
    clearTimeout(timers.get(id));
    let pause: number | undefined;
    try {
      await byOneTab(id, {}, async () => {
        pause = await sendHere(id);
      });
    } finally {
      queued.delete(id);
    }
    if (pause === undefined) return;
    // Without a network it waits until the browser says that there is one.
    const again = () => navigator.onLine && find(id) && void send(id);
    timers.set(id, setTimeout(again, pause * 1000));
  };

  tabs?.addEventListener('message', ({ data: { id, lecture } }: MessageEvent<SentMessage>) => {
    // This tab ignores what it never had.
    const isKnown = find(id) !== undefined || missing.delete(id);
    outbox.value = outbox.value.filter(({ unsent }) => unsent.id !== id);
    if (isKnown) onSent(id, lecture, undefined);
  });

  return {
    send: (id: string) => void send(id),

    /** @returns once it is safe on this device, before it is sent */
    async add(unsent: Unsent): Promise<void> {
      outbox.value = [...outbox.value, { unsent, isSending: false, share: 0 }];
      await keepUnsent(unsent);
      void send(unsent.id);
    },

    /** Gives it back to the learner, whether it is being sent or waits. */
    async takeBack(id: string): Promise<void> {
      const stopping = running.get(id);
      if (stopping) return stopping.abort(new DOMException('taken back', 'AbortError'));
      // Nothing happens while another tab is sending it.
      await byOneTab(id, { ifAvailable: true }, async () => {
        const found = find(id);
        await remove(id);
        if (found) onBack(found, undefined);
      });
    },

    /** Sends all that waits. It is called at the start, and whenever the network may be back. */
    sendWaiting(): void {
      for (const { unsent } of outbox.value) void send(unsent.id);
    },

    /** Reads what earlier visits left behind. */
    async open(): Promise<void> {
      const left = (await readAllKept('unsent')).flatMap((kept) => readUnsent(kept) ?? []);
      for (const { id } of left) kept.add(id);
      const known = new Set(outbox.value.map(({ unsent }) => unsent.id));
      const fresh = left.filter(({ id }) => !known.has(id));
      outbox.value = [
        ...fresh.map((unsent) => ({ unsent, isSending: false, share: 0 })),
        ...outbox.value,
      ];
    },
  };
}

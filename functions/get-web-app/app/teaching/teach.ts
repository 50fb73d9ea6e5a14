import { computed, signal } from '@preact/signals';
import { typedTextMaximumCharacters } from '../../../../shared/contracts/limits.ts';
import { recordingMaximumBytes } from '../../../../shared/contracts/recordings.ts';
import type { RecordingEnd } from '../device/microphone.ts';
import { withConsent } from '../state/consent.ts';
import { texts } from '../state/language.ts';
import { announce, errorText } from '../state/notices.ts';
import { lectureHash, screen, sendingHash, show, showInstead, teachHash } from '../state/screen.ts';
import { sendsByItself } from '../state/settings.ts';
import { aim, setAim, setTake, setTyped, take, typed, warn, way } from './draft.ts';
import { makeOutbox } from './outbox.ts';
import { chosenTopic } from './topics.ts';
import type { Unsent } from './unsent.ts';

/** How long a finished recording can be taken back before it is sent automatically. */
const graceSeconds = 3;

/** The seconds that are left before a recording is sent automatically. */
export const secondsToSend = signal<number | undefined>(undefined);

/**
 * What was sent in this visit, by its lecture. It can be sent again if the lecture fails for another reason
 * than the recording.
 */
const sentAs = new Map<number, Unsent>();
export const sentFor = (lectureId: number): Unsent | undefined => sentAs.get(lectureId);

/** The lectures of this visit whose end nobody has seen yet. */
const unseen = new Set<number>();
/**
 * @returns whether the lecture's end is shown for the first time now, even if it ended before anybody
 * looked
 */
export const isFirstSeen = (lectureId: number): boolean => unseen.delete(lectureId);

/** What was sent while the learner was on another screen. */
export const sentMeanwhile = signal<
  { readonly lectureId: number; readonly topicName: string } | undefined
>(undefined);

/** The lecture that this answers, if it is an answer. */
export const lectureOf = ({ aim: of }: Unsent): number | undefined =>
  of && 'answerTo' in of ? of.answerTo.lectureId : undefined;

const isWatching = (id: string): boolean =>
  screen.value.name === 'sending' && screen.value.unsentId === id;

export const outgoing = makeOutbox({
  onSent(id, lecture, unsent) {
    if (unsent) {
      sentAs.set(lecture.id, unsent);
      unseen.add(lecture.id);
    }
    // An answer belongs to the lecture that it answers.
    const lectureId = lecture.later?.lecture ?? lecture.id;
    if (isWatching(id)) return showInstead(lectureHash(lectureId));
    const { topicName = '' } = lecture;
    sentMeanwhile.value = { lectureId, topicName };
    announce(texts.value.sentMeanwhile(topicName));
  },
  onBack(unsent, error) {
    if (unsent.kind === 'text') setTyped(unsent.text);
    else void setTake({ ...unsent, name: unsent.fileName });
    way.value = unsent.kind === 'text' ? 'type' : unsent.fileName === undefined ? 'record' : 'file';
    setAim(unsent.aim);
    warn(error === undefined ? undefined : () => errorText(error));
    if (isWatching(unsent.id)) showInstead(teachHash);
  },
});

async function give(unsent: Unsent): Promise<void> {
  await outgoing.add(unsent);
  if (unsent.kind === 'text') setTyped('');
  else void setTake(undefined);
  setAim(undefined);
  show(sendingHash(unsent.id));
}

/** What is taught: the chosen topic, or the topic of the aim. */
export const taught = computed(() => {
  const topic = chosenTopic.value;
  return aim.value ?? (topic && { topicId: topic.id, topicName: topic.name });
});

/** Sends on the topic. The learner agrees first, once, because others process what is sent. */
function sendOnTopic(unsentOn: (topic: { topicId: number; topicName: string }) => Unsent): void {
  const topic = taught.value;
  warn(topic ? undefined : () => texts.value.topicMissing);
  if (!topic) return;
  const { topicId, topicName } = topic;
  const unsent = unsentOn({ topicId, topicName });
  withConsent(() => void give({ ...unsent, aim: aim.value }));
}

export function sendTake(): void {
  stopCountdown();
  const sent = take.value;
  if (!sent) return;
  const { id, recording, seconds, name: fileName } = sent;
  sendOnTopic((topic) => ({ ...topic, kind: 'recording', id, recording, seconds, fileName }));
}

/** @returns whether there was something to send */
export function sendTyped(): boolean {
  const text = typed.value.trim();
  if (text === '' || text.length > typedTextMaximumCharacters) {
    warn(() => (text === '' ? texts.value.typeEmpty : texts.value.typeTooLong));
    return false;
  }
  sendOnTopic((topic) => ({ ...topic, kind: 'text', id: crypto.randomUUID(), text }));
  return true;
}

/** Sends it again under a new id, because the old id belongs to a lecture that has ended. */
export function sendAgain(unsent: Unsent): void {
  const id = crypto.randomUUID();
  const anew = unsent.kind === 'text' ? { ...unsent, id } : { ...unsent, id, way: undefined };
  withConsent(() => void give(anew));
}

let counting: ReturnType<typeof setInterval> | undefined;

export function stopCountdown(): void {
  clearInterval(counting);
  secondsToSend.value = undefined;
}

export async function finishRecording({ recording, seconds }: RecordingEnd): Promise<void> {
  if (recording.size === 0) return warn(() => texts.value.recordEmpty);
  const listened = setTake({ id: crypto.randomUUID(), recording, seconds });
  if (!sendsByItself.value || !taught.value) return;
  secondsToSend.value = graceSeconds;
  const grace = new Promise<void>((resolve) => {
    counting = setInterval(() => {
      const left = (secondsToSend.value ?? 1) - 1;
      secondsToSend.value = Math.max(0, left);
      if (left > 0) return;
      clearInterval(counting);
      resolve();
    }, 1000);
  });
  const found = await listened;
  // The learner decides whether to send a take that seems to be of no use.
  if (found !== 'fine') return stopCountdown();
  await grace;
  if (secondsToSend.value !== undefined && take.value?.recording === recording) sendTake();
}

export function takeFile(chosen: File | undefined): void {
  if (!chosen) return;
  const isUsable = chosen.size > 0 && chosen.size <= recordingMaximumBytes;
  warn(isUsable ? undefined : () => texts.value[chosen.size === 0 ? 'fileEmpty' : 'fileTooLarge']);
  if (!isUsable) return;
  stopCountdown();
  void setTake({ id: crypto.randomUUID(), recording: chosen, name: chosen.name });
}

export function dropTake(): void {
  stopCountdown();
  warn(undefined);
  void setTake(undefined);
}

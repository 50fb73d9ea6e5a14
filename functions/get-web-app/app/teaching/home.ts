import { signal } from '@preact/signals';
import {
  type Home,
  homeOf,
  type Quest,
  type Review,
} from '../../../../shared/client/habit-calls.ts';
import { lastLectureOn } from '../../../../shared/client/progress.ts';
import { api } from '../state/client.ts';
import { language } from '../state/language.ts';
import { keepStored, readStored, readStoredJson } from '../state/stored.ts';
import { teachKeyPoints, teachWhole } from './teach-on.ts';

/** What brings a learner back; undefined until there is something to come back to. */
export const home = signal<Home | undefined>(keptHome());

/** Whose home it is, and in which language. The end of the token tells learners apart. */
function owner(): string {
  return `${language.value} ${readStored('token')?.slice(-12)}`;
}

/** Today's home of this learner as it was shown last. It is shown at once, so that nothing moves later. */
function keptHome(): Home | undefined {
  const of = owner();
  // The Swedish date format is the one that the API uses.
  const today = new Date().toLocaleDateString('sv', { timeZone: 'Asia/Seoul' });
  const kept = readStoredJson('home');
  const isOurs = typeof kept === 'object' && kept !== null && 'of' in kept && kept.of === of;
  try {
    const found = isOurs && 'home' in kept ? homeOf(kept.home) : undefined;
    return found?.day === today ? found : undefined;
  } catch {
    // An earlier version kept it, or somebody edited it.
    return undefined;
  }
}

function keep(next: Home): void {
  home.value = next;
  keepStored('home', JSON.stringify({ of: owner(), home: next }));
}

/** A visitor who has sent nothing yet is not a learner. Looking at the page does not make them one. */
export const isLearner = (): boolean => readStored('token') !== undefined;

/**
 * Asks for the home as it is now.
 * @throws ClientTrouble
 */
export async function readHome(): Promise<Home | undefined> {
  if (!isLearner()) return undefined;
  const asked = owner();
  const next = await api.home();
  if (asked === owner()) keep(next);
  return next;
}

/** @throws ClientTrouble */
export async function swapQuest(): Promise<void> {
  const quest = await api.swapQuest();
  if (home.value) keep({ ...home.value, quest });
}

/**
 * Lets the learner teach only what was weak the last time, with hints. If nothing was missed, or the
 * topic was never taught, it is the whole topic.
 */
export async function teachWeakest({
  topicId,
  topicName,
  keyPoints,
}: Quest | Review): Promise<void> {
  const found = await weakestOf(topicId, keyPoints).catch(() => undefined);
  if (found) teachKeyPoints({ ...found, topicId, topicName });
  else teachWhole({ topicId });
}

async function weakestOf(topicId: number, keyPoints: readonly number[]) {
  const last = await lastLectureOn(api, topicId);
  if (!last) return undefined;
  const { lecture } = await api.lecture(last.id, { view: 'hints' });
  const hints = (lecture.hints ?? []).filter(({ keyPoint }) => keyPoints.includes(keyPoint));
  if (hints.length === 0) return undefined;
  const focus = { keyPoints: hints.map(({ keyPoint }) => keyPoint), parent: last.id };
  return { statement: hints.map(({ hint }) => hint).join(' '), focus };
}

import { signal } from '@preact/signals';
import {
  type Home,
  homeOf,
  type Quest,
  type Review,
} from '../../../../shared/client/habit-answers.ts';
import { lastLectureOn } from '../../../../shared/client/progress.ts';
import { api } from '../state/client.ts';
import { language } from '../state/language.ts';
import { keepStored, readStored } from '../state/stored.ts';
import { teachKeyPoints, teachWhole } from './teach-on.ts';

/** What brings a learner back; undefined until there is something to come back to. */
export const home = signal<Home | undefined>(keptHome());

/** Of which learner it is, by the end of the token, and in which language. */
function owner(): string {
  return `${language.value} ${readStored('token')?.slice(-12)}`;
}

/** What was shown last, so that it stands there at once and moves nothing: today's, of this learner. */
function keptHome(): Home | undefined {
  const of = owner();
  // Swedish writes a date as the API does.
  const today = new Date().toLocaleDateString('sv', { timeZone: 'Asia/Seoul' });
  try {
    const kept: unknown = JSON.parse(readStored('home') ?? 'null');
    const isOurs = typeof kept === 'object' && kept !== null && 'of' in kept && kept.of === of;
    const found = isOurs && 'home' in kept ? homeOf(kept.home) : undefined;
    return found?.day === today ? found : undefined;
  } catch {
    // It is of an earlier version, or was edited.
    return undefined;
  }
}

function keep(next: Home): void {
  home.value = next;
  keepStored('home', JSON.stringify({ of: owner(), home: next }));
}

/** A visitor who has sent nothing yet is no learner, and is not made one by looking. */
export const isLearner = (): boolean => readStored('token') !== undefined;

/**
 * As it is now.
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
 * What was weak the last time, alone and with hints at it; the whole topic where nothing was missed or
 * it was never taught.
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

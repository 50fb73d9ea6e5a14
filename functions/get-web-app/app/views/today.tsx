import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Home, Quest } from '../../../../shared/client/habit-calls.ts';
import { isInLeague } from '../state/in-league.ts';
import { language, texts } from '../state/language.ts';
import { leagueHash } from '../state/screen.ts';
import { home, isLearner, readHome, swapQuest, teachWeakest } from '../teaching/home.ts';
import { Flame, Icon, tick } from './icon.tsx';
import { Alert, useAction } from './use-action.tsx';

/** The question to be answered is on this same screen, so the page scrolls to it. */
function showQuestion(): void {
  document.getElementById('ways')?.scrollIntoView({ block: 'start' });
  document.getElementById('teach-title')?.focus({ preventScroll: true });
}

/** The streak and the quest of the day, for learners who were here before. */
export function Today() {
  const shown = language.value;
  // The card comes late and stands above everything that can be tapped. Its room is kept, so that nothing
  // moves.
  const isAwaited = useSignal(isLearner());
  useEffect(() => {
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      void readHome()
        .catch(() => {})
        .then(() => {
          isAwaited.value = false;
        });
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [shown]);
  const found = home.value;
  if (!found) return isAwaited.value ? <div class="today-room" /> : null;
  return (
    <section class="card today" aria-labelledby="today-title">
      <Streak streak={found.streak} />
      <div>
        <h2 id="today-title">{texts.value.today}</h2>
        <QuestOfDay quest={found.quest} />
        <Allowance allowance={found.allowance} />
        {isInLeague.value && (
          <a class="league-link" href={leagueHash}>
            {texts.value.leagueLink}
          </a>
        )}
      </div>
    </section>
  );
}

function Streak({ streak: { days, freezes = 0, isDoneToday = false } }: Pick<Home, 'streak'>) {
  const text = texts.value;
  return (
    <div class={`streak ${isDoneToday ? 'done' : ''}`}>
      <Flame />
      {days > 0 && <strong>{text.streakDays(days)}</strong>}
      <small>{isDoneToday ? text.streakDone : text.streakOpen(days)}</small>
      {freezes > 0 && <small>{text.streakFreezes(freezes)}</small>}
    </div>
  );
}

/** With this many lectures left or fewer, the learner is told. */
const fewLectures = 3;

/** Shows the allowance only when it runs low or ads have raised it. The web app itself shows no ads. */
function Allowance({ allowance }: Pick<Home, 'allowance'>) {
  const text = texts.value;
  const { lecturesLeft = 0, earned = 0 } = allowance ?? {};
  if (!allowance || (earned === 0 && lecturesLeft > fewLectures)) return null;
  return (
    <p class="hint allowance">
      {text.lecturesLeft(lecturesLeft)}
      {earned > 0 && lecturesLeft > 0 && ` ${text.lecturesEarned(earned)}`}
    </p>
  );
}

function QuestOfDay({ quest }: { quest: Quest }) {
  const text = texts.value;
  const { trouble, isBusy, run } = useAction();
  if (quest.isDone) {
    return (
      <p class="quest-done">
        <Icon name="tick" paths={[tick]} />
        {quest.topicName}. {text.questDone}
      </p>
    );
  }
  return (
    <>
      <p class="quest-topic">{quest.topicName}</p>
      <p class="hint">{text.questReasons[quest.reason ?? '']}</p>
      <p class="actions">
        <button
          type="button"
          aria-disabled={isBusy.value}
          onClick={() => void run(() => teachWeakest(quest).then(showQuestion))}
        >
          {text.questGo}
        </button>
        {quest.canSwap && (
          <button
            type="button"
            class="quiet"
            aria-disabled={isBusy.value}
            onClick={() => void run(swapQuest)}
          >
            {text.questSwap}
          </button>
        )}
      </p>
      <Alert words={trouble.value} />
    </>
  );
}

/** The topics that are about to be forgotten, folded into one line. */
export function DueTopics() {
  const { due = [], dueCount = due.length } = home.value ?? {};
  const text = texts.value;
  if (due.length === 0) return null;
  return (
    <details class="card due">
      <summary>{text.dueCount(dueCount)}</summary>
      <ul>
        {due.map((review) => (
          <li key={review.topicId}>
            <button
              type="button"
              class="due-topic"
              onClick={() => void teachWeakest(review).then(showQuestion)}
            >
              {review.topicName}
              {review.strength !== undefined && <small>{text.dueStrength(review.strength)}</small>}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

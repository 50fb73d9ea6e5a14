import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Lecture } from '../../../../shared/client/answers.ts';
import { systemClock } from '../../../../shared/client/clock.ts';
import { pointsCovered } from '../../../../shared/client/loop-wording.ts';
import { isSample } from '../../../../shared/client/wording.ts';
import { messages, texts } from '../state/language.ts';
import { loopMessages } from '../state/loop-texts.ts';
import { announce } from '../state/notices.ts';
import { home, readHome } from '../teaching/home.ts';
import { bestBefore } from '../teaching/personal-best.ts';
import { Flame } from './icon.tsx';

type Verdict = keyof typeof texts.value.verdicts;

function verdictOf(score: number): Verdict {
  if (score >= 85) return 'great';
  if (score >= 60) return 'good';
  if (score >= 30) return 'some';
  return score > 0 ? 'little' : 'none';
}

interface ScoreCardProps {
  readonly lecture: Lecture;
  readonly isNew: boolean;
}

export function ScoreCard({ lecture, isNew }: ScoreCardProps) {
  const text = texts.value;
  const score = lecture.score ?? 0;
  const { covered, all } = pointsCovered(lecture);
  const verdict = verdictOf(score);
  const sample = isSample(lecture);
  return (
    <section class={`card score ${verdict}`} aria-labelledby="score-title">
      <ScoreRing score={score} />
      <div>
        <h2 id="score-title">{sample ? text.sampleScore : text.verdicts[verdict]}</h2>
        {all > 0 && <p>{messages.value.keyPointsCovered(covered, all)}</p>}
        {lecture.revised && (
          <p class="revised">{messages.value.revisedText(lecture.revised.score)}</p>
        )}
        <Understanding lecture={lecture} />
        {isNew && !sample && <PersonalBest lecture={lecture} />}
        {isNew && !sample && <StreakGrown />}
      </div>
    </section>
  );
}

/** What the answers to the pupil added, once one of them is judged. */
function Understanding({ lecture: { score = 0, understanding, answers } }: { lecture: Lecture }) {
  if (understanding === undefined || !answers.some(({ label }) => label !== undefined)) return null;
  const said = loopMessages.value.understandingText(score, understanding);
  return (
    <div class="understanding">
      <p>
        {loopMessages.value.understanding} <strong>{understanding}</strong>
      </p>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label={said}>
        <rect class="track" width="100" height="6" />
        <rect class="added" width={understanding} height="6" />
        <rect class="first" width={Math.min(score, understanding)} height="6" />
      </svg>
      <p class="hint" aria-hidden="true">
        {said}
      </p>
    </div>
  );
}

/** The ring's colour tells good from poor, as the words beside it do. */
function ScoreRing({ score }: { score: number }) {
  const circle = { cx: 60, cy: 60, r: 52, pathLength: 100 };
  return (
    <div class="ring" role="img" aria-label={messages.value.scoreText(score)}>
      <svg viewBox="0 0 120 120" aria-hidden="true">
        <circle {...circle} class="ring-track" />
        {score > 0 && <circle {...circle} class="ring-share" stroke-dasharray={`${score} 100`} />}
      </svg>
      <span class="ring-number" aria-hidden="true">
        <strong>{score}</strong>
        {texts.value.scoreUnit}
      </span>
    </div>
  );
}

/** How often the app looks for a longer streak. The streak is counted after the score. */
const streakLooks = 3;
const streakLookMilliseconds = 1_500;

/** The first lecture of a day makes the streak a day longer. The learner is told once. */
function StreakGrown() {
  const days = useSignal<number | undefined>(undefined);
  useEffect(() => {
    if (home.value?.streak.isDoneToday) return;
    const leaving = new AbortController();
    const look = async () => {
      for (let looks = 0; looks < streakLooks; looks += 1) {
        const found = await readHome();
        if (leaving.signal.aborted) return;
        if (found?.streak.isDoneToday) {
          days.value = found.streak.days;
          return announce(texts.value.streakGrown(found.streak.days));
        }
        await systemClock.sleep(streakLookMilliseconds, leaving.signal);
      }
    };
    look().catch(() => {
      // The first screen shows the streak too.
    });
    return () => leaving.abort();
  }, []);
  if (days.value === undefined) return null;
  return (
    <p class="streak-grown">
      <Flame />
      {texts.value.streakGrown(days.value)}
    </p>
  );
}

/** Celebrates a score above all earlier ones of the topic when it is first seen. */
function PersonalBest({ lecture }: { lecture: Lecture }) {
  const before = useSignal<number | undefined>(undefined);
  useEffect(() => {
    bestBefore(lecture).then(
      (best) => {
        before.value = best;
        if (best !== undefined) announce(texts.value.personalBest(best));
      },
      () => {
        // The score is shown without it.
      },
    );
  }, [lecture.id]);
  if (before.value === undefined) return null;
  return (
    <p class="best">
      <span class="confetti" aria-hidden="true">
        {Array.from({ length: 12 }, (_, index) => (
          <i key={index} />
        ))}
      </span>
      {texts.value.personalBest(before.value)}
    </p>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Lecture } from '../../../../shared/client/answers.ts';
import { placeOf } from '../../../../shared/client/loop-wording.ts';
import { endedText, isWorthSendingAgain, stageText } from '../../../../shared/client/wording.ts';
import { journey } from '../state/client.ts';
import { heardOfWithdrawal } from '../state/consent.ts';
import { language, messages, texts } from '../state/language.ts';
import { loopMessages } from '../state/loop-texts.ts';
import { announce, errorText } from '../state/notices.ts';
import { lectureHash, show, showInstead, teachHash } from '../state/screen.ts';
import { outbox } from '../teaching/outbox.ts';
import { isFirstSeen, lectureOf, sendAgain, sentFor } from '../teaching/teach.ts';
import { teachWhole } from '../teaching/teach-on.ts';
import { EndedCard } from './ended-card.tsx';
import { Feedback } from './feedback.tsx';
import { useKeptFocus } from './kept-focus.ts';
import { dayText } from './numbers.ts';
import { Rating } from './rating.tsx';
import { ReminderOffer } from './reminder-offer.tsx';
import { PartsSoFar, WorkCard } from './steps.tsx';

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'lecture'; readonly lecture: Lecture; readonly wasSeenEnding: boolean }
  | { readonly kind: 'trouble'; readonly error: unknown };

/** One lecture with its dialogue. The screen follows it until all of it is judged. */
export function LectureScreen({ lectureId }: { lectureId: number }) {
  const state = useSignal<State>({ kind: 'loading' });
  const answering = useSignal<Lecture | undefined>(undefined);
  const tries = useSignal(0);
  // Once an answer has left this device, the lecture is followed again until that is judged.
  const onItsWay = outbox.value.filter(({ unsent }) => lectureOf(unsent) === lectureId).length;
  useEffect(() => {
    const leaving = new AbortController();
    const seen = (lecture: Lecture) => {
      // The address of an answer leads to the lecture that the answer belongs to.
      if (lecture.later) return showInstead(lectureHash(lecture.later.lecture));
      const { value: before } = state;
      if (lecture.failureReason === 'CONSENT_WITHDRAWN') heardOfWithdrawal(lecture.createdAt);
      const hasEnded = lecture.status !== 'IN_PROGRESS';
      const isFirst = hasEnded && isFirstSeen(lecture.id);
      const wasSeenEnding =
        isFirst ||
        (hasEnded &&
          before.kind === 'lecture' &&
          (before.wasSeenEnding || before.lecture.status === 'IN_PROGRESS'));
      state.value = { kind: 'lecture', lecture, wasSeenEnding };
      tellChange(before, lecture);
    };
    const follow = () =>
      journey.followLesson(lectureId, {
        seen,
        answering: (answer) => {
          answering.value = answer;
        },
        signal: leaving.signal,
      });
    follow().catch((error: unknown) => {
      if (leaving.signal.aborted) return;
      // What is already shown stays.
      if (state.value.kind !== 'lecture') state.value = { kind: 'trouble', error };
      announce(errorText(error));
    });
    // The lecture is processed further without this screen.
    return () => leaving.abort();
  }, [lectureId, tries.value, onItsWay]);

  const retry = () => {
    state.value = { kind: 'loading' };
    tries.value += 1;
  };
  const shown = state.value;
  const heading = useRef<HTMLHeadingElement>(null);
  useKeptFocus(shown.kind, () => heading.current);
  const lecture = shown.kind === 'lecture' ? shown.lecture : undefined;
  const title = {
    loading: texts.value.loading,
    trouble: messages.value.failedTitle,
    lecture: lecture?.topicName ?? '',
  }[shown.kind];
  return (
    <section aria-labelledby="lecture-title">
      <p class="path">{lecture && pathText(lecture)}</p>
      <h1 ref={heading} id="lecture-title" tabIndex={-1}>
        {title}
      </h1>
      <div class="lecture-body">
        {shown.kind === 'trouble' && <TroubleCard error={shown.error} onRetry={retry} />}
        {lecture && (
          <LectureCards
            lecture={lecture}
            answering={answering.value}
            isNew={shown.kind === 'lecture' && shown.wasSeenEnding}
            onRevealed={(whole) => {
              state.value = { kind: 'lecture', lecture: whole, wasSeenEnding: false };
              announce(messages.value.keyPoints);
            }}
            onLater={() => {
              tries.value += 1;
            }}
          />
        )}
      </div>
    </section>
  );
}

function tellChange(before: State, lecture: Lecture): void {
  const isSame = before.kind === 'lecture' && wordOf(before.lecture) === wordOf(lecture);
  // A lecture that had already ended is read out like any page.
  if (isSame || (before.kind === 'loading' && lecture.status !== 'IN_PROGRESS')) return;
  announce(seenText(lecture));
}

/** A word for each state of a lecture. */
const wordOf = ({ status, stage, answers, revised }: Lecture): string =>
  [status, stage, revised?.score, ...answers.map((answer) => answer.status)].join(' ');

function seenText(lecture: Lecture): string {
  const { understanding, score = 0, answers, revised } = lecture;
  const answer = answers.at(-1);
  if (answer?.status === 'IN_PROGRESS') return loopMessages.value.pupilListens;
  if (answer?.label !== undefined && understanding !== undefined) {
    return loopMessages.value.understandingText(score, understanding);
  }
  if (lecture.status === 'IN_PROGRESS') return stageText(lecture.stage, messages.value);
  if (lecture.status !== 'SUCCESS') return endedText(lecture, messages.value, language.value).title;
  if (revised) return messages.value.revisedText(revised.score);
  return `${messages.value.feedbackTitle}. ${messages.value.scoreText(lecture.score ?? 0)}`;
}

const pathText = (lecture: Lecture): string =>
  [placeOf(lecture, loopMessages.value).join(' › '), dayText(lecture.createdAt)]
    .filter((part) => part !== '')
    .join(' · ');

interface LectureCardsProps {
  readonly lecture: Lecture;
  readonly answering: Lecture | undefined;
  /** The learner saw the lecture end on this screen. */
  readonly isNew: boolean;
  readonly onRevealed: (lecture: Lecture) => void;
  readonly onLater: () => void;
}

function LectureCards({ lecture, ...feedback }: LectureCardsProps) {
  const text = texts.value;
  const isText = lecture.kind === 'text';
  if (lecture.status === 'IN_PROGRESS') {
    return (
      <>
        <WorkCard
          title={text.working}
          hint={text.workingHint}
          isText={isText}
          stage={lecture.stage}
        />
        <PartsSoFar lecture={lecture} />
      </>
    );
  }
  const unsent = isWorthSendingAgain(lecture) ? sentFor(lecture.id) : undefined;
  const isGraded = lecture.status === 'SUCCESS';
  return (
    <>
      {isGraded ? <Feedback lecture={lecture} {...feedback} /> : <EndedCard lecture={lecture} />}
      {isGraded && <Rating lecture={lecture} />}
      {isGraded && <ReminderOffer />}
      <div class="actions">
        {unsent && (
          <button type="button" class="primary" onClick={() => sendAgain(unsent)}>
            {isText ? text.sendTextAgain : text.sendAgain}
          </button>
        )}
        <button
          type="button"
          class={unsent ? undefined : 'primary'}
          onClick={() => teachWhole(lecture)}
        >
          {text.again}
        </button>
        <button type="button" onClick={() => show(teachHash)}>
          {text.other}
        </button>
      </div>
    </>
  );
}

function TroubleCard({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <>
      <p class="alert">{errorText(error)}</p>
      <div class="actions">
        <button type="button" class="primary" onClick={onRetry}>
          {texts.value.retry}
        </button>
        <button type="button" onClick={() => show(teachHash)}>
          {texts.value.other}
        </button>
      </div>
    </>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Lecture } from '../../../../shared/client/answers.ts';
import { endedText, isWorthSendingAgain, stageText } from '../../../../shared/client/wording.ts';
import { api, journey } from '../state/client.ts';
import { language, messages, texts } from '../state/language.ts';
import { announce, errorText } from '../state/notices.ts';
import { show, teachHash } from '../state/screen.ts';
import { again } from '../teaching/draft.ts';
import { sendAgain, sentFor } from '../teaching/teach.ts';
import { teachOn } from '../teaching/topics.ts';
import { EndedCard } from './ended-card.tsx';
import { Feedback } from './feedback.tsx';
import { dayText } from './numbers.ts';
import { Rating } from './rating.tsx';
import { WorkCard } from './steps.tsx';

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'lecture'; readonly lecture: Lecture; readonly wasSeenEnding: boolean }
  | { readonly kind: 'trouble'; readonly error: unknown };

/** One lecture, followed until it has ended. */
export function LectureScreen({ lectureId }: { lectureId: number }) {
  const state = useSignal<State>({ kind: 'loading' });
  const tries = useSignal(0);
  useEffect(() => {
    const leaving = new AbortController();
    const seen = (lecture: Lecture) => {
      const { value: before } = state;
      state.value = {
        kind: 'lecture',
        lecture,
        wasSeenEnding: before.kind === 'lecture' && lecture.status !== 'IN_PROGRESS',
      };
      tellChange(before, lecture);
    };
    const follow = async () => {
      const first = await api.lecture(lectureId);
      leaving.signal.throwIfAborted();
      await journey.follow(first, { seen, signal: leaving.signal });
    };
    follow().catch((error: unknown) => {
      if (leaving.signal.aborted) return;
      state.value = { kind: 'trouble', error };
      announce(errorText(error));
    });
    // The lecture goes on without the screen.
    return () => leaving.abort();
  }, [lectureId, tries.value]);

  const retry = () => {
    state.value = { kind: 'loading' };
    tries.value += 1;
  };
  const shown = state.value;
  const lecture = shown.kind === 'lecture' ? shown.lecture : undefined;
  const title = {
    loading: texts.value.loading,
    trouble: messages.value.failedTitle,
    lecture: lecture?.topicName ?? '',
  }[shown.kind];
  return (
    <section aria-labelledby="lecture-title">
      <p class="path">{lecture && pathText(lecture)}</p>
      <h1 id="lecture-title" tabIndex={-1}>
        {title}
      </h1>
      <div class="lecture-body">
        {shown.kind === 'trouble' && <TroubleCard error={shown.error} onRetry={retry} />}
        {lecture && (
          <LectureCards
            lecture={lecture}
            isNew={state.value.kind === 'lecture' && state.value.wasSeenEnding}
          />
        )}
      </div>
    </section>
  );
}

function tellChange(before: State, lecture: Lecture): void {
  const isSame =
    before.kind === 'lecture' &&
    before.lecture.status === lecture.status &&
    before.lecture.stage === lecture.stage;
  // What had ended before it was opened is read out as any page is.
  if (isSame || (before.kind === 'loading' && lecture.status !== 'IN_PROGRESS')) return;
  announce(seenText(lecture));
}

function seenText(lecture: Lecture): string {
  if (lecture.status === 'IN_PROGRESS') return stageText(lecture.stage, messages.value);
  if (lecture.status !== 'SUCCESS') return endedText(lecture, messages.value, language.value).title;
  return `${messages.value.feedbackTitle}. ${messages.value.scoreText(lecture.score ?? 0)}`;
}

const pathText = ({ majorName, subjectName, createdAt }: Lecture): string =>
  [[majorName, subjectName].filter((name) => name).join(' › '), dayText(createdAt)]
    .filter((part) => part !== '')
    .join(' · ');

interface LectureCardsProps {
  readonly lecture: Lecture;
  /** Its end was seen, not looked up. */
  readonly isNew: boolean;
}

function LectureCards({ lecture, isNew }: LectureCardsProps) {
  const text = texts.value;
  const isText = lecture.kind === 'text';
  if (lecture.status === 'IN_PROGRESS') {
    return (
      <WorkCard
        title={text.working}
        hint={text.workingHint}
        isText={isText}
        stage={lecture.stage}
      />
    );
  }
  const unsent = isWorthSendingAgain(lecture) ? sentFor(lecture.id) : undefined;
  const isGraded = lecture.status === 'SUCCESS';
  return (
    <>
      {isGraded ? <Feedback lecture={lecture} isNew={isNew} /> : <EndedCard lecture={lecture} />}
      {isGraded && <Rating lecture={lecture} />}
      <div class="actions">
        {unsent && (
          <button type="button" class="primary" onClick={() => sendAgain(unsent)}>
            {isText ? text.sendTextAgain : text.sendAgain}
          </button>
        )}
        <button
          type="button"
          class={unsent ? undefined : 'primary'}
          onClick={() => {
            again.value = undefined;
            teachOn(lecture);
          }}
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

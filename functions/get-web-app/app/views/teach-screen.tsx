import { useEffect } from 'preact/hooks';
import { texts } from '../state/language.ts';
import { lectureHash, screen, show } from '../state/screen.ts';
import { aim, alert, setAim, take, way } from '../teaching/draft.ts';
import { outbox } from '../teaching/outbox.ts';
import { isRecording } from '../teaching/recording.ts';
import { outgoing, sentMeanwhile, takeFile, taught } from '../teaching/teach.ts';
import { card, isCardAwaited, path } from '../teaching/topics.ts';
import type { AnswerPupil } from '../teaching/unsent.ts';
import { FilePanel } from './file-panel.tsx';
import { Pupil } from './icon.tsx';
import { RecordPanel } from './record-panel.tsx';
import { TakePanel } from './take-panel.tsx';
import { DueTopics, Today } from './today.tsx';
import { TopicPicker } from './topic-picker.tsx';
import { TypePanel } from './type-panel.tsx';
import { Alert } from './use-action.tsx';
import { WayChoice } from './way-choice.tsx';

/** The first screen: one topic with its question, and the way to a recording. */
export function TeachScreen() {
  const text = texts.value;
  useFileDrops();
  return (
    <section id="teach" aria-labelledby="teach-title">
      <Notices />
      <Today />
      <div class="columns">
        <div class="card" id="ways">
          <p class="path">{taught.value?.topicName ?? text.topicsLoading}</p>
          <div class="question-room">
            <Question />
          </div>
          <Alert words={alert.value} />
          <WayChoice />
          <Panel />
        </div>
        <div class="beside">
          <WordsCard />
          <DueTopics />
          <TopicPicker />
        </div>
      </div>
    </section>
  );
}

/** The question of the topic, of the one point that is taught again, or of a pupil. */
function Question() {
  const text = texts.value;
  const goal = aim.value;
  if (goal && 'answerTo' in goal) return <PupilQuestion goal={goal} />;
  return (
    <>
      <h1 id="teach-title" tabIndex={-1}>
        {goal ? text.againTitle : (card.value?.openingQuestion ?? text.topicTitle)}
      </h1>
      <p class="lead">{goal ? text.againLead : text.lead}</p>
      {goal && (
        <details class="point-again">
          <summary>{text.againPoint}</summary>
          <p>{goal.statement}</p>
          <button type="button" class="quiet" onClick={() => setAim(undefined)}>
            {text.againWhole}
          </button>
        </details>
      )}
    </>
  );
}

function PupilQuestion({ goal }: { goal: AnswerPupil }) {
  const text = texts.value;
  return (
    <>
      <h1 id="teach-title" tabIndex={-1}>
        <span class="asks">
          <Pupil />
          {text.answerTitle}
        </span>
        {goal.question}
      </h1>
      <p class="lead">{text.answerLead}</p>
      <button
        type="button"
        class="quiet back"
        onClick={() => {
          setAim(undefined);
          show(lectureHash(goal.answerTo.lectureId));
        }}
      >
        {text.answerNot}
      </button>
    </>
  );
}

function Panel() {
  if (way.value === 'type') return <TypePanel />;
  if (take.value) return <TakePanel take={take.value} />;
  return way.value === 'file' ? <FilePanel /> : <RecordPanel />;
}

function WordsCard() {
  const isOfAnother = aim.value !== undefined && aim.value.topicId !== path.value.topicId;
  const words = isOfAnother ? [] : (card.value?.words ?? []);
  if (words.length === 0) {
    return isCardAwaited.value && !isOfAnother ? (
      <div class="card words" aria-hidden="true" />
    ) : null;
  }
  return (
    <section class="card words" aria-labelledby="words-title">
      <h2 id="words-title">{texts.value.words}</h2>
      <ul class="chips">
        {words.map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ul>
      {card.value?.thinkFirst && <p class="hint">{card.value.thinkFirst}</p>}
    </section>
  );
}

function Notices() {
  const text = texts.value;
  const sent = sentMeanwhile.value;
  const waiting = outbox.value.length;
  return (
    <>
      {sent && (
        <p class="notice">
          {text.sentMeanwhile(sent.topicName)}{' '}
          <a
            class="notice-link"
            href={lectureHash(sent.lectureId)}
            onClick={() => {
              sentMeanwhile.value = undefined;
            }}
          >
            {text.sentMeanwhileLink}
          </a>
        </p>
      )}
      {waiting > 0 && (
        <div class="notice">
          <p>{text.unsentCount(waiting)}</p>
          <button type="button" onClick={() => outgoing.sendWaiting()}>
            {text.unsentNow}
          </button>
        </div>
      )}
    </>
  );
}

/** A file may be dropped anywhere while the screen is shown; elsewhere it must not replace the page. */
function useFileDrops(): void {
  useEffect(() => {
    const place = document.documentElement;
    const over = () => place.classList.add('dropping');
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) place.classList.remove('dropping');
    };
    const drop = (event: DragEvent) => {
      place.classList.remove('dropping');
      if (isRecording() || screen.value.name !== 'teach') return;
      way.value = 'file';
      takeFile(event.dataTransfer?.files[0]);
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, []);
}

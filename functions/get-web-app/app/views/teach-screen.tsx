import { useEffect } from 'preact/hooks';
import { texts } from '../state/language.ts';
import { lectureHash, screen } from '../state/screen.ts';
import { again, alert, take, way } from '../teaching/draft.ts';
import { outbox } from '../teaching/outbox.ts';
import { isRecording } from '../teaching/recording.ts';
import { outgoing, sentMeanwhile, takeFile } from '../teaching/teach.ts';
import { card, chosenTopic, path } from '../teaching/topics.ts';
import { FilePanel } from './file-panel.tsx';
import { RecordPanel } from './record-panel.tsx';
import { TakePanel } from './take-panel.tsx';
import { TopicPicker } from './topic-picker.tsx';
import { TypePanel } from './type-panel.tsx';
import { WayChoice } from './way-choice.tsx';

/** The first screen: one topic with its question, and the way to a recording. */
export function TeachScreen() {
  const text = texts.value;
  useFileDrops();
  return (
    <section id="teach" aria-labelledby="teach-title">
      <Notices />
      <div class="columns">
        <div class="card" id="ways">
          <p class="path">{chosenTopic.value?.name ?? text.topicsLoading}</p>
          <Question />
          <p class="alert" role="alert" hidden={!alert.value}>
            {alert.value?.()}
          </p>
          <WayChoice />
          <Panel />
        </div>
        <div class="beside">
          <WordsCard />
          <TopicPicker />
        </div>
      </div>
    </section>
  );
}

/** What is asked: of the topic, or of the one point that is to be taught again. */
function Question() {
  const text = texts.value;
  const point = again.value?.topicId === path.value.topicId ? again.value : undefined;
  return (
    <>
      <h1 id="teach-title" tabIndex={-1}>
        {point ? text.againTitle : (card.value?.openingQuestion ?? text.topicTitle)}
      </h1>
      <p class="lead">{point ? text.againLead : text.lead}</p>
      {point && (
        <details class="point-again">
          <summary>{text.againPoint}</summary>
          <p>{point.statement}</p>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              again.value = undefined;
            }}
          >
            {text.againWhole}
          </button>
        </details>
      )}
    </>
  );
}

function Panel() {
  if (way.value === 'type') return <TypePanel />;
  if (take.value) return <TakePanel take={take.value} />;
  return way.value === 'file' ? <FilePanel /> : <RecordPanel />;
}

function WordsCard() {
  const words = card.value?.words ?? [];
  if (words.length === 0) return null;
  return (
    <section class="card words" aria-labelledby="words-title">
      <h2 id="words-title">{texts.value.words}</h2>
      <ul>
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
          {text.sentMeanwhile(sent.topicName ?? '')}{' '}
          <a
            class="notice-link"
            href={lectureHash(sent.id)}
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

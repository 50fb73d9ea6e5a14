import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Lecture } from '../../../../shared/client/answers.ts';
import { type ChainEntry, chained } from '../../../../shared/client/progress.ts';
import { statusText } from '../../../../shared/client/wording.ts';
import { api } from '../state/client.ts';
import { language, messages, texts } from '../state/language.ts';
import { leagueTexts } from '../state/league-texts.ts';
import { loopMessages } from '../state/loop-texts.ts';
import { errorText } from '../state/notices.ts';
import { leagueHash, lectureHash, teachHash } from '../state/screen.ts';
import { useKeptFocus } from './kept-focus.ts';
import { dayText } from './numbers.ts';
import { Progress } from './progress.tsx';
import { ScoreChart } from './score-chart.tsx';
import { Alert, type Words } from './use-action.tsx';

interface Records {
  readonly lectures: readonly Lecture[];
  /** The cursor of the next page, if there is one. */
  readonly next: string | undefined;
}

/** All lectures as a list, with the scores over time and the ranking. */
export function RecordsScreen() {
  const text = texts.value;
  const records = useSignal<Records | undefined>(undefined);
  const trouble = useSignal<Words | undefined>(undefined);
  const load = async (cursor?: string) => {
    try {
      const { items, next } = await api.lectures(cursor);
      const before = cursor === undefined ? [] : (records.value?.lectures ?? []);
      records.value = { lectures: [...before, ...items], next };
      trouble.value = undefined;
    } catch (error) {
      trouble.value = () => errorText(error);
    }
  };
  useEffect(() => {
    void load();
  }, []);
  const shown = records.value;
  const listTitle = useRef<HTMLHeadingElement>(null);
  const wasPressed = useRef(false);
  const press = () => {
    wasPressed.current = true;
    void load(shown?.next);
  };
  // The button that was pressed goes away with the last page, or when the trouble is over.
  useKeptFocus(`${trouble.value === undefined} ${shown?.next}`, () =>
    wasPressed.current ? listTitle.current : undefined,
  );
  return (
    <section id="records" aria-labelledby="records-title">
      <h1 id="records-title" tabIndex={-1}>
        {text.recordsTitle}
      </h1>
      <Alert words={trouble.value} />
      <div class="columns">
        <div class="beside">
          <Ranking />
          {shown && shown.lectures.length > 0 && (
            <section class="card" aria-labelledby="chart-title">
              <h2 id="chart-title">{text.chart}</h2>
              <ScoreChart scores={scoresOf(shown.lectures)} />
            </section>
          )}
          {shown && shown.lectures.length > 0 && <Progress />}
          <LeagueEntry />
        </div>
        <section class="card" aria-labelledby="list-title">
          <h2 ref={listTitle} id="list-title" tabIndex={-1}>
            {text.list}
          </h2>
          {shown ? (
            <List {...shown} />
          ) : (
            trouble.value === undefined && <p class="hint">{text.loading}</p>
          )}
          {trouble.value !== undefined && (
            <button type="button" onClick={press}>
              {text.retry}
            </button>
          )}
          {shown?.next !== undefined && trouble.value === undefined && (
            <button type="button" class="more" onClick={press}>
              {text.more}
            </button>
          )}
        </section>
      </div>
    </section>
  );
}

/** The API lists the newest first; the chart begins with the oldest. */
const scoresOf = (lectures: readonly Lecture[]): readonly number[] =>
  lectures
    .filter(({ status, keyPoints }) => status === 'SUCCESS' && keyPoints.length === 0)
    .flatMap(({ score }) => score ?? [])
    .reverse();

/** The API's own words on the ranking, in the learner's language; nothing where there are none. */
function Ranking() {
  const message = useSignal<string | undefined>(undefined);
  const shown = language.value;
  useEffect(() => {
    api.ranking().then(
      (ranking) => {
        message.value = ranking.message;
      },
      () => {
        message.value = undefined;
      },
    );
  }, [shown]);
  if (message.value === undefined) return null;
  return (
    <section class="card ranking" aria-labelledby="ranking-title">
      <h2 id="ranking-title">{texts.value.ranking}</h2>
      <p>{message.value}</p>
    </section>
  );
}

function List({ lectures, next }: Records) {
  const text = texts.value;
  if (lectures.length === 0) {
    return (
      <div class="empty">
        <p>{text.recordsEmpty}</p>
        <a class="button primary" href={teachHash}>
          {text.recordsStart}
        </a>
      </div>
    );
  }
  const typed = lectures.filter(({ kind }) => kind === 'text').length;
  return (
    <>
      <p class="hint">
        {text.recordsCount({ count: lectures.length, typed, isAll: next === undefined })}
      </p>
      <ul class="rows">
        {chained(lectures).map((entry) => (
          <Entry key={entry.lecture.id} {...entry} />
        ))}
      </ul>
    </>
  );
}

/** A lecture, and below it the lectures that teach parts of it again. */
function Entry({ lecture, again }: ChainEntry<Lecture>) {
  return (
    <li>
      <Row lecture={lecture} />
      {again.length > 0 && (
        <ol class="again-rows" aria-label={loopMessages.value.chain}>
          {again.map((each) => (
            <li key={each.id}>
              <Row lecture={each} isBelow={true} />
            </li>
          ))}
        </ol>
      )}
    </li>
  );
}

interface RowProps {
  readonly lecture: Lecture;
  /** Whether the row is below a lecture that already shows the topic's name. */
  readonly isBelow?: boolean;
}

function Row({ lecture, isBelow = false }: RowProps) {
  const { id, topicName, createdAt, kind, status, score, keyPoints } = lecture;
  const part = keyPoints.length > 0 ? loopMessages.value.againText(keyPoints) : '';
  const notes = [dayText(createdAt), kind === 'text' ? texts.value.typed : '', isBelow ? '' : part];
  return (
    <a href={lectureHash(id)}>
      <span class="row-topic">
        {isBelow ? part : topicName}
        <small>{notes.filter((note) => note !== '').join(' · ')}</small>
      </span>
      {status === 'SUCCESS' && score !== undefined ? (
        <span class="row-score">
          <span aria-hidden="true">{score}</span>
          <span class="visually-hidden">{messages.value.scoreText(score)}</span>
        </span>
      ) : (
        <span class="row-status">{statusText(status, messages.value)}</span>
      )}
    </a>
  );
}

/** The way to the league stands beside the record, so that only learners who look for it find it. */
function LeagueEntry() {
  const text = leagueTexts.value;
  return (
    <section class="card league-entry" aria-labelledby="league-entry-title">
      <h2 id="league-entry-title">{text.title}</h2>
      <p class="hint">{text.openHint}</p>
      <a class="button" href={leagueHash}>
        {text.open}
      </a>
    </section>
  );
}

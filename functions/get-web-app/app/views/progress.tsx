import type { TopicProgress } from '../../../../shared/client/loop-answers.ts';
import {
  occasionsOf,
  pointsOf,
  wholeProgress,
  wholeScores,
} from '../../../../shared/client/progress.ts';
import { labelText } from '../../../../shared/client/wording.ts';
import { api } from '../state/client.ts';
import { messages } from '../state/language.ts';
import { loopMessages, loopTexts } from '../state/loop-texts.ts';
import { Pupil } from './icon.tsx';
import { LabelIcon, labelClass } from './key-points.tsx';
import { Loaded } from './loaded.tsx';
import { dayText } from './numbers.ts';
import { ScoreChart } from './score-chart.tsx';

/** A phone has room for this many columns. */
const mostColumns = 5;

/** The progress of each topic: its scores, and each key point in each lecture and answer. */
export function Progress() {
  const { progress, progressEmpty } = loopMessages.value;
  return (
    <section class="card progress-by-topic" aria-labelledby="progress-title">
      <h2 id="progress-title">{progress}</h2>
      <Loaded load={() => wholeProgress(api)}>
        {(topics) =>
          topics.length === 0 ? (
            <p class="hint">{progressEmpty}</p>
          ) : (
            topics.map((topic) => <Topic key={topic.topicId} topic={topic} />)
          )
        }
      </Loaded>
    </section>
  );
}

function Topic({ topic }: { topic: TopicProgress }) {
  const { topicName, lectures } = topic;
  const scores = wholeScores(topic);
  const [first, last] = [scores[0], scores.at(-1)];
  const course = scores.length > 1 ? ` · ${first} → ${last}` : '';
  return (
    <details>
      <summary>
        {topicName}
        <small>
          {loopMessages.value.timesTaught(lectures.length)}
          {course}
        </small>
      </summary>
      {scores.length > 1 && <ScoreChart scores={scores} />}
      <Points topic={topic} />
    </details>
  );
}

function Points({ topic }: { topic: TopicProgress }) {
  const text = loopTexts.value;
  const occasions = occasionsOf(topic);
  const shown = occasions.slice(-mostColumns);
  const points = pointsOf(shown);
  if (points.length === 0) return null;
  return (
    <>
      <table class="points-over-time">
        <caption class="visually-hidden">{text.progressPoints(topic.topicName)}</caption>
        <thead>
          <tr>
            <td />
            {shown.map(({ id, createdAt, number, isAnswer }) => (
              <th key={id} scope="col">
                {isAnswer ? <Pupil /> : <span aria-hidden="true">{number}</span>}
                <span class="visually-hidden">
                  {isAnswer ? text.progressAnswers(number) : text.progressLecture(number)},{' '}
                  {dayText(createdAt)}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map(({ keyPoint, labels }) => (
            <tr key={keyPoint}>
              <th scope="row">{loopMessages.value.pointText(keyPoint)}</th>
              {labels.map((label, index) => (
                <td key={shown[index]?.id} class={label === undefined ? '' : labelClass(label)}>
                  {label === undefined ? (
                    <span aria-hidden="true">·</span>
                  ) : (
                    <LabelIcon label={label} />
                  )}
                  <span class="visually-hidden">
                    {label === undefined ? text.notJudged : labelText(label, messages.value)}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.some(({ isAnswer }) => isAnswer) && (
        <p class="hint answers-key">
          <Pupil /> {loopMessages.value.answersGiven}
        </p>
      )}
      {occasions.length > shown.length && <p class="hint">{text.progressLatest(shown.length)}</p>}
    </>
  );
}

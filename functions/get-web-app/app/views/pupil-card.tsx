import type { Lecture } from '../../../../shared/client/answers.ts';
import type { PupilAnswer } from '../../../../shared/client/loop-answers.ts';
import { answerTrouble } from '../../../../shared/client/loop-wording.ts';
import { labelText, stageText } from '../../../../shared/client/wording.ts';
import { roundsMaximum } from '../../../../shared/contracts/limits.ts';
import { messages } from '../state/language.ts';
import { loopMessages, loopTexts } from '../state/loop-texts.ts';
import { sendingHash } from '../state/screen.ts';
import { outbox } from '../teaching/outbox.ts';
import { lectureOf, sendAgain, sentFor } from '../teaching/teach.ts';
import { answerPupil } from '../teaching/teach-on.ts';
import { Pupil } from './icon.tsx';
import { LabelIcon, labelClass } from './key-points.tsx';

interface PupilCardProps {
  readonly lecture: Lecture;
  /** The answer that is being judged, as it was last seen. */
  readonly answering: Lecture | undefined;
}

/**
 * The dialogue with a pupil about the weakest key point: earlier questions and answers, and the next
 * question.
 */
export function PupilCard({ lecture, answering }: PupilCardProps) {
  const { followUp, answers, explanation } = lecture;
  if (followUp === undefined && answers.length === 0) return null;
  const isOver = followUp === undefined && explanation !== undefined;
  const isUnderstood = answers.some(({ label }) => label === 'covered');
  const { understood, askedOut, pupilAsks, roundText } = loopMessages.value;
  return (
    <section class="card pupil" aria-labelledby="pupil-title">
      <h2 id="pupil-title">
        <Pupil />
        {isOver ? (isUnderstood ? understood : askedOut) : pupilAsks}
        {followUp && <small>{roundText(followUp.round, roundsMaximum)}</small>}
      </h2>
      {answers.length > 0 && (
        <ol class="dialogue">
          {answers.map((answer) => (
            <Answered key={answer.id} answer={answer} answering={answering} />
          ))}
        </ol>
      )}
      {followUp && <NextQuestion lecture={lecture} />}
      {isOver && (
        <div class="explanation">
          <h3>{loopMessages.value.explanation}</h3>
          <p>{explanation}</p>
        </div>
      )}
    </section>
  );
}

function Answered({
  answer,
  answering,
}: {
  readonly answer: PupilAnswer;
  readonly answering: Lecture | undefined;
}) {
  const { id, question, status, said, label } = answer;
  const isSpoken = answering?.id === id && answering.kind !== 'text';
  const unsent = status === 'FAILURE' ? sentFor(id) : undefined;
  return (
    <li>
      {question && <p class="asked">{question}</p>}
      {said && (
        <blockquote>
          <span class="visually-hidden">{loopMessages.value.answered}: </span>“{said}”
        </blockquote>
      )}
      {label !== undefined && (
        <p class={`answer-label ${labelClass(label)}`}>
          <LabelIcon label={label} />
          {labelText(label, messages.value)}
        </p>
      )}
      {status === 'IN_PROGRESS' && (
        <p class="listening" role="status">
          {loopMessages.value.pupilListens}
          {isSpoken && ` · ${stageText(answering.stage, messages.value)}`}
        </p>
      )}
      {label === undefined && status !== 'IN_PROGRESS' && (
        <p class="hint">{answerTrouble(answer, loopMessages.value)}</p>
      )}
      {unsent && (
        <button type="button" onClick={() => sendAgain(unsent)}>
          {loopTexts.value.answerSendAgain}
        </button>
      )}
    </li>
  );
}

/** The next question. Its button is hidden while an answer is judged or waits to be sent. */
function NextQuestion({ lecture }: { lecture: Lecture }) {
  const { followUp, answers } = lecture;
  const text = loopTexts.value;
  const waiting = outbox.value.find(({ unsent }) => lectureOf(unsent) === lecture.id);
  if (!followUp || answers.some(({ status }) => status === 'IN_PROGRESS')) return null;
  return (
    <>
      <p class="question">{followUp.question}</p>
      {waiting ? (
        <p class="hint" role="status">
          {waiting.isSending ? text.answerOnItsWay : text.answerWaits}{' '}
          <a href={sendingHash(waiting.unsent.id)}>{text.answerShow}</a>
        </p>
      ) : (
        <>
          <p class="hint">{text.answerHint}</p>
          <button type="button" class="primary" onClick={() => answerPupil(lecture, followUp)}>
            {text.answer}
          </button>
        </>
      )}
    </>
  );
}

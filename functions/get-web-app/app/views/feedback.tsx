import { useRef } from 'preact/hooks';
import type { KeyPoint, Lecture, LectureFeedback } from '../../../../shared/client/answers.ts';
import { deliveryFigures, isSample } from '../../../../shared/client/wording.ts';
import { messages, texts } from '../state/language.ts';
import { loopMessages } from '../state/loop-texts.ts';
import { teachPoint } from '../teaching/teach-on.ts';
import { ChainCard } from './chain-card.tsx';
import { HintsCard } from './hints-card.tsx';
import { cross, Icon, tick } from './icon.tsx';
import { useKeptFocus } from './kept-focus.ts';
import { KeyPoints } from './key-points.tsx';
import { PupilCard } from './pupil-card.tsx';
import { ScoreCard } from './score-card.tsx';
import { Transcript } from './transcript.tsx';

interface FeedbackProps {
  readonly lecture: Lecture;
  readonly answering: Lecture | undefined;
  readonly isNew: boolean;
  readonly onRevealed: (lecture: Lecture) => void;
  /** Is called when something is judged once more. */
  readonly onLater: () => void;
}

/**
 * What the assessment found in a lecture. Mistakes stand second, because they teach the most. Until the
 * learner wants to see what was missed, a pupil's question and hints stand in its place.
 */
export function Feedback({ lecture, answering, isNew, onRevealed, onLater }: FeedbackProps) {
  const sample = isSample(lecture);
  const { feedback, score, hints, revised } = lecture;
  const points = useRef<HTMLDivElement>(null);
  useKeptFocus(hints === undefined, () => points.current?.querySelector('h2'));
  const teachAgain = ({ number, statement }: KeyPoint) => {
    if (number !== undefined) teachPoint(lecture, number, statement);
  };
  return (
    <div class="feedback">
      {sample && <SampleCard />}
      {/* A sample with no points says nothing about the learner, so it shows no score. */}
      {!(sample && score === 0) && <ScoreCard lecture={lecture} isNew={isNew} />}
      {!sample && <PupilCard lecture={lecture} answering={answering} />}
      {feedback && <Corrections corrections={feedback.corrections} />}
      {!sample && <Summary lecture={lecture} />}
      <div ref={points} class="points">
        <HintsCard lecture={lecture} onRevealed={onRevealed} onLater={onLater} />
        {feedback && (
          <KeyPoints
            title={hints ? loopMessages.value.met : messages.value.keyPoints}
            lecture={lecture}
            points={revised?.keyPoints ?? feedback.keyPoints}
            onAgain={sample ? undefined : teachAgain}
            onLater={onLater}
          />
        )}
      </div>
      {feedback && <NextSteps steps={feedback.nextSteps} />}
      {feedback && !sample && <Delivery feedback={feedback} />}
      {(!isNew || lecture.parent !== undefined) && <ChainCard lecture={lecture} />}
      <Transcript lecture={lecture} onLater={onLater} />
    </div>
  );
}

/** Says first that this is a sample, why it is one, and what to do about it. */
function SampleCard() {
  const text = texts.value;
  return (
    <section class="card sample" aria-labelledby="sample-title">
      <h2 id="sample-title">{messages.value.sampleTitle}</h2>
      <p>{messages.value.sampleWhy}</p>
      <p>{text.sampleKey}</p>
      <p>
        <code>OPENAI_API_KEY=sk-… npm start</code>
      </p>
      <p class="hint">{text.sampleTyped}</p>
    </section>
  );
}

function Corrections({ corrections }: Pick<LectureFeedback, 'corrections'>) {
  if (corrections.length === 0) return null;
  const { corrections: title, said, right } = messages.value;
  return (
    <section class="card corrections">
      <h2>{title}</h2>
      {corrections.map((correction) => (
        <dl key={correction.said}>
          <dt>
            <Icon name="said-mark" paths={[cross]} />
            <span class="visually-hidden">{said}</span>
          </dt>
          <dd>{correction.said}</dd>
          <dt>
            <Icon name="right-mark" paths={[tick]} />
            <span class="visually-hidden">{right}</span>
          </dt>
          <dd class="right">{correction.right}</dd>
        </dl>
      ))}
    </section>
  );
}

/**
 * The two sentences that the published app shows. They mostly repeat the key points, so they are shown
 * only for a topic without key points, and for a talk that scored nothing, whose reason they give.
 */
function Summary({
  lecture: { strength, weakness, score, feedback, hints },
}: {
  lecture: Lecture;
}) {
  // The points show what was good, and the hints lead to what was not.
  if (hints || (feedback?.keyPoints.length && score !== 0)) return null;
  if (score === 0) return weakness ? <p class="card summary">{weakness}</p> : null;
  return (
    <section class="card summary" aria-label={messages.value.feedbackTitle}>
      {strength && <h2>{messages.value.strength}</h2>}
      {strength && <p>{strength}</p>}
      {weakness && <h2>{messages.value.weakness}</h2>}
      {weakness && <p>{weakness}</p>}
    </section>
  );
}

function NextSteps({ steps }: { steps: readonly string[] }) {
  if (steps.length === 0) return null;
  return (
    <section class="card next">
      <h2>{messages.value.nextSteps}</h2>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </section>
  );
}

function Delivery({ feedback: { delivery } }: { feedback: LectureFeedback }) {
  const figures = delivery ? deliveryFigures(delivery, messages.value) : [];
  const strengths = delivery?.strengths ?? [];
  if (figures.length === 0 && strengths.length === 0) return null;
  return (
    <section class="card delivery">
      <h2>{messages.value.delivery}</h2>
      {figures.length > 0 && (
        <dl>
          {figures.map(([name, figure]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{figure}</dd>
            </div>
          ))}
        </dl>
      )}
      {strengths.length > 0 && (
        <ul>
          {strengths.map((strength) => (
            <li key={strength}>{strength}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

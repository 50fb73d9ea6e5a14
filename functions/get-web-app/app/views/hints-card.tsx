import type { Lecture } from '../../../../shared/client/answers.ts';
import { labelText } from '../../../../shared/client/wording.ts';
import { api } from '../state/client.ts';
import { messages, texts } from '../state/language.ts';
import { loopMessages, loopTexts } from '../state/loop-texts.ts';
import { teachPoint } from '../teaching/teach-on.ts';
import { Dispute } from './dispute.tsx';
import { LabelIcon, labelClass } from './key-points.tsx';
import { Alert, useAction } from './use-action.tsx';

interface HintsCardProps {
  readonly lecture: Lecture;
  /** Is called with the lecture and all that was to be said, once the learner wants to see it. */
  readonly onRevealed: (lecture: Lecture) => void;
  /** Is called when something is judged once more. */
  readonly onLater: () => void;
}

/** Shows for each point that was missed a question that leads to it. The answers are one tap further. */
export function HintsCard({ lecture, onRevealed, onLater }: HintsCardProps) {
  const { hints = [] } = lecture;
  if (hints.length === 0) return null;
  return (
    <section class="card" aria-labelledby="hints-title">
      <h2 id="hints-title">{loopMessages.value.hints}</h2>
      <p class="hint">{loopMessages.value.hintsLead}</p>
      <ul class="key-points">
        {hints.map(({ keyPoint, label, quote, hint }) => (
          <li key={keyPoint} class={`key-point ${labelClass(label)}`}>
            <LabelIcon label={label} />
            <div>
              <p class="label">
                {loopMessages.value.pointText(keyPoint)} · {labelText(label, messages.value)}
              </p>
              <p class="statement">{hint}</p>
              {quote && <blockquote>“{quote}”</blockquote>}
              <button
                type="button"
                class="again"
                onClick={() => teachPoint(lecture, keyPoint, hint)}
              >
                {texts.value.teachPointAgain}
              </button>
              <Dispute lecture={lecture} keyPoint={keyPoint} onLater={onLater} />
            </div>
          </li>
        ))}
      </ul>
      <Reveal lectureId={lecture.id} onRevealed={onRevealed} />
    </section>
  );
}

interface RevealProps extends Pick<HintsCardProps, 'onRevealed'> {
  readonly lectureId: number;
}

function Reveal({ lectureId, onRevealed }: RevealProps) {
  const text = loopTexts.value;
  const { trouble, isBusy, run } = useAction();
  const reveal = async () => onRevealed(await api.reveal(lectureId));
  return (
    <div class="reveal">
      <p>{text.revealLead}</p>
      <button type="button" aria-disabled={isBusy.value} onClick={() => void run(reveal)}>
        {isBusy.value ? texts.value.loading : text.reveal}
      </button>
      <Alert words={trouble.value} />
    </div>
  );
}

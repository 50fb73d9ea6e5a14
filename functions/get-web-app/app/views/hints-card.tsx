import { useSignal } from '@preact/signals';
import type { Lecture } from '../../../../shared/client/answers.ts';
import { labelText } from '../../../../shared/client/wording.ts';
import { api } from '../state/client.ts';
import { messages, texts } from '../state/language.ts';
import { loopMessages, loopTexts } from '../state/loop-texts.ts';
import { errorText } from '../state/notices.ts';
import { teachPoint } from '../teaching/teach-on.ts';
import { Dispute } from './dispute.tsx';
import { LabelIcon, labelClass } from './key-points.tsx';

interface HintsCardProps {
  readonly lecture: Lecture;
  /** Is given the lecture with all that was to be said, once the learner wants to see it. */
  readonly onRevealed: (lecture: Lecture) => void;
  /** Is told that something is judged once more. */
  readonly onLater: () => void;
}

/** What was missed, each by a question that leads to it; the answers are one step further. */
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
  const isAsking = useSignal(false);
  const trouble = useSignal<unknown>(undefined);
  const reveal = async () => {
    isAsking.value = true;
    trouble.value = undefined;
    try {
      onRevealed(await api.reveal(lectureId));
    } catch (error) {
      trouble.value = error;
    }
    isAsking.value = false;
  };
  return (
    <div class="reveal">
      <p>{text.revealLead}</p>
      <button type="button" aria-disabled={isAsking.value} onClick={() => void reveal()}>
        {isAsking.value ? texts.value.loading : text.reveal}
      </button>
      {trouble.value !== undefined && (
        <p class="alert" role="alert">
          {errorText(trouble.value)}
        </p>
      )}
    </div>
  );
}

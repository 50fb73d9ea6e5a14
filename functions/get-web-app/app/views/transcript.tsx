import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Lecture } from '../../../../shared/client/answers.ts';
import { isSample } from '../../../../shared/client/wording.ts';
import { api } from '../state/client.ts';
import { messages, texts } from '../state/language.ts';
import { loopMessages, loopTexts } from '../state/loop-texts.ts';
import { announce } from '../state/notices.ts';
import { useKeptFocus } from './kept-focus.ts';
import { Alert, useAction } from './use-action.tsx';

interface TranscriptProps {
  readonly lecture: Lecture;
  /** Is called when something is judged once more. */
  readonly onLater: () => void;
}

/** What was heard or written. The learner may correct what was misheard. */
export function Transcript({ lecture, onLater }: TranscriptProps) {
  const { transcribed, correction, kind } = lecture;
  const { transcript, transcriptTyped, correctTitle } = messages.value;
  const text = loopTexts.value;
  const isEdited = useSignal(false);
  const summary = useRef<HTMLElement>(null);
  useKeptFocus(isEdited.value, () => summary.current);
  if (transcribed === undefined) return null;
  const isCorrectable =
    kind !== 'text' &&
    !isSample(lecture) &&
    (correction === undefined || !['SUCCESS', 'IN_PROGRESS'].includes(correction.status));
  return (
    <details class="card transcript">
      <summary ref={summary}>{kind === 'text' ? transcriptTyped : transcript}</summary>
      <p>{transcribed}</p>
      {correction?.transcribed && (
        <>
          <h3>{text.corrected}</h3>
          <p>{correction.transcribed}</p>
        </>
      )}
      {correction?.status === 'IN_PROGRESS' && (
        <p class="hint" role="status">
          {text.correctOpen}
        </p>
      )}
      {isCorrectable && correction && <p class="hint">{loopMessages.value.correctFailed}</p>}
      {isCorrectable &&
        (isEdited.value ? (
          <CorrectionForm
            lectureId={lecture.id}
            transcribed={transcribed}
            onDone={(isSent) => {
              isEdited.value = false;
              if (isSent) onLater();
            }}
          />
        ) : (
          <button
            type="button"
            onClick={() => {
              isEdited.value = true;
            }}
          >
            {correctTitle}
          </button>
        ))}
    </details>
  );
}

interface CorrectionFormProps {
  readonly lectureId: number;
  readonly transcribed: string;
  readonly onDone: (isSent: boolean) => void;
}

function CorrectionForm({ lectureId, transcribed, onDone }: CorrectionFormProps) {
  const { correctTitle, correctWhy, correctSend } = messages.value;
  const text = loopTexts.value;
  const corrected = useSignal(transcribed);
  const { trouble, isBusy, run } = useAction();
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  /** A changed text gets a new key, because it is another correction. Only one correction counts. */
  const key = useRef(crypto.randomUUID());
  const send = async () => {
    await api.correctTranscript(lectureId, corrected.value.trim(), key.current);
    announce(text.correctOpen);
    onDone(true);
  };
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void run(send);
      }}
    >
      <label for="corrected-text">{correctTitle}</label>
      <textarea
        ref={area}
        id="corrected-text"
        rows={8}
        aria-describedby="correct-why"
        value={corrected.value}
        onInput={(event) => {
          corrected.value = event.currentTarget.value;
          key.current = crypto.randomUUID();
        }}
      />
      <p id="correct-why" class="hint">
        {correctWhy}
      </p>
      <Alert words={trouble.value} />
      <div class="actions">
        <button type="submit" class="primary" aria-disabled={isBusy.value}>
          {correctSend}
        </button>
        <button type="button" onClick={() => onDone(false)}>
          {texts.value.cancel}
        </button>
      </div>
    </form>
  );
}

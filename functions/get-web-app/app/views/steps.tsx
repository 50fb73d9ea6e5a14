import type { Lecture } from '../../../../shared/client/answers.ts';
import { stageText } from '../../../../shared/client/wording.ts';
import { messages, texts } from '../state/language.ts';
import { Icon, tick } from './icon.tsx';
import { KeyPoints } from './key-points.tsx';

const spoken: readonly string[] = [
  'WAITING_FOR_UPLOAD',
  'QUEUED',
  'TRANSCRIBING',
  'ASSESSING',
  'DONE',
];
/** Text needs no upload and no speech step. */
const written: readonly string[] = ['QUEUED', 'ASSESSING', 'DONE'];

interface StepsProps {
  readonly isText: boolean;
  readonly stage: string | undefined;
  /** How much of the recording is uploaded, from 0 to 1. */
  readonly uploadedShare?: number | undefined;
}

/** How far a lecture is. A stage that this version does not know shows as waiting. */
export function Steps({ isText, stage, uploadedShare }: StepsProps) {
  const text = texts.value;
  const stages = isText ? written : spoken;
  const at = Math.max(
    0,
    stages.indexOf(stage !== undefined && spoken.includes(stage) ? stage : 'QUEUED'),
  );
  const percent = Math.round((uploadedShare ?? 0) * 100);
  return (
    <ol class="steps">
      {stages.map((name, index) => {
        const state = index < at || stage === 'DONE' ? 'done' : index === at ? 'now' : 'later';
        const stateText = { done: text.stepDone, now: text.stepNow, later: text.stepLater }[state];
        const title = stageText(name, messages.value);
        const isUploading = state === 'now' && uploadedShare !== undefined;
        return (
          <li
            key={name}
            class={`step ${state}`}
            aria-current={state === 'now' ? 'step' : undefined}
          >
            <span class="mark" aria-hidden="true">
              {state === 'done' && <Icon name="" paths={[tick]} />}
            </span>
            <span>
              {title}
              <span class="visually-hidden"> ({stateText})</span>
              {isUploading && <span class="step-note">{text.uploaded(percent)}</span>}
            </span>
            {isUploading && <progress max={100} value={percent} aria-label={title} />}
          </li>
        );
      })}
    </ol>
  );
}

interface WorkCardProps extends StepsProps {
  readonly title: string;
  readonly hint: string;
}

export function WorkCard({ title, hint, ...steps }: WorkCardProps) {
  return (
    <section class="card work">
      <h2>{title}</h2>
      <Steps {...steps} />
      <p class="hint">{hint}</p>
    </section>
  );
}

/** What can already be read during the work: what was heard, and each key point once it is judged. */
export function PartsSoFar({ lecture }: { lecture: Lecture }) {
  const { parts, kind } = lecture;
  const { keyPoints, transcript, transcriptTyped } = messages.value;
  if (!parts) return null;
  return (
    <div class="feedback">
      <KeyPoints
        title={keyPoints}
        lecture={lecture}
        points={parts.keyPoints}
        onAgain={undefined}
        onLater={() => {}}
      />
      {parts.transcribed !== undefined && (
        <section class="card transcript" aria-label={transcript}>
          <h2>{kind === 'text' ? transcriptTyped : transcript}</h2>
          <p>{parts.transcribed}</p>
        </section>
      )}
    </div>
  );
}
